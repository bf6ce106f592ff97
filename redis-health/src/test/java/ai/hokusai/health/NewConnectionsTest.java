package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import ai.hokusai.health.traffic.Verdict.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NewConnectionsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  private static final RedisFacts OLD = facts("old", NOW.minusSeconds(1));
  private static final RedisFacts RENEWED = facts("renewed", NOW.plus(Duration.ofDays(90)));
  private static final HealthState UP =
      HealthState.initial(NOW).next(result(OLD, Fault.TLS_EXPIRED), Thresholds.DEFAULT);

  @Test
  void aCertificateThatHasExpiredDegradesWithItsOwnCode() {
    HealthSnapshot snapshot = CheckEntry.snapshot(UP, Requests.NONE, NewConnections.NONE);
    assertThat(snapshot.status()).isEqualTo(Status.DEGRADED);
    assertThat(snapshot.cause()).isEqualTo(Fault.TLS_EXPIRED);
  }

  @Test
  void aCertificateThatWasRenewedReplacesTheOneOfTheKeptConnection() {
    var renewed = new NewConnections(null, result(RENEWED));
    HealthSnapshot snapshot = CheckEntry.snapshot(UP, Requests.NONE, renewed);
    assertThat(snapshot.status()).isEqualTo(Status.HEALTHY);
    assertThat(snapshot.warnings()).isEmpty();
    assertThat(snapshot.facts()).isEqualTo(RENEWED);
  }

  @Test
  void aCertificateThatExpiresSoonOnANewConnectionIsAWarning() {
    var soon = new NewConnections(null, result(RENEWED, Fault.TLS_CERTIFICATE_EXPIRING));
    assertThat(CheckEntry.snapshot(UP, Requests.NONE, soon).cause())
        .isEqualTo(Fault.TLS_CERTIFICATE_EXPIRING);
  }

  @Test
  void whatFailsForReadsComesFirstAndWhatFailsForThePoolComesLast() {
    NewConnections failing = NewConnections.NONE.failing(Fault.AUTH_FAILED);
    Verdict pool = Verdict.of(Level.FAILING, Fault.CONNECTION_CLOSED, 5, 5);
    Verdict reads = Verdict.of(Level.FAILING, Fault.READ_TIMEOUT, 5, 50);

    assertThat(CheckEntry.snapshot(UP, requests(pool, Verdict.OK), failing).cause())
        .isEqualTo(Fault.AUTH_FAILED);
    assertThat(CheckEntry.snapshot(UP, requests(pool, reads), failing).cause())
        .isEqualTo(Fault.READ_TIMEOUT);
  }

  private static Requests requests(Verdict connections, Verdict reads) {
    return Requests.of(true, connections, reads, Verdict.OK);
  }

  private static ProbeResult result(RedisFacts facts, Fault... warnings) {
    return ProbeResult.success(Duration.ofMillis(3), NOW).with(List.of(warnings), facts);
  }

  private static RedisFacts facts(String subject, Instant end) {
    var certificate = PeerCertificate.of("CN=" + subject, List.of(), "CN=ca", end);
    return RedisFacts.NONE.withVersion("7.0.15").withCertificate(certificate);
  }
}
