package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the probe tells of the certificate that a server shows. */
@Timeout(60)
final class CertificateTest {
  private static final TestTls TLS = new TestTls();
  private final Instant now = Instant.now();

  @Test
  void reportsNamesIssuerAndExpiryInEachTlsMode() {
    for (var client : List.of(TLS.client(), TLS.pinningClient(), TLS.trustingClient())) {
      ProbeResult result = run(TLS, client, now);

      assertThat(result.fault()).isNull();
      assertThat(facts(result).certificate())
          .isEqualTo(PeerCertificate.of(
              "CN=redis.example.com",
              List.of("redis.example.com"),
              "CN=Test Authority",
              TLS.certificate().getNotAfter().toInstant()));
      assertThat(facts(result).durations()).containsKey(Stage.TLS);
    }
  }

  @Test
  void reportsThemForAnOpenConnectionToo() {
    try (var server = Mischief.start(TLS.serving(FakeRedis.speaking(FakeRedis::wellBehaved)));
        var probe = probe(server, TLS.client(), now)) {
      ProbeResult first = probe.run();
      ProbeResult second = probe.run();

      assertThat(facts(second).certificate()).isNotNull().isEqualTo(facts(first).certificate());
      assertThat(second.warnings()).isEqualTo(first.warnings());
      assertThat(List.of(first, second))
          .allSatisfy(each -> assertThat(facts(each).tlsVersion()).isEqualTo("TLSv1.3"));
      assertThat(facts(second).durations()).doesNotContainKey(Stage.TLS);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void warnsThirtyDaysBeforeTheEnd() {
    Instant end = TLS.certificate().getNotAfter().toInstant();
    Instant begin = end.minus(Duration.ofDays(30));

    assertThat(run(TLS, TLS.client(), begin.minusMillis(1)).warnings()).isEmpty();
    assertThat(run(TLS, TLS.client(), begin.plusMillis(1)).warnings())
        .containsExactly(Fault.TLS_CERTIFICATE_EXPIRING);
  }

  @Test
  void reportsAnExpiredCertificateOfAnOpenConnection() {
    Instant end = TLS.certificate().getNotAfter().toInstant();

    assertThat(run(TLS, TLS.client(), end).warnings())
        .containsExactly(Fault.TLS_CERTIFICATE_EXPIRING);
    assertThat(run(TLS, TLS.client(), end.plusMillis(1)).warnings())
        .containsExactly(Fault.TLS_EXPIRED);
  }

  @Test
  void showsTheCertificateThatIsRefused() {
    var past = new TestTls(Instant.parse("2020-06-01T00:00:00Z"));
    ProbeResult expired = run(past, past.pinningClient(), now);
    var stranger = new TestTls();
    ProbeResult untrusted = run(stranger, TLS.client(), now);

    assertThat(expired.fault()).isEqualTo(Fault.TLS_EXPIRED);
    assertThat(facts(expired).certificate()).isEqualTo(PeerCertificate.of(past.certificate()));
    assertThat(untrusted.fault()).isEqualTo(Fault.TLS_UNTRUSTED);
    assertThat(facts(untrusted).certificate())
        .isEqualTo(PeerCertificate.of(stranger.certificate()));
    assertThat(facts(untrusted).tlsVersion()).isNull();
  }

  private static ProbeResult run(TestTls tls, TlsSettings client, Instant now) {
    try (var server = Mischief.start(tls.serving(FakeRedis.speaking(FakeRedis::wellBehaved)));
        var probe = probe(server, client, now)) {
      return probe.run();
    }
  }

  private static TestProbe probe(Mischief server, TlsSettings client, Instant now) {
    var connector =
        RedisConnector.of(TestSettings.tls(server.port(), client), "orders", new Traffic());
    var clock = InstantSource.fixed(now);
    var probe =
        RedisProbe.of(connector, new ProbeExpectations(false, null), TestSettings.LONG, clock);
    return new TestProbe(probe, TestSettings.LONG, clock);
  }

  private static RedisFacts facts(ProbeResult result) {
    return Objects.requireNonNull(result.facts());
  }
}
