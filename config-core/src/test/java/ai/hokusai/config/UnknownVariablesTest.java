package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.source.Problems;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownVariablesTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "REDIS_URLX, REDIS_URL",
    "REDIS_U, REDIS_DB",
    "REDIS_URLXX, REDIS_URL",
    "redis_url, REDIS_URL",
    "REDIS_AUTH_TOKEN_FIL, REDIS_AUTH_TOKEN_FILE",
    "REDIS_PASSWORT, REDIS_AUTH_TOKEN",
    "REDIS_PASSWORD_FILE, REDIS_AUTH_TOKEN_FILE",
    "REDIS_HOSTNAME, REDIS_HOST"
  })
  void suggestsTheNearestName(String name, String right) {
    UnknownVariables.report(Set.of(name), problems);
    assertThat(problems.toList(false)).extracting(Diagnostic::detail).containsExactly(right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REDIS_URL",
        "REDIS_PASSWORD",
        "REDIS_AUTH_TOKEN_FILE",
        "REDIS_URLXXX",
        "RADIS_URL",
        "XREDIS_URL",
        "REDIS_URL!",
        "REDIS_SERVICE_PORT",
        "REDIS_PORT_6379_TCP",
        "redis_port_6379",
        "PATH"
      })
  void keepsQuietOfKnownInjectedAndDistantNames(String name) {
    UnknownVariables.report(Set.of(name), problems);
    assertThat(problems.toList(false)).isEmpty();
  }
}
