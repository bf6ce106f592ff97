package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.ClientIdentity;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.TestAuthority;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.exceptions.JedisException;

/** The client certificate that a TLS server of the JDK accepts or refuses, which has few alerts for it. */
@Timeout(60)
final class ClientCertificateTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final TestTls TLS = new TestTls();

  static Stream<Arguments> certificates() {
    return Stream.of("TLSv1.2", "TLSv1.3").flatMap(ClientCertificateTest::certificates);
  }

  private static Stream<Arguments> certificates(String version) {
    Instant now = Instant.now();
    // The server names the issuers that it trusts. The client sends a certificate of one that has
    // the same name, and none of another.
    var sameName = TestAuthority.create();
    var otherName = TestAuthority.create("Another Authority");
    return Stream.of(
        arguments(version, "none", null, Fault.TLS_CLIENT_CERT_REQUIRED),
        arguments(version, "valid", TLS.issue(now), null),
        arguments(version, "expired", TLS.issue(now.minus(YEAR)), Fault.TLS_CLIENT_CERT_EXPIRED),
        arguments(
            version, "of tomorrow", TLS.issue(now.plus(YEAR)), Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(
            version,
            "of an authority of the same name",
            sameName.issue("client.example.com"),
            Fault.TLS_CLIENT_CERT_UNTRUSTED),
        arguments(
            version,
            "of an authority of another name",
            otherName.issue("client.example.com"),
            Fault.TLS_CLIENT_CERT_UNTRUSTED));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("certificates")
  void namesWhatTheServerRefuses(
      String version, String what, @Nullable ClientIdentity shown, @Nullable Fault expected)
      throws InterruptedException {
    var redis = TLS.demanding(version, FakeRedis.speaking(FakeRedis::wellBehaved));
    try (var server = Mischief.start(redis);
        var health = open(server, shown)) {
      ProbeReport found = health.probeOnce(LONG, stage -> {});
      assertThat(found.cause()).isEqualTo(expected);
      assertThat(found.failedStage()).isEqualTo(expected == null ? null : Stage.TLS);
      assertThat(found.facts().clientCertificate())
          .isEqualTo(shown == null ? null : PeerCertificate.of(shown.chain().get(0)));
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("certificates")
  void namesItForRequestsToo(
      String version, String what, @Nullable ClientIdentity shown, @Nullable Fault expected) {
    var redis = TLS.demanding(version, FakeRedis.speaking(FakeRedis::wellBehaved));
    try (var server = Mischief.start(redis);
        var health = open(server, shown)) {
      assertThat(ping(health)).isEqualTo(expected);
      long now = System.nanoTime();
      assertThat(health
              .traffic()
              .outcomes(Operation.CONNECT, now, now - LONG.toNanos())
              .cause())
          .isEqualTo(expected);
    }
  }

  private static @Nullable Fault ping(RedisHealth health) {
    try {
      String ignored = health.client().ping();
      return null;
    } catch (JedisException e) {
      return FaultClassifier.classify(e);
    }
  }

  private static RedisHealth open(Mischief server, @Nullable ClientIdentity shown) {
    var tls = shown == null ? TLS.client() : TLS.client(shown);
    return RedisHealth.of(TestSettings.tls(server.port(), tls), "orders");
  }
}
