package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.PlantedSecret;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.exceptions.JedisException;

/** The client certificate, as a Redis accepts or refuses it that requires one. */
@Tag("once")
final class ClientCertificateIT {
  // Redis closes at once after its alert; each handshake is another race with what the client
  // writes.
  private static final int HANDSHAKES = 20;
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String CLIENT = "client.example.com";

  static Stream<Arguments> certificates() {
    return Stream.of("TLSv1.2", "TLSv1.3")
        .flatMap(version -> Stream.of(
            arguments(version, "none", null, Fault.TLS_CLIENT_CERT_REQUIRED),
            arguments(version, "valid", Fixtures.AUTHORITY.issue(CLIENT), null),
            arguments(
                version,
                "expired",
                Fixtures.AUTHORITY.issue(CLIENT).expired(),
                Fault.TLS_CLIENT_CERT_EXPIRED),
            arguments(
                version,
                "of tomorrow",
                Fixtures.AUTHORITY.issue(CLIENT).notYetValid(),
                Fault.TLS_CLIENT_CERT_UNTRUSTED),
            arguments(
                version,
                "of a stranger",
                Fixtures.STRANGER.issue(CLIENT),
                Fault.TLS_CLIENT_CERT_UNTRUSTED)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("certificates")
  void isNamedInEveryHandshake(
      String version, String what, @Nullable TestCertificate shown, @Nullable Fault expected)
      throws Exception {
    try (var testBed = TestBed.open(mutual("tls-protocols " + version))) {
      for (int i = 0; i < HANDSHAKES; i++) {
        // A pool and a session cache of its own, so that no handshake is a resumed one.
        try (var redis = RedisHealth.of(settings(testBed, shown), "integration-tests")) {
          ProbeReport found = redis.probeOnce(DEADLINE, stage -> {});
          assertThat(found.cause()).isEqualTo(expected);
          assertThat(found.failedStage()).isEqualTo(expected == null ? null : Stage.TLS);
          assertThat(ping(redis)).isEqualTo(expected);
          assertThat(ofPool(redis)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void reportsAnExpiredCertificateWhileOpenConnectionsWorkAndAfterwards() throws Exception {
    Instant end = Instant.now().plusSeconds(15);
    var shown = Fixtures.AUTHORITY.issue(CLIENT).validBetween(end.minus(Duration.ofDays(30)), end);
    // A session that is resumed is not checked again.
    try (var testBed = TestBed.open(mutual("tls-session-caching no"));
        var redis = RedisHealth.of(settings(testBed, shown), "integration-tests");
        var monitor = HealthMonitor.builder()
            .add(Dependency.of("redis", redis)
                .withSchedule(Schedule.DEFAULT.withFresh(Duration.ofSeconds(1))))
            .start()) {
      await().atMost(Bounds.PATIENCE).until(() -> snapshot(monitor).status() == Status.HEALTHY);
      assertThat(awaitFault(monitor, Fault.TLS_CLIENT_CERT_EXPIRED).message())
          .isEqualTo("the kept connection works, a new one fails: "
              + Fault.TLS_CLIENT_CERT_EXPIRED.message());
      assertThat(snapshot(monitor).status()).isEqualTo(Status.DEGRADED);

      testBed.console().tell("CLIENT KILL TYPE normal SKIPME yes");
      await().atMost(Bounds.PATIENCE).until(() -> snapshot(monitor).status() == Status.UNHEALTHY);
      assertThat(Fault.of(snapshot(monitor).cause())).isEqualTo(Fault.TLS_CLIENT_CERT_EXPIRED);
    }
  }

  private static RedisSpec mutual(String line) {
    return Fixtures.TLS_REDIS.config("tls-auth-clients yes").config(line);
  }

  private static Cause awaitFault(HealthMonitor monitor, Fault fault) {
    return Objects.requireNonNull(await()
        .atMost(Bounds.PATIENCE)
        .until(
            () -> snapshot(monitor).cause(), (@Nullable Cause cause) -> Fault.of(cause) == fault));
  }

  private static HealthSnapshot snapshot(HealthMonitor monitor) {
    return monitor.report().check("redis").orElseThrow().snapshot();
  }

  /** The outcomes of the new connections of the pool. */
  private static @Nullable Fault ofPool(RedisHealth redis) {
    long now = System.nanoTime();
    return Fault.of(redis
        .traffic()
        .outcomes(Operation.CONNECT, now, now - DEADLINE.toNanos())
        .cause());
  }

  private static @Nullable Fault ping(RedisHealth redis) {
    try {
      String ignored = redis.client().ping();
      return null;
    } catch (JedisException e) {
      return FaultClassifier.classify(e);
    }
  }

  /** Settings from variables, and a certificate that the variables might not be allowed to have. */
  private static RedisSettings settings(TestBed testBed, @Nullable TestCertificate shown) {
    var environment = Map.of(
        "REDIS_URL", "rediss://localhost:" + testBed.port(),
        "REDIS_AUTH_TOKEN", PlantedSecret.PASSWORD.value(),
        "REDIS_TLS_CA_PEM", Fixtures.AUTHORITY.pem());
    RedisSettings settings = LibraryUnderTest.settings(environment);
    TlsSettings tls = Objects.requireNonNull(settings.tls());
    ClientIdentity identity =
        shown == null ? null : new ClientIdentity(List.of(shown.certificate()), shown.key());
    return settings.withTls(tls.withIdentity(identity));
  }
}
