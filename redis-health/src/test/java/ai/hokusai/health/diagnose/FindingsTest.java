package ai.hokusai.health.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FindingsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");

  private final Findings findings = new Findings();

  @Test
  void probesAtMostOnceAMinuteForEachFault() {
    assertThat(findings.isDue(Fault.READ_TIMEOUT, NOW)).isTrue();
    assertThat(findings.isDue(Fault.READ_TIMEOUT, NOW.plusMillis(59_999))).isFalse();
    assertThat(findings.isDue(Fault.CONNECTION_CLOSED, NOW.plusMillis(59_999))).isTrue();
    assertThat(findings.isDue(Fault.READ_TIMEOUT, NOW.plusSeconds(60))).isTrue();
    assertThat(findings.isDue(Fault.READ_TIMEOUT, NOW.plusSeconds(61))).isFalse();
  }

  @Test
  void probesEarlierAfterAReplyOfRedis() {
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW)).isTrue();
    findings.reset();

    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusMillis(4_999)))
        .isFalse();
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(5))).isTrue();
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(64))).isFalse();
  }

  @Test
  void probesThreeTimesInARowWithoutAResult() {
    for (int second = 0; second < 3; second++) {
      assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(second)))
          .isTrue();
      findings.settle(Fault.TLS_HANDSHAKE_TIMEOUT, null);
      assertThat(findings.reported(Fault.TLS_HANDSHAKE_TIMEOUT))
          .isEqualTo(Fault.TLS_HANDSHAKE_TIMEOUT);
    }
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(61))).isFalse();
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(62))).isTrue();
    findings.settle(Fault.TLS_HANDSHAKE_TIMEOUT, null);
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(63))).isFalse();
  }

  @Test
  void probesEarlierAfterAnUnambiguousFault() {
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW)).isTrue();
    assertThat(findings.reported(Fault.TLS_HANDSHAKE_TIMEOUT))
        .isEqualTo(Fault.TLS_HANDSHAKE_TIMEOUT);
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(30))).isFalse();

    assertThat(findings.reported(Fault.CONNECT_REFUSED)).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(findings.isDue(Fault.TLS_HANDSHAKE_TIMEOUT, NOW.plusSeconds(30))).isTrue();
  }

  @Test
  void doesNotProbeEarlierIfTheFindingIsSeenDirectly() {
    assertThat(findings.isDue(Fault.CONNECTION_CLOSED, NOW)).isTrue();
    findings.settle(Fault.CONNECTION_CLOSED, Fault.TLS_CLIENT_CERT_REQUIRED);
    assertThat(findings.reported(Fault.TLS_CLIENT_CERT_REQUIRED))
        .isEqualTo(Fault.TLS_CLIENT_CERT_REQUIRED);

    assertThat(findings.isDue(Fault.CONNECTION_CLOSED, NOW.plusSeconds(30))).isFalse();
  }

  @Test
  void probesAgainAfterTheClockWasSetBack() {
    assertThat(findings.isDue(Fault.READ_TIMEOUT, NOW)).isTrue();
    assertThat(findings.isDue(Fault.READ_TIMEOUT, NOW.minusSeconds(3600))).isTrue();
  }

  @Test
  void reportsWhatItSettledWhileTheSameFaultGoesOn() {
    findings.settle(Fault.CONNECTION_CLOSED, Fault.TLS_REQUIRED_BY_SERVER);

    for (int i = 0; i < 3; i++) {
      assertThat(findings.reported(Fault.CONNECTION_CLOSED))
          .isEqualTo(Fault.TLS_REQUIRED_BY_SERVER);
    }
  }

  @Test
  void dropsTheFindingAfterAnotherFault() {
    findings.settle(Fault.CONNECTION_CLOSED, Fault.TLS_REQUIRED_BY_SERVER);

    assertThat(findings.reported(Fault.CONNECT_REFUSED)).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(findings.reported(Fault.CONNECTION_CLOSED)).isEqualTo(Fault.CONNECTION_CLOSED);
  }

  @Test
  void keepsTheFindingWhileOneCauseHasSeveralSymptoms() {
    findings.settle(Fault.CONNECTION_CLOSED, Fault.TLS_CLIENT_CERT_REQUIRED);
    findings.settle(Fault.TLS_HANDSHAKE_FAILED, Fault.TLS_CLIENT_CERT_REQUIRED);

    for (Fault observed : new Fault[] {
      Fault.CONNECTION_CLOSED,
      Fault.TLS_HANDSHAKE_FAILED,
      Fault.TLS_CLIENT_CERT_REQUIRED,
      Fault.CONNECTION_CLOSED
    }) {
      assertThat(findings.reported(observed)).isEqualTo(Fault.TLS_CLIENT_CERT_REQUIRED);
    }
  }

  @Test
  void dropsTheFindingOnceRedisReplies() {
    findings.settle(Fault.CONNECTION_CLOSED, Fault.TLS_REQUIRED_BY_SERVER);
    findings.clear();

    assertThat(findings.reported(Fault.CONNECTION_CLOSED)).isEqualTo(Fault.CONNECTION_CLOSED);
  }

  @Test
  void keepsTheLatestResult() {
    findings.settle(Fault.CONNECTION_CLOSED, Fault.TLS_REQUIRED_BY_SERVER);
    findings.settle(Fault.CONNECTION_CLOSED, null);

    assertThat(findings.reported(Fault.CONNECTION_CLOSED)).isEqualTo(Fault.CONNECTION_CLOSED);
  }
}
