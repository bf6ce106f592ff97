package ai.hokusai.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.testing.TestAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PeerCertificateTest {
  private static final Instant END = Instant.parse("2026-11-24T10:15:30Z");
  private static final PeerCertificate CERTIFICATE =
      PeerCertificate.of("CN=a", List.of("a"), "CN=b", END);

  @Test
  void readsNamesIssuerAndEnd() {
    var middle = Instant.parse("2026-11-23T10:15:30Z");
    var chain = TestAuthority.create().issue("redis.example.com", middle).chain();

    assertThat(PeerCertificate.of(chain.get(0)))
        .isEqualTo(PeerCertificate.of(
            "CN=redis.example.com", List.of("redis.example.com"), "CN=Test Authority", END));
  }

  @Test
  void hasNoNamesWhereTheCertificateHasNone() {
    assertThat(PeerCertificate.of(TestAuthority.create().certificate()).names()).isEmpty();
  }

  @Test
  void endsSoonInItsLastThirtyDays() {
    assertThat(CERTIFICATE.endsSoon(END.minus(Duration.ofDays(30)))).isFalse();
    assertThat(CERTIFICATE.endsSoon(END.minus(Duration.ofDays(30)).plusMillis(1)))
        .isTrue();
    assertThat(CERTIFICATE.endsSoon(END.plusSeconds(1))).isTrue();
  }

  @Test
  void boundsWhatTheServerWrote() {
    var huge = "\u001b" + "x".repeat(100_000);
    var certificate = PeerCertificate.of(huge, Collections.nCopies(1000, huge), huge, END);

    assertThat(certificate.toString()).hasSizeLessThan(4_000).doesNotContain("\u001b");
    assertThat(certificate.names()).hasSize(10);
  }
}
