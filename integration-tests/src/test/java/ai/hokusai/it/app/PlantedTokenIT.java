package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.it.process.Scratch;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tokens of letters and digits where they belong, and parts of them in settings that are shown, at the jar. No
 * output may hold 8 characters of one, whatever their case.
 */
final class PlantedTokenIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PART = 8;
  // 16 characters of a secret in another setting are an error.
  private static final int LONGEST_ACCEPTED = 15;

  private final String token = random();
  private final String details = random();
  private final String models = random();

  private static String random() {
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    var text = new StringBuilder("7");
    RANDOM.ints(31, 0, letters.length()).forEach(at -> text.append(letters.charAt(at)));
    return text.toString();
  }

  @Test
  void noOutputHoldsAPartOfAToken() throws IOException {
    var authority = TestCa.create("Hokusai test authority");
    String user = "app-" + part(token);
    var spec = RedisSpec.tls(authority.issue()).user(user, "on", ">" + token, "~*", "+@all");
    int port = LoopbackPort.free();
    List<String> outputs = new ArrayList<>();
    try (var redis = RedisServer.launch(spec)) {
      Map<String, String> environment = environment(user, redis.port(), authority.pem());
      try (var app = RunningApp.serve(port, environment)) {
        app.awaitHealth(200);
        outputs.addAll(answers(app));
        outputs.addAll(commands(environment));
        assertThat(badHost(port)).isEqualTo(400);
        redis.stop();
        outputs.add(app.awaitHealth(503).body());
        outputs.addAll(answers(app));
        assertThat(app.terminate()).isZero();
        outputs.add(app.output());
      }
    }
    String all = String.join("\n", outputs);
    // The parts that were shown, so that nothing is found because nothing is printed.
    assertThat(all)
        .contains("app-***", "orders-***", "release=\"v1-***\"", "CONNECT_REFUSED")
        // What the second scrape counts of the wrong tokens before it.
        .contains(
            "app_tokens_refused_total{token=\"HEALTH_DETAILS_TOKEN\"} 4.0",
            "app_tokens_refused_total{token=\"MODELS_TOKEN\"} 1.0");
    assertHidden(all);
  }

  private Map<String, String> environment(String user, int port, String authority)
      throws IOException {
    Path file = Scratch.directory(part(details)).resolve("ca.pem");
    Map<String, String> environment = new TreeMap<>();
    environment.put("REDIS_URL", "rediss://localhost:" + port + "/0?" + part(token) + "=1");
    environment.put("REDIS_USERNAME", user);
    environment.put("REDIS_AUTH_TOKEN", token);
    environment.put("REDIS_PASSWORD", token);
    environment.put("REDIS_TLS_CA_FILE", Files.writeString(file, authority).toString());
    environment.put("REDIS_CLIENT_NAME", "orders-" + part(token).toLowerCase(Locale.ROOT));
    environment.put(part(models).toUpperCase(Locale.ROOT) + "_REDIS_TLS", "1");
    environment.put("RELEASE_ID", "v1-" + part(details).toUpperCase(Locale.ROOT));
    environment.put("HEALTH_DETAILS_TOKEN", details);
    environment.put("HEALTH_INTERVAL", "1s");
    environment.put("HEALTH_FALL", "1");
    environment.put("MODELS_ENABLED", "true");
    environment.put("MODELS_TOKEN", models);
    environment.put("LOG_LEVEL", "debug");
    environment.put("STARTUP_POLICY", "strict");
    return environment;
  }

  private static String part(String secret) {
    int start = RANDOM.nextInt(secret.length() - LONGEST_ACCEPTED);
    return secret.substring(start, start + LONGEST_ACCEPTED);
  }

  private List<String> answers(RunningApp app) {
    String[] right = {"Authorization", "Bearer " + details};
    String[] page = {"Authorization", "Bearer " + details, "Accept", "text/html"};
    String[] ofModels = {"Authorization", "Bearer " + models};
    String[] wrong = {"Authorization", "Bearer " + token, "X-Token", details};
    return Stream.of(
            app.get("/health"),
            app.get("/health", right),
            app.get("/health", page),
            app.get("/health", wrong),
            app.get("/health?verbose", right),
            app.get("/health/checks/redis", right),
            app.get("/metrics", wrong),
            app.get("/metrics", right),
            app.get("/", "Accept", "text/html"),
            app.get("/" + token + "?" + details),
            app.get("/api/v1/models", ofModels),
            app.get("/api/v1/models/" + token, ofModels),
            app.get("/api/v1/models/" + token, wrong))
        .map(answer -> answer.statusCode() + " " + answer.headers().map() + " " + answer.body())
        .toList();
  }

  private static List<String> commands(Map<String, String> environment) {
    return Stream.of("explain", "explain --format json", "check", "check --format json")
        .map(command -> {
          FinishedApp run = FinishedApp.run(environment, command.split(" "));
          assertThat(run.exitCode()).isZero();
          return run.out() + run.err();
        })
        .toList();
  }

  private int badHost(int port) throws IOException {
    try (var connection = new RawConnection(port)) {
      return connection
          .send("GET /health HTTP/1.1\r\nHost: a?" + token + "\r\n\r\n")
          .status();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RELEASE_ID, v1-%s, json, RELEASE_ID holds the same secret as REDIS_AUTH_TOKEN",
    "REDIS_CLIENT_NAME, %s, text, REDIS_CLIENT_NAME holds the same secret as REDIS_AUTH_TOKEN",
    "REDIS_USERNAME, %s, json, REDIS_USERNAME holds the same secret as REDIS_AUTH_TOKEN",
    "API_HOST, %s.internal, text, API_HOST holds the same secret as REDIS_AUTH_TOKEN",
    "REDIS_URL, rediss://%s.com, json, host of REDIS_URL holds the same secret as REDIS_AUTH_TOKEN",
    "REDIS_TLS_%s, true, text, REDIS_TLS_*** requests TLS but is not read"
  })
  void refusesToStartWithATokenInAnotherSetting(
      String name, String value, String format, String message) {
    String other = token.toLowerCase(Locale.ROOT);
    Map<String, String> environment = new TreeMap<>(Map.of(
        "REDIS_URL", "redis://cache.example.com",
        "REDIS_AUTH_TOKEN", token,
        "HEALTH_DETAILS_TOKEN", details,
        "LOG_FORMAT", format,
        "LOG_LEVEL", "debug"));
    environment.put(name.replace("%s", other.toUpperCase(Locale.ROOT)), value.replace("%s", other));
    FinishedApp run = FinishedApp.run(environment, "serve");
    assertHidden(run.out() + run.err());
    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.out()).contains("start refused: ", message);
    assertThat(run.err()).contains(": " + message);
  }

  @Test
  void wouldFindAPartOfATokenInEachSpelling() {
    String part = models.substring(9, 9 + PART);
    byte[] bytes = details.getBytes(US_ASCII);
    for (String leak : List.of(
        part,
        part.toUpperCase(Locale.ROOT),
        part.toLowerCase(Locale.ROOT),
        HexFormat.of().formatHex(bytes).substring(2, 2 + 2 * PART),
        Base64.getEncoder().encodeToString(bytes).substring(1, 1 + 2 * PART))) {
      assertThatThrownBy(() -> assertHidden("host=" + leak + "\n"))
          .isInstanceOf(AssertionError.class)
          .hasMessage("part of a token at 5, after 'host='");
    }
    assertHidden("host=" + models.substring(0, PART - 1));
  }

  /** Fails without showing what was found. */
  private void assertHidden(String output) {
    String lower = output.toLowerCase(Locale.ROOT);
    for (String secret : List.of(token, details, models)) {
      byte[] bytes = secret.getBytes(US_ASCII);
      assertNoPart(lower, secret, PART);
      assertNoPart(lower, HexFormat.of().formatHex(bytes), 2 * PART);
      assertNoPart(lower, Base64.getEncoder().withoutPadding().encodeToString(bytes), 2 * PART);
    }
  }

  private static void assertNoPart(String output, String secret, int length) {
    String lower = secret.toLowerCase(Locale.ROOT);
    for (int start = 0; start + length <= lower.length(); start++) {
      int at = output.indexOf(lower.substring(start, start + length));
      if (at >= 0) {
        throw new AssertionError("part of a token at %d, after '%s'"
            .formatted(at, output.substring(Math.max(0, at - 40), at)));
      }
    }
  }
}
