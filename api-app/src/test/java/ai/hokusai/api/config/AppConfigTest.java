package ai.hokusai.api.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.HealthSettings.PartialOutage;
import ai.hokusai.api.config.LogSettings.Format;
import ai.hokusai.api.config.LogSettings.Level;
import ai.hokusai.api.config.StartupSettings.Policy;
import ai.hokusai.config.Topology;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.setting.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppConfigTest {

  @Test
  void hasADefaultForEverythingThatNeedsOne() {
    AppConfig config = resolve(Map.of());
    assertThat(config.diagnostics()).isEmpty();
    assertThat(config.listen()).isEqualTo(new ListenAddress("0.0.0.0", 8080));
    assertThat(config.startup())
        .isEqualTo(new StartupSettings(Policy.STRICT, Duration.ofSeconds(30)));
    assertThat(config.health())
        .isEqualTo(new HealthSettings(
            Duration.ofMillis(1_500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            2,
            3,
            false,
            true,
            PartialOutage.DEGRADED,
            null,
            false));
    assertThat(config.models()).isEqualTo(new ModelsSettings(false, null, 1_000, 16_777_216));
    assertThat(config.drain())
        .isEqualTo(new DrainSettings(Duration.ofSeconds(10), Duration.ofSeconds(15)));
    assertThat(config.log()).isEqualTo(LogSettings.DEFAULT);
    assertThat(config.release()).isEmpty();
  }

  @Test
  void readsEverything(@TempDir Path directory) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "s3cret-of-16-chars\n");
    AppConfig config = resolve(Map.ofEntries(
        Map.entry("API_HOST", "127.0.0.1"),
        Map.entry("API_PORT", "9090"),
        Map.entry("STARTUP_POLICY", "Tolerant"),
        Map.entry("STARTUP_GRACE", "1m"),
        Map.entry("HEALTH_INTERVAL", "2s"),
        Map.entry("HEALTH_DEADLINE", "500ms"),
        Map.entry("HEALTH_CONNECT_INTERVAL", "2m"),
        Map.entry("HEALTH_RISE", "1"),
        Map.entry("HEALTH_FALL", "5"),
        Map.entry("HEALTH_WRITE_CANARY", "on"),
        Map.entry("HEALTH_WRITES_REQUIRED", "off"),
        Map.entry("HEALTH_PARTIAL_OUTAGE", "UnHealthy"),
        Map.entry("HEALTH_DETAILS_TOKEN_FILE", token.toString()),
        Map.entry("HEALTH_DETAILS_LOOPBACK", "yes"),
        Map.entry("MODELS_ENABLED", "true"),
        Map.entry("MODELS_TOKEN", "Models-token_0123=="),
        Map.entry("MODELS_MAX_DOCUMENTS", "7"),
        Map.entry("MODELS_MAX_BYTES", "70000"),
        Map.entry("DRAIN_DELAY", "0s"),
        Map.entry("DRAIN_TIMEOUT", "3s"),
        Map.entry("LOG_FORMAT", "TEXT"),
        Map.entry("LOG_LEVEL", "debug"),
        Map.entry("HEALTH_SERVICE_NAME", "orders-api"),
        Map.entry("RELEASE_ID", "v1.2.3+build/7@sha256:ab_c-d")));
    assertThat(config.diagnostics()).isEmpty();
    assertThat(config.listen()).isEqualTo(new ListenAddress("127.0.0.1", 9090));
    assertThat(config.name()).hasValue("orders-api");
    assertThat(config.startup())
        .isEqualTo(new StartupSettings(Policy.TOLERANT, Duration.ofMinutes(1)));
    assertThat(config.health())
        .isEqualTo(new HealthSettings(
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofMinutes(2),
            1,
            5,
            true,
            false,
            PartialOutage.UNHEALTHY,
            Secret.of("s3cret-of-16-chars"),
            true));
    assertThat(config.models())
        .isEqualTo(new ModelsSettings(true, Secret.of("Models-token_0123=="), 7, 70_000));
    assertThat(config.models().toString()).doesNotContain("0123");
    assertThat(config.drain()).isEqualTo(new DrainSettings(Duration.ZERO, Duration.ofSeconds(3)));
    assertThat(config.log()).isEqualTo(new LogSettings(Format.TEXT, Level.DEBUG));
    assertThat(config.release()).hasValue("v1.2.3+build/7@sha256:ab_c-d");
    assertThat(config.secrets())
        .containsExactly(Secret.of("s3cret-of-16-chars"), Secret.of("Models-token_0123=="));
    assertThat(config.health().toString()).doesNotContain("s3cret-of-16-chars");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1",
        "fifteen-letters",
        "token with a space",
        "tok\u00e9n-of-more-than-16",
        "\u0434\u043b\u0438\u043d\u043d\u044b\u0439-token-of-more",
        "=================",
        "abcdefgh=abcdefgh",
        "abcdefghijklmnop,",
        "abcdefghijklmnop;",
        "abcdefghijklmno%20",
        "Bearer abcdefghijklmnop"
      })
  void refusesADetailsTokenThatIsShortOrCannotBeSent(String token) {
    AppConfig config = resolve(Map.of("HEALTH_DETAILS_TOKEN", token));
    assertThat(config.refusesStart()).isTrue();
    assertThat(config.diagnostics())
        .extracting(each -> each.code() + " " + each.message())
        .contains(
            "BEARER_TOKEN_INVALID HEALTH_DETAILS_TOKEN is not a bearer token of 16 characters or"
                + " more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcdefghijklmnop",
        "0123456789abcdef",
        "AZaz09-._~+/AZaz",
        "abcdefghijklmn==",
        "YWJjZGVmZ2hpamtsbW5vcA=="
      })
  void takesADetailsTokenOfTheAlphabetOfRfc6750(String token) {
    AppConfig config = resolve(Map.of("HEALTH_DETAILS_TOKEN", token));
    assertThat(config.diagnostics()).isEmpty();
    assertThat(config.health().detailsToken()).isEqualTo(Secret.of(token));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STARTUP_POLICY | lax | STARTUP_POLICY is not one of strict, tolerant",
        "STARTUP_GRACE | 0s | STARTUP_GRACE is outside 1s to 10m",
        "HEALTH_INTERVAL | 500ms | HEALTH_INTERVAL is outside 1s to 1m",
        "HEALTH_CONNECT_INTERVAL | 11m | HEALTH_CONNECT_INTERVAL is outside 1s to 10m",
        "HEALTH_INTERVAL | 5 | HEALTH_INTERVAL is a number without a unit",
        "HEALTH_DEADLINE | 11s | HEALTH_DEADLINE is outside 100ms to 10s",
        "HEALTH_RISE | 0 | HEALTH_RISE is not a whole number within 1 to 10",
        "HEALTH_FALL | 11 | HEALTH_FALL is not a whole number within 1 to 10",
        "HEALTH_DETAILS_TOKEN | ${TOKEN} | HEALTH_DETAILS_TOKEN holds a placeholder or a mask"
            + " instead of the value",
        "HEALTH_WRITE_CANARY | maybe | HEALTH_WRITE_CANARY is neither true nor false",
        "HEALTH_DETAILS_LOOPBACK | maybe | HEALTH_DETAILS_LOOPBACK is neither true nor false",
        "MODELS_ENABLED | perhaps | MODELS_ENABLED is neither true nor false",
        "MODELS_ENABLED | true | MODELS_ENABLED is true and MODELS_TOKEN is not set",
        "DRAIN_DELAY | 11m | DRAIN_DELAY is outside 0s to 10m",
        "DRAIN_TIMEOUT | 0s | DRAIN_TIMEOUT is outside 100ms to 10m",
        "LOG_FORMAT | xml | LOG_FORMAT is not one of json, text",
        "LOG_LEVEL | loud | LOG_LEVEL is not one of error, warn, info, debug",
        "RELEASE_ID | a b | RELEASE_ID is not a valid label",
        "RELEASE_ID | naïve | RELEASE_ID is not a valid label",
        "HEALTH_SERVICE_NAME | Orders API | HEALTH_SERVICE_NAME is not a valid label"
      })
  void refusesTheStartWhateverThePolicy(String name, String value, String message) {
    Map<String, String> environment = new HashMap<>(Map.of("STARTUP_POLICY", "tolerant"));
    environment.put(name, value);
    AppConfig config = resolve(environment);
    assertThat(config.diagnostics()).extracting(Diagnostic::message).containsExactly(message);
    assertThat(config.refusesStart()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clustercfg.orders.ab12cd.use1.cache.amazonaws.com",
        "orders.serverless.use1.cache.amazonaws.com",
        "rediss://clustercfg.orders.ab12cd.memorydb.us-east-1.amazonaws.com"
      })
  void takesTheEndpointOfAClusterForOne(String url) {
    AppConfig config = AppConfig.resolve(Map.of("REDIS_URL", url));
    assertThat(config.refusesStart()).isFalse();
    assertThat(config.redis().orElseThrow().topology()).isEqualTo(Topology.CLUSTER);
    assertThat(config.diagnostics())
        .extracting(each -> each.type())
        .contains(ConfigCode.TOPOLOGY_FROM_HOST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MODELS_TOKEN | fifteen-letters | MODELS_TOKEN is not a bearer token of 16 characters or"
            + " more",
        "MODELS_TOKEN | sixteen letters! | MODELS_TOKEN is not a bearer token of 16 characters or"
            + " more",
        "MODELS_TOKEN | tokén-of-the-models | MODELS_TOKEN is not a bearer token of 16 characters"
            + " or more",
        "MODELS_TOKEN | =0123456789abcdef | MODELS_TOKEN is not a bearer token of 16 characters or"
            + " more",
        "MODELS_MAX_DOCUMENTS | 0 | MODELS_MAX_DOCUMENTS is not a whole number within 1 to 1000000",
        "MODELS_MAX_BYTES | 1073741825 | MODELS_MAX_BYTES is not a whole number within 1 to"
            + " 1073741824"
      })
  void refusesModelsThatCannotBeServed(String name, String value, String message) {
    Map<String, String> environment =
        new HashMap<>(Map.of("MODELS_ENABLED", "true", "MODELS_TOKEN", "0123456789abcdef"));
    environment.put(name, value);
    AppConfig config = resolve(environment);
    assertThat(config.diagnostics()).extracting(Diagnostic::message).containsExactly(message);
    assertThat(config.refusesStart()).isTrue();
  }

  @Test
  void refusesModelsWithABlankToken() {
    AppConfig config = resolve(Map.of("MODELS_ENABLED", "true", "MODELS_TOKEN", " "));
    assertThat(config.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "MODELS_ENABLED is true and MODELS_TOKEN is not set",
            "MODELS_TOKEN holds only white space and counts as not set");
    assertThat(config.refusesStart()).isTrue();
  }

  @Test
  void warnsOfSettingsOfModelsThatAreOff() {
    AppConfig config = resolve(Map.of("MODELS_TOKEN", "0123456789abcdef", "MODELS_MAX_BYTES", "9"));
    assertThat(config.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "MODELS_TOKEN has no effect because the models are off",
            "MODELS_MAX_BYTES has no effect because the models are off");
    assertThat(config.refusesStart()).isFalse();
  }

  @Test
  void refusesALabelThatIsTooLong() {
    for (String label : List.of("RELEASE_ID", "HEALTH_SERVICE_NAME")) {
      assertThat(resolve(Map.of(label, "a".repeat(128))).isRejected()).as(label).isFalse();
      assertThat(resolve(Map.of(label, "a".repeat(129))).isRejected()).as(label).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"strict, true", "tolerant, false", ", true"})
  void toleratesFaultySettingsOfRedisOnlyIfConfigured(@Nullable String policy, boolean refused) {
    Map<String, String> environment = new HashMap<>(Map.of("REDIS_URL", "rediss://:p#w@host"));
    if (policy != null) {
      environment.put("STARTUP_POLICY", policy);
    }
    AppConfig config = AppConfig.resolve(environment);
    assertThat(config.isRejected()).isTrue();
    assertThat(config.refusesStart()).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "STARTUP_POLCY, STARTUP_POLICY",
    "drain_delay, DRAIN_DELAY",
    "HEALTH_INTERVALL, HEALTH_INTERVAL",
    "HEALTH_DETAIL_TOKEN, HEALTH_DETAILS_TOKEN",
    "HEALTH_DETAILS_TOKEN_FILES, HEALTH_DETAILS_TOKEN_FILE",
    "LOG_FORMATS, LOG_FORMAT",
    "API_POST, API_HOST"
  })
  void warnsOfATypo(String name, String right) {
    List<Diagnostic> said = resolve(Map.of(name, "x")).diagnostics();
    assertThat(said)
        .extracting(each -> each.code() + " " + each.message() + "; " + each.detail())
        .containsExactly("UNKNOWN_VARIABLE no setting reads " + name + "; " + right);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API_KEY",
        "API_ROOT",
        "APP_PORT",
        "LOG_LABEL",
        "LOG_DIR",
        "HEALTH_CHECK_PATH",
        "RELEASE",
        "PORT"
      })
  void ignoresVariablesOfOtherSoftware(String name) {
    assertThat(resolve(Map.of(name, "x")).diagnostics()).isEmpty();
  }

  @Test
  void refusesADeadlineThatIsLongerThanTheInterval() {
    AppConfig config = resolve(Map.of("HEALTH_INTERVAL", "5s", "HEALTH_DEADLINE", "5001ms"));
    assertThat(config.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("HEALTH_DEADLINE is longer than HEALTH_INTERVAL");
  }

  @ParameterizedTest
  @CsvSource({"'', 1500", "1400ms, 1500", "3s, 3000"})
  void theDefaultIntervalFollowsALongerDeadline(String deadline, long millis) {
    AppConfig config = resolve(Map.of("HEALTH_DEADLINE", deadline));
    Duration interval = Duration.ofMillis(millis);
    assertThat(config.health().interval()).isEqualTo(interval);
    assertThat(config.provenance())
        .filteredOn(each -> each.variable() == ApiVariable.HEALTH_INTERVAL)
        .extracting(Setting::value)
        .isEqualTo(List.of(interval));
  }

  /** Each way that the help of a code of this module offers, from the settings that lead to the code. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEARER_TOKEN_INVALID | HEALTH_DETAILS_TOKEN=short |"
            + " HEALTH_DETAILS_TOKEN=0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "BEARER_TOKEN_INVALID | MODELS_ENABLED=true MODELS_TOKEN=short |"
            + " MODELS_TOKEN=0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "DURATIONS_INCONSISTENT | HEALTH_INTERVAL=5s HEALTH_DEADLINE=5001ms | HEALTH_DEADLINE=5s",
        "DURATIONS_INCONSISTENT | HEALTH_INTERVAL=5s HEALTH_DEADLINE=5001ms | HEALTH_INTERVAL=6s",
        "LABEL_INVALID | RELEASE_ID=naïve | RELEASE_ID=naive_v1.2:3+b@c/d-e",
        "MODELS_SETTING_UNUSED | MODELS_MAX_BYTES=9 | MODELS_ENABLED=true"
            + " MODELS_TOKEN=0f1e2d3c4b5a69788796",
        "MODELS_SETTING_UNUSED | MODELS_TOKEN=0f1e2d3c4b5a69788796 | MODELS_ENABLED=true",
        "MODELS_SETTING_UNUSED | MODELS_MAX_BYTES=9 | MODELS_MAX_BYTES=",
        "MODELS_TOKEN_MISSING | MODELS_ENABLED=true |"
            + " MODELS_TOKEN=0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        "MODELS_TOKEN_MISSING | MODELS_ENABLED=true | MODELS_ENABLED=",
        "WORD_INVALID | LOG_FORMAT=xml | LOG_FORMAT=json",
        "WORD_INVALID | LOG_LEVEL=loud | LOG_LEVEL=info"
      })
  void helpLeadsToSettingsWithoutADiagnostic(ConfigCode code, String before, String typed) {
    Map<String, String> environment = assignments(before);
    Diagnostic said = resolve(environment).diagnostics().get(0);
    assertThat(said.type()).isEqualTo(code);
    assertThat(assignments(typed).keySet()).allMatch(name -> said.remedy().contains(name));

    environment.putAll(assignments(typed));
    environment.values().removeIf(String::isEmpty);
    assertThat(resolve(environment).diagnostics()).isEmpty();
  }

  private static Map<String, String> assignments(String text) {
    return Arrays.stream(text.split(" "))
        .collect(toMap(each -> each.replaceFirst("=.*", ""), each -> each.replaceFirst(".*=", "")));
  }

  private static AppConfig resolve(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("REDIS_ENABLED", "false");
    return AppConfig.resolve(all);
  }
}
