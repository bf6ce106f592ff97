package ai.hokusai.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "1000, 9", "1001, 10", "10000, 12", "11000, 13"})
  void countsADurationInTheFirstBucketThatHoldsIt(long millis, int bucket) {
    var durations = new Durations();
    durations.add(Duration.ofMillis(millis));
    Durations.Reading read = durations.read();
    assertThat(read.counts().get(bucket)).isEqualTo(1);
    assertThat(read.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
    assertThat(read.sum()).isEqualTo(millis / 1e3);
    assertThat(read.bounds()).hasSameSizeAs(read.counts());
  }
}
