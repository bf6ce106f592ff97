package ai.hokusai.config;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.Problems;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports certificates that have expired, that expire soon, or that are weak. */
final class CertificateRules {
  private static final Duration NOTICE = Duration.ofDays(30);
  // NIST SP 800-131A revision 2, sections 3 and 9.
  private static final int SHORTEST_RSA = 2048;
  private static final int SHORTEST_EC = 224;

  private CertificateRules() {}

  /** Reports the problems of the certificates in a setting that holds any. */
  static void check(Setting<?> setting, Instant now, Problems problems) {
    if (setting.value() instanceof ClientIdentity identity) {
      checkChain(identity.chain(), setting.origin(), now, problems);
    } else if (setting.value() instanceof TlsReader.TrustAnchors anchors) {
      checkAuthorities(anchors.certificates(), setting.origin(), now, problems);
    }
  }

  /** Reports the end of a client's certificate, and each weakness of it or its issuers. */
  private static void checkChain(
      List<X509Certificate> chain, Origin origin, Instant now, Problems problems) {
    Instant end = end(chain.get(0));
    if (end.isBefore(now)) {
      problems.add(ConfigCode.CLIENT_CERTIFICATE_EXPIRED, origin);
    } else if (end.isBefore(now.plus(NOTICE))) {
      problems.add(ConfigCode.CLIENT_CERTIFICATE_EXPIRING, origin);
    }
    chain.stream()
        .flatMap(CertificateRules::weakness)
        .distinct()
        .forEach(reason -> problems.add(ConfigCode.CLIENT_CERTIFICATE_WEAK, origin, reason));
  }

  /** Reports expired authorities; their successors may stand beside them. */
  private static void checkAuthorities(
      List<X509Certificate> authorities, Origin origin, Instant now, Problems problems) {
    long expired = authorities.stream().filter(each -> end(each).isBefore(now)).count();
    if (expired > 0) {
      String count = expired + " of " + authorities.size();
      problems.add(ConfigCode.CERTIFICATE_AUTHORITY_EXPIRED, origin, count);
    }
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static Stream<String> weakness(X509Certificate certificate) {
    return Stream.of(weakKey(certificate.getPublicKey()), weakSignature(certificate))
        .flatMap(Optional::stream);
  }

  private static Optional<String> weakKey(PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
      return Optional.of("an RSA key of less than 2048 bits");
    }
    return key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() < SHORTEST_EC
        ? Optional.of("an EC key of less than 224 bits")
        : Optional.empty();
  }

  /** A certificate that signs itself is trusted for what it is, whatever the signature. */
  private static Optional<String> weakSignature(X509Certificate certificate) {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    boolean isWeak = algorithm.startsWith("MD") || algorithm.startsWith("SHA1");
    return isWeak && !isSelfSigned(certificate)
        ? Optional.of("a signature with MD5 or SHA-1")
        : Optional.empty();
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
