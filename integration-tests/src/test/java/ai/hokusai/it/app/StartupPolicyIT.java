package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the jar does where its settings cannot work, under either policy. */
final class StartupPolicyIT {
  private static final String RIGHT = "Correct-Horse-Battery-9";
  private static final String WRONG = "Wrong-Mule-Accumulator-8";

  private static RedisServer redis;

  @BeforeAll
  static void launch() {
    redis = RedisServer.launch(RedisSpec.plain().password(RIGHT));
  }

  @AfterAll
  static void close() {
    redis.close();
  }

  @Test
  void aStrictStartEndsWithTheCauseOfTwoProbes() {
    FinishedApp refused = FinishedApp.run(environment("REDIS_AUTH_TOKEN", WRONG));
    // By its own log, since the start of a JVM takes as long as the machine is busy.
    assertThat(Duration.between(
            time(refused.out(), "startup.config_resolved"), time(refused.out(), "startup.refused")))
        .isLessThan(Duration.ofSeconds(15));
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(events(refused.out(), "startup.refused"))
        .hasSize(1)
        .first()
        .asString()
        .contains("\"level\":\"ERROR\"", "\"code\":\"AUTH_FAILED\"", "\"class\":\"CONFIG\"")
        .contains("\"remedy\":\"set REDIS_AUTH_TOKEN");
    assertThat(refused.err()).startsWith("error[AUTH_FAILED]: ").contains("\n  remedy: set REDIS_");
    assertThat(refused.out() + refused.err()).doesNotContain("Mule", "Horse");
  }

  @Test
  void aTolerantOneRecoversOnceTheServerTakesTheToken() {
    var environment = environment("REDIS_AUTH_TOKEN", WRONG);
    environment.put("STARTUP_POLICY", "tolerant");
    try (var app = RunningApp.serve(LoopbackPort.free(), environment)) {
      assertThat(app.awaitCode("AUTH_FAILED").statusCode()).isEqualTo(503);
      password(RIGHT, WRONG);
      try {
        assertThat(app.awaitHealth(200).body()).contains("healthy");
      } finally {
        password(WRONG, RIGHT);
      }
      assertThat(events(app.output(), "startup.refused")).isEmpty();
    }
  }

  @Test
  void aTolerantOneWithSettingsOfNoUseServesAndSaysSo() {
    Map<String, String> environment =
        Map.of("STARTUP_POLICY", "tolerant", "REDIS_URL", "rediss://:p#w@host");
    try (var app = RunningApp.serve(LoopbackPort.free(), environment)) {
      assertThat(app.awaitCode("CONFIG_INVALID").statusCode()).isEqualTo(503);
      assertThat(app.get("/health/alb").statusCode()).isEqualTo(200);
      assertThat(app.terminate()).isZero();
      assertThat(events(app.output(), "startup.tolerated"))
          .hasSize(1)
          .first()
          .asString()
          .contains("\"code\":\"USERINFO_RESERVED_CHAR\"");
      assertThat(app.output()).doesNotContain("p#w");
    }
  }

  @Test
  void aStrictOneWaitsForARedisThatIsNotThereYet() {
    var later = RedisServer.launch(RedisSpec.plain());
    later.stop();
    Map<String, String> environment = new HashMap<>(
        Map.of("STARTUP_POLICY", "strict", "REDIS_URL", "redis://127.0.0.1:" + later.port()));
    try (later;
        var app = RunningApp.serve(LoopbackPort.free(), environment)) {
      assertThat(app.awaitCode("CONNECT_REFUSED").statusCode()).isEqualTo(503);
      later.start();
      assertThat(app.awaitHealth(200).body()).contains("healthy");
    }
  }

  private static Map<String, String> environment(String name, String value) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", "redis://127.0.0.1:" + redis.port());
    environment.put("API_PORT", String.valueOf(LoopbackPort.free()));
    environment.put(name, value);
    return environment;
  }

  private static void password(String from, String to) {
    try (var admin = new Jedis(redis.host(), redis.port())) {
      assertThat(admin.auth(from)).isEqualTo("OK");
      assertThat(admin.configSet("requirepass", to)).isEqualTo("OK");
    }
  }

  private static Instant time(String output, String event) {
    String line = events(output, event).get(0);
    return Instant.parse(line.replaceFirst(".*\"timestamp\":\"([^\"]+)\".*", "$1"));
  }

  private static List<String> events(String output, String event) {
    return output
        .lines()
        .filter(line -> line.contains("\"event\":\"" + event + "\""))
        .toList();
  }
}
