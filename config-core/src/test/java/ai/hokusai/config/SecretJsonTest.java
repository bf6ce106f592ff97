package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.setting.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretJsonTest {
  private static final String PASSWORD = "p#w \"of\" $ {x} 1";
  private static final String ROTATED = """
      {
        "engine": "redis",
        "user_arn": "arn:aws:elasticache:eu-west-1:123456789012:user:app",
        "username": "app",
        "password": "p#w \\"of\\" $ {x} 1",
        "host": "redis.example.com",
        "port": 6380,
        "dbname": 2,
        "ssl": true
      }
      """;

  @Test
  void readsTheFormOfSecretsManager() {
    RedisSettings settings = resolved(Map.of("REDIS_SECRET_JSON", ROTATED)).settings();

    assertThat(settings.safeUrl()).isEqualTo("rediss://app:***@redis.example.com:6380/2");
    assertThat(settings.password()).isEqualTo(Secret.of(PASSWORD));
    assertThat(settings.passwordOrigin()).hasToString("password of REDIS_SECRET_JSON");
    assertThat(settings.usernameOrigin()).hasToString("user name of REDIS_SECRET_JSON");
  }

  @Test
  void readsItFromAFileWithoutADiagnostic() {
    ConfigOutcome outcome = resolve(
        Map.of("REDIS_SECRET_JSON_FILE", "/run/secrets/redis"),
        Map.of("/run/secrets/redis", ROTATED));

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(((ConfigOutcome.Resolved) outcome).settings().passwordOrigin())
        .hasToString("password of the file named by REDIS_SECRET_JSON_FILE");
  }

  @Test
  void completesTheVariablesAndTheUrl() {
    RedisSettings settings = resolved(Map.of(
            "REDIS_URL", "rediss://redis.example.com",
            "REDIS_PORT", "tcp://10.0.0.1:6379",
            "REDIS_USERNAME", "app",
            "REDIS_SECRET_JSON",
                "{\"username\":\"app\",\"password\":\"secret-4711\",\"port\":7000}"))
        .settings();

    assertThat(settings.safeUrl()).isEqualTo("rediss://app:***@redis.example.com:7000");
  }

  @Test
  void rejectsAVariableWithAnotherValueOnce() {
    ConfigOutcome outcome = resolve(
        Map.of(
            "REDIS_HOST", "a.example.com,b.example.com",
            "REDIS_PORT", "7000",
            "REDIS_SECRET_JSON", "{\"password\":\"secret-4711\",\"port\":7001}"),
        Map.of());

    assertThat(outcome)
        .isInstanceOf(ConfigOutcome.Rejected.class)
        .extracting(each -> each.diagnostics().get(0).message())
        .isEqualTo("REDIS_PORT differs from the port of REDIS_SECRET_JSON");
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsOnlyOnce("SECRET_JSON_CONFLICT");
  }

  @Test
  void leavesPrecedenceToTheUrlWhichIsReported() {
    ConfigOutcome outcome = resolve(
        Map.of(
            "REDIS_URL",
            "rediss://:old-4711@redis.example.com",
            "REDIS_SECRET_JSON",
            "{\"host\":\"other.example.com\",\"password\":\"new-0815\"}"),
        Map.of());

    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "host of REDIS_SECRET_JSON differs from the host of REDIS_URL and was not used",
            "password of REDIS_SECRET_JSON differs from the password of REDIS_URL and was not used");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret-4711",
        "{",
        "{}",
        "{\"engine\":\"redis\"}",
        "{\"password\":{\"value\":\"secret-4711\"}}",
        "[\"secret-4711\"]",
        "{\"password\":\"secret-4711\"} x"
      })
  void rejectsOtherTexts(String text) {
    ConfigOutcome outcome =
        resolve(Map.of("REDIS_HOST", "h.example", "REDIS_SECRET_JSON", text), Map.of());

    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("SECRET_JSON_INVALID");
    assertThat(outcome.diagnostics().toString()).doesNotContain("4711");
  }

  @ParameterizedTest
  @CsvSource({
    "Password, password",
    "passwrod, password",
    "token, password",
    "user, username",
    "hostname, host",
    "prot, port",
    "prt, port",
    "tls, ssl",
    "engine, ''",
    "user_arn, ''",
    "masterarn, ''",
    "dbInstanceIdentifier, ''",
    "role, ''"
  })
  void reportsAKeyOnlyWhereAnotherIsProbablyMeant(String key, String meant) {
    String json = "{\"" + key + "\":\"1\",\"" + (meant.equals("password") ? "username" : "password")
        + "\":\"secret-4711\"}";
    ConfigOutcome outcome =
        resolve(Map.of("REDIS_URL", "rediss://h.example", "REDIS_SECRET_JSON", json), Map.of());

    assertThat(outcome.diagnostics())
        .filteredOn(each -> each.code().equals("SECRET_JSON_KEY_UNKNOWN"))
        .extracting(Diagnostic::remedy)
        .isEqualTo(
            meant.isEmpty() ? List.of() : List.of("rename the key of the secret to " + meant));
  }

  @Test
  void hasAPrefixToo() {
    var prefixed = RedisConfig.resolveAll(
        Map.of(
            "CACHE_REDIS_URL", "rediss://h.example",
            "CACHE_REDIS_SECRET_JSON", "{\"password\":\"secret-4711\"}"),
        "CACHE_");

    assertThat(prefixed.get(Naming.prefixed("CACHE_")))
        .isInstanceOfSatisfying(
            ConfigOutcome.Resolved.class,
            resolved -> assertThat(resolved.settings().passwordOrigin())
                .hasToString("password of CACHE_REDIS_SECRET_JSON"));
  }

  private static ConfigOutcome.Resolved resolved(Map<String, String> environment) {
    return (ConfigOutcome.Resolved) resolve(environment, Map.of());
  }

  private static ConfigOutcome resolve(Map<String, String> environment, Map<String, String> files) {
    Map<String, byte[]> contents = new HashMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
    return RedisConfig.resolve(environment, path -> contents.getOrDefault(path, new byte[0]));
  }
}
