package ai.hokusai.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Diagnostics where a value is not known. */
final class GuessesTest {
  private static final SettingsResolver RESOLVER = (environment, files) ->
      Map.of(Naming.PLAIN, AppConfig.resolve(environment, files, Instant.EPOCH));
  private static final Map<String, List<String>> VALUES = Map.ofEntries(
      Map.entry(
          "REDIS_URL",
          List.of(
              "redis://h",
              "rediss://h:6380/3",
              "rediss://:abcdefgh12345678@h",
              "redis://user:abcdefgh12345678@h/0",
              "h",
              "master.orders.ab12cd.use1.cache.amazonaws.com",
              "orders.ab12cd.0001.use1.cache.amazonaws.com:6379",
              "clustercfg.orders.ab12cd.use1.cache.amazonaws.com",
              "rediss+cluster://h",
              "rediss+sentinel://h",
              "${REDIS_URL}",
              "http://h")),
      Map.entry(
          "REDIS_HOST",
          List.of(
              "h", "master.orders.ab12cd.use1.cache.amazonaws.com", "h:7000", "127.0.0.1", "${X}")),
      Map.entry(
          "REDIS_AUTH_TOKEN", List.of("abcdefgh12345678", "short", "Known-Password-1234", "h")),
      Map.entry("REDIS_SENTINELS", List.of("s", "s:1,t:2", "s:0")),
      Map.entry("REDIS_TLS_ENABLED", List.of("true", "false", "maybe")),
      Map.entry("REDIS_PORT", List.of("6379", "7000", "0")),
      Map.entry("REDIS_DB", List.of("0", "7", "x")),
      Map.entry("REDIS_USERNAME", List.of("app", "default")),
      Map.entry("REDIS_AUTH_MODE", List.of("password", "iam")),
      Map.entry("REDIS_TOPOLOGY", List.of("auto", "cluster", "sentinel", "standalone")),
      Map.entry("REDIS_ENABLED", List.of("true", "false")),
      Map.entry("REDIS_TLS_VERIFY", List.of("full", "ca", "none")),
      Map.entry("REDIS_TLS_INSECURE_ALLOWED", List.of("true", "false")),
      Map.entry("REDIS_TLS_CA_FILE", List.of("/ca.pem")),
      Map.entry("REDIS_POOL_MAX", List.of("1", "64", "x")),
      Map.entry("HEALTH_INTERVAL", List.of("1s", "5s", "5")),
      Map.entry("MODELS_ENABLED", List.of("true", "false")),
      Map.entry("REDIS_HOST_PASSWORD", List.of("abcdefgh12345678", "x")));
  private static final List<Map<String, String>> KNOWN = List.of(
      Map.of(),
      Map.of("REDIS_URL", "redis://h"),
      Map.of("REDIS_URL", "rediss://app:Known-Password-1234@h:7000/1"),
      Map.of("REDIS_HOST", "h", "REDIS_PORT", "7000"),
      Map.of("REDIS_HOST", "h", "REDIS_TLS_ENABLED", "true", "REDIS_USERNAME", "app"),
      Map.of("REDIS_AUTH_TOKEN", "Known-Password-1234", "REDIS_TLS_ENABLED", "false"),
      Map.of("REDIS_AUTH_TOKEN", "Known-Password-1234", "REDIS_PASSWORD", "Known-Password-1234"),
      Map.of("REDIS_AUTH_MODE", "iam", "REDIS_USERNAME", "app"),
      Map.of("REDIS_DB", "3", "REDIS_TOPOLOGY", "cluster"),
      Map.of("REDIS_SENTINELS", "s:26379", "REDIS_SENTINEL_MASTER", "m"),
      Map.of("REDIS_TLS_VERIFY", "ca", "REDIS_TLS_INSECURE_ALLOWED", "false"),
      Map.of("SPRING_DATA_REDIS_SSL_ENABLED", "true", "HEALTH_DEADLINE", "2s"),
      Map.of("MODELS_MAX_DOCUMENTS", "5", "REDIS_POOL_MAX_IDLE", "32"));

  /** Whatever is reported has to be reported for each value that is possible. */
  @Test
  void whatIsReportedIsTrueOfEveryValue() {
    List<String> untrue = new ArrayList<>();
    for (Map<String, String> known : KNOWN) {
      VALUES.forEach((name, values) -> {
        if (!known.containsKey(name)) {
          List<String> reported = keys(resolve(known, Set.of(name)));
          for (String value : values) {
            Map<String, String> all = new HashMap<>(known);
            all.put(name, value);
            List<String> real = keys(real(all));
            reported.stream()
                .filter(each -> !real.contains(each))
                .forEach(
                    each -> untrue.add(each + " with " + known + " and " + name + "=" + value));
          }
        }
      });
    }
    assertThat(untrue).isEmpty();
  }

  private static Collection<Diagnostic> real(Map<String, String> environment) {
    return AppConfig.resolve(
            environment,
            path -> {
              throw new IOException();
            },
            Instant.EPOCH)
        .diagnostics();
  }

  private static List<String> keys(Collection<Diagnostic> diagnostics) {
    return diagnostics.stream().map(each -> each.code() + " " + each.origin()).toList();
  }

  private static List<Diagnostic> resolve(Map<String, String> known, Set<String> unknown) {
    var guesses = new Guesses(new Names(List.of(Naming.PLAIN), true), RESOLVER);
    return guesses.resolve(known, unknown, false).values().iterator().next().diagnostics();
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS_URL, REDIS_PORT, http, PORT_INVALID",
    "REDIS_URL, REDIS_READ_TIMEOUT, 5, DURATION_UNIT_MISSING",
    "REDIS_URL, REDIS_HOST_PASSWORD, x, UNKNOWN_VARIABLE",
    "REDIS_PASSWORD, REDIS_URL, rediss://h, DEPRECATED_ALIAS",
    "REDIS_AUTH_TOKEN, REDIS_URL, redis://h, SECRET_OVER_PLAINTEXT",
    "REDIS_HOST_PASSWORD, REDIS_URL, rediss://h, UNKNOWN_VARIABLE"
  })
  void whatTheValueCannotChangeIsReported(String unknown, String name, String value, String code) {
    assertThat(resolve(Map.of(name, value), Set.of(unknown)).stream().map(Diagnostic::code))
        .containsExactly(code);
  }

  @Test
  void whatMayBeInAFileIsNotMissed() {
    var guesses = new Guesses(new Names(List.of(Naming.PLAIN), true), RESOLVER);
    assertThat(guesses.resolve(Map.of(), Set.of(), true).values())
        .allMatch(each -> each.diagnostics().isEmpty());
    assertThat(resolve(Map.of("REDIS_URL_FILE", "/run/url"), Set.of("REDIS_URL_FILE")))
        .isEmpty();
  }
}
