package ai.hokusai.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisAddressTest {

  @ParameterizedTest
  @CsvSource({
    "rediss://app:planted-secret-1@cache.internal:6380/2, ***.internal:6380, true",
    "redis://[fd00::1]:6379, [fd00::1]:6379, false"
  })
  void isHostAndPortAndNothingElse(String url, String address, boolean isTls) {
    var resolved = (ConfigOutcome.Resolved) RedisConfig.resolve(Map.of("REDIS_URL", url));
    assertThat(MetricSources.RedisAddress.of(
            resolved.settings(), text -> text.replace("cache", "***")))
        .isEqualTo(new MetricSources.RedisAddress(address, isTls, false));
  }
}
