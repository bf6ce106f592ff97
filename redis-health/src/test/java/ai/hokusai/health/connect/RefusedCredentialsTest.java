package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefusedCredentialsTest {
  private static final String TOKEN = "Correct-Horse-Battery-9";

  @ParameterizedTest
  @CsvSource(delimiterString = " => ", textBlock = """
          REDIS_URL=rediss://:%s@cache.example.com => replace the password of REDIS_URL, which is used instead of REDIS_AUTH_TOKEN, by the current token; it may have been rotated
          REDIS_URL=rediss://h:%s@cache.example.com => replace the password of REDIS_URL, which is used instead of REDIS_AUTH_TOKEN, by the current token; it may have been rotated; if the server has no user of that name, as with a placeholder or the name of the service, remove the user name of REDIS_URL, as in rediss://:<password>@<host>
          REDIS_TLS_URL=rediss://:%s@cache.example.com => replace the password of REDIS_TLS_URL, which is used instead of REDIS_AUTH_TOKEN, by the current token; it may have been rotated
          REDIS_HOST=cache.example.com REDIS_AUTH_TOKEN=%s => set REDIS_AUTH_TOKEN to the current token; it may have been rotated
          REDIS_HOST=cache.example.com REDIS_PASSWORD=%s => set REDIS_PASSWORD to the current token; it may have been rotated
          REDIS_HOST=cache.example.com REDIS_AUTH_TOKEN=%s REDIS_USERNAME=default => set REDIS_AUTH_TOKEN to the current token; it may have been rotated
          REDIS_HOST=cache.example.com REDIS_AUTH_TOKEN=%s REDIS_USERNAME=orders => set REDIS_AUTH_TOKEN to the current token; it may have been rotated; if the server has no user of that name, as with a placeholder or the name of the service, unset REDIS_USERNAME
          REDIS_HOST=cache.example.com REDIS_AUTH_TOKEN_FILE=/run/token => write the current token to the file named by REDIS_AUTH_TOKEN_FILE; it may have been rotated
          """)
  void namesThePlacesOfPasswordAndUserName(String environment, String remedy) {
    Cause cause = RefusedCredentials.of(settings(environment.formatted(TOKEN)));
    assertThat(Fault.of(cause)).isEqualTo(Fault.AUTH_FAILED);
    assertThat(cause.remedy()).isEqualTo(remedy).doesNotContain(TOKEN, "orders");
  }

  @Test
  void isTheFaultItselfWithoutAPassword() {
    assertThat(RefusedCredentials.of(settings("REDIS_HOST=cache.example.com")))
        .isEqualTo(Fault.AUTH_FAILED);
  }

  private static RedisSettings settings(String text) {
    var environment = new HashMap<String, String>();
    for (String each : text.lines().toList().get(0).split(" ", -1)) {
      int equals = each.indexOf('=');
      environment.put(each.substring(0, equals), each.substring(equals + 1));
    }
    ConfigOutcome outcome =
        RedisConfig.resolve(environment, path -> TOKEN.getBytes(StandardCharsets.UTF_8));
    return ((ConfigOutcome.Resolved) outcome).settings();
  }
}
