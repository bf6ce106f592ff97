package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PoolReaderTest {
  private final Problems problems = new Problems();

  @Test
  void hasDefaultsThatFitTogether() {
    assertThat(read(null, null, null)).isEqualTo(PoolSettings.of(16));
    assertThat(problems.toList(false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 1",
    "10000, 10000, 10000, 10000, 10000, 10000",
    "7, , , 7, 7, 0",
    "8, , , 8, 8, 0",
    "9, , , 9, 9, 0",
    "64, , , 64, 64, 0",
    ", 0, , 16, 0, 0",
    ", , 8, 16, 16, 8",
    ", 16, 16, 16, 16, 16"
  })
  void takesSizesUpToTheirBounds(
      @Nullable String max,
      @Nullable String maxIdle,
      @Nullable String minIdle,
      int actualMax,
      int actualMaxIdle,
      int actualMinIdle) {
    assertThat(read(max, maxIdle, minIdle))
        .isEqualTo(
            PoolSettings.of(actualMax).withMaxIdle(actualMaxIdle).withMinIdle(actualMinIdle));
    assertThat(problems.toList(false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, , , REDIS_POOL_MAX is not a whole number within 1 to 10000",
    "10001, , , REDIS_POOL_MAX is not a whole number within 1 to 10000",
    ", 10001, , REDIS_POOL_MAX_IDLE is not a whole number within 0 to 10000",
    ", , -1, REDIS_POOL_MIN_IDLE is not a whole number within 0 to 10000"
  })
  void refusesSizesOutOfRange(
      @Nullable String max, @Nullable String maxIdle, @Nullable String minIdle, String message) {
    read(max, maxIdle, minIdle);
    assertThat(problems.toList(false)).extracting(Diagnostic::message).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 8, , REDIS_POOL_MAX_IDLE is larger than REDIS_POOL_MAX",
    ", 17, , REDIS_POOL_MAX_IDLE is larger than REDIS_POOL_MAX",
    ", , 17, REDIS_POOL_MIN_IDLE is larger than REDIS_POOL_MAX_IDLE",
    ", 8, 9, REDIS_POOL_MIN_IDLE is larger than REDIS_POOL_MAX_IDLE"
  })
  void refusesASizeOverItsBound(
      @Nullable String max, @Nullable String maxIdle, @Nullable String minIdle, String message) {
    read(max, maxIdle, minIdle);
    assertThat(problems.toList(false)).extracting(Diagnostic::message).containsExactly(message);
  }

  private PoolSettings read(
      @Nullable String max, @Nullable String maxIdle, @Nullable String minIdle) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_POOL_MAX", max == null ? "" : max);
    environment.put("REDIS_POOL_MAX_IDLE", maxIdle == null ? "" : maxIdle);
    environment.put("REDIS_POOL_MIN_IDLE", minIdle == null ? "" : minIdle);
    var source = new SettingSource(environment, FileSource.system(), problems);
    return PoolReader.read(source, problems, new ArrayList<>());
  }
}
