package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.TextReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigOutcomeTest {
  private static final String TOKEN = "s3cret-t0ken-0123456789";

  @Test
  void returnsTheSettings() {
    assertThat(
            RedisConfig.resolve(Map.of("REDIS_HOST", "redis")).settingsOrThrow().address())
        .isEqualTo("redis:6379");
  }

  @Test
  void throwsEveryDiagnosticWithoutASecret() {
    RedisConfigException thrown = thrown(Map.of(
        "REDIS_HOST", "redis", "REDIS_PORT", "six", "REDIS_AUTH_TOKEN", TOKEN + "\u0007" + TOKEN));
    assertThat(thrown.diagnostics())
        .extracting(Diagnostic::type)
        .containsExactly(ConfigCode.PORT_INVALID, ConfigCode.CONTROL_CHARACTER);
    assertThat(thrown)
        .hasMessage(
            "the Redis settings were rejected\n\n" + TextReport.render(thrown.diagnostics()));
    assertThat(thrown.getMessage()).doesNotContain(TOKEN);
  }

  @Test
  void throwsThatRedisIsDisabled() {
    RedisConfigException thrown = thrown(Map.of("REDIS_ENABLED", "false"));
    assertThat(thrown).hasMessage("REDIS_ENABLED=false disables Redis");
    assertThat(thrown.diagnostics()).isEmpty();
  }

  private static RedisConfigException thrown(Map<String, String> environment) {
    ConfigOutcome outcome = RedisConfig.resolve(environment);
    return catchThrowableOfType(RedisConfigException.class, outcome::settingsOrThrow);
  }
}
