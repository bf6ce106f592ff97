package ai.hokusai.it.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** What an authority is asked to certify: a holder, the names it answers to, and the time it is valid for. */
public record CertificateRequest(
    String commonName,
    List<String> dnsNames,
    List<String> ipAddresses,
    Instant notBefore,
    Instant notAfter) {

  public CertificateRequest {
    dnsNames = List.copyOf(dnsNames);
    ipAddresses = List.copyOf(ipAddresses);
  }

  /** Names this machine in both ways a client may: {@code localhost} and {@code 127.0.0.1}. */
  public static CertificateRequest forLoopback() {
    return lasting(days(365), "localhost", List.of("localhost"), List.of("127.0.0.1"));
  }

  /** Names one host by DNS name only, which makes it the wrong certificate for any other. */
  public static CertificateRequest forHost(String dnsName) {
    return lasting(days(365), dnsName, List.of(dnsName), List.of());
  }

  /** Lasts longer, both ways, than anything it issues: an expired certificate fails for its own date only. */
  static CertificateRequest forAuthority(String commonName) {
    return lasting(days(3650), commonName, List.of(), List.of());
  }

  /** The same request for another time. */
  public CertificateRequest validBetween(Instant from, Instant to) {
    return new CertificateRequest(commonName, dnsNames, ipAddresses, from, to);
  }

  /** The same request for a time that ended a day ago. */
  public CertificateRequest expired() {
    return validBetween(Instant.now().minus(days(2)), Instant.now().minus(days(1)));
  }

  /** The same request for a time that begins in a day. */
  public CertificateRequest notYetValid() {
    return validBetween(Instant.now().plus(days(1)), Instant.now().plus(days(2)));
  }

  X500Principal subject() {
    return new X500Principal("CN=" + commonName);
  }

  private static CertificateRequest lasting(
      Duration eitherWay, String commonName, List<String> dnsNames, List<String> ipAddresses) {
    var now = Instant.now();
    return new CertificateRequest(
        commonName, dnsNames, ipAddresses, now.minus(eitherWay), now.plus(eitherWay));
  }

  private static Duration days(long count) {
    return Duration.ofDays(count);
  }
}
