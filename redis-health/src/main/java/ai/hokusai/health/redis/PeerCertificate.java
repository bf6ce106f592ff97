package ai.hokusai.health.redis;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The content of a certificate of a server, trusted or not. Immutable; text is cut to 256 printable
 * characters.
 *
 * @param subject the name that it was issued to
 * @param names the host names and addresses that it is for, the first ten
 */
public record PeerCertificate(String subject, List<String> names, String issuer, Instant notAfter) {
  private static final Duration NOTICE = Duration.ofDays(30);
  private static final int MAX_TEXT = 256;
  private static final int MAX_NAMES = 10;
  // The kinds of RFC 5280 that a client compares with a host.
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** Copies the list, and bounds it and all text. */
  public PeerCertificate {
    subject = ForeignText.of(subject, MAX_TEXT);
    issuer = ForeignText.of(issuer, MAX_TEXT);
    names = names.stream()
        .limit(MAX_NAMES)
        .map(each -> ForeignText.of(each, MAX_TEXT))
        .toList();
  }

  /** Reads a certificate. */
  public static PeerCertificate of(X509Certificate certificate) {
    return new PeerCertificate(
        certificate.getSubjectX500Principal().getName(),
        names(certificate),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> all =
          Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
      return all.stream()
          .filter(each -> each.contains(DNS_NAME) || each.contains(IP_ADDRESS))
          .map(each -> String.valueOf(each.get(1)))
          .toList();
    } catch (CertificateParsingException e) {
      // Malformed names are no names.
      return List.of();
    }
  }

  /**
   * Returns true if it has expired.
   *
   * @return true after its end
   */
  public boolean hasEnded(Instant now) {
    return notAfter.isBefore(now);
  }

  /**
   * Returns true if it is time to renew it.
   *
   * @return true in the last 30 days, and afterwards
   */
  public boolean endsSoon(Instant now) {
    return notAfter.isBefore(now.plus(NOTICE));
  }
}
