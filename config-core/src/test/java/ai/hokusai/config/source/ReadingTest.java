package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Origin;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadingTest {
  private static final Origin ORIGIN = Origin.variable("EXAMPLE");

  static Stream<Arguments> readings() {
    return Stream.of(
        Arguments.of(Reading.absent(), false, false, "not set"),
        Arguments.of(new Reading<>(null, ORIGIN), true, false, "faulty, read from EXAMPLE"),
        Arguments.of(new Reading<>("secret", ORIGIN), true, true, "set, read from EXAMPLE"));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void showsItsPlaceAndNeverItsValue(
      Reading<String> reading, boolean set, boolean usable, String text) {
    assertThat(reading.isSet()).isEqualTo(set);
    assertThat(reading.isUsable()).isEqualTo(usable);
    assertThat(reading).hasToString(text);
  }
}
