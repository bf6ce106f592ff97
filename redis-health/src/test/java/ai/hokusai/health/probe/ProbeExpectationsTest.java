package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.redis.RedisOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeExpectationsTest {

  private static final RedisSettings SETTINGS = RedisSettings.of("redis", 6379);

  @ParameterizedTest
  @CsvSource({"false, false, false", "false, true, true", "true, false, true", "true, true, true"})
  void takesAReplicaThatSettingsOrOptionsPermit(
      boolean inSettings, boolean inOptions, boolean isReplicaAllowed) {
    assertThat(ProbeExpectations.of(
            SETTINGS.withReplicaAllowed(inSettings),
            "orders",
            RedisOptions.DEFAULT.withReplicaAllowed(inOptions)))
        .isEqualTo(new ProbeExpectations(isReplicaAllowed, null));
  }

  @Test
  void writesTheKeyOfItsService() {
    assertThat(ProbeExpectations.of(SETTINGS, "orders", RedisOptions.DEFAULT.withCanary(true)))
        .isEqualTo(new ProbeExpectations(false, "hokusai:canary:orders"));
  }
}
