package ai.hokusai.health.redis;

import static java.util.Objects.requireNonNull;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The content of a certificate of a server, trusted or not. Text is cut to 256 printable
 * characters. Immutable.
 */
public final class PeerCertificate {
  private static final Duration NOTICE = Duration.ofDays(30);
  private static final int MAX_TEXT = 256;
  private static final int MAX_NAMES = 10;
  // The kinds of RFC 5280 that a client compares with a host.
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final String subject;
  private final List<String> names;
  private final String issuer;
  private final Instant notAfter;

  private PeerCertificate(String subject, List<String> names, String issuer, Instant notAfter) {
    this.subject = ForeignText.of(subject, MAX_TEXT);
    this.names = names.stream()
        .limit(MAX_NAMES)
        .map(each -> ForeignText.of(each, MAX_TEXT))
        .toList();
    this.issuer = ForeignText.of(issuer, MAX_TEXT);
    this.notAfter = requireNonNull(notAfter, "notAfter");
  }

  /** The content of a certificate, each value as its accessor describes it. */
  public static PeerCertificate of(
      String subject, List<String> names, String issuer, Instant notAfter) {
    return new PeerCertificate(subject, names, issuer, notAfter);
  }

  /** The name that it was issued to. */
  public String subject() {
    return subject;
  }

  /** The first ten host names and addresses that it is valid for. */
  public List<String> names() {
    return names;
  }

  /** The name of its issuer. */
  public String issuer() {
    return issuer;
  }

  /** The time at which it expires. */
  public Instant notAfter() {
    return notAfter;
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

  /** Returns true if it has expired. */
  public boolean hasEnded(Instant now) {
    return notAfter.isBefore(now);
  }

  /** Returns true if it expires within 30 days or has expired. */
  public boolean endsSoon(Instant now) {
    return notAfter.isBefore(now.plus(NOTICE));
  }

  private List<Object> values() {
    return List.of(subject, names, issuer, notAfter);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerCertificate certificate && values().equals(certificate.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return subject + " from " + issuer + " until " + notAfter + " for " + names;
  }
}
