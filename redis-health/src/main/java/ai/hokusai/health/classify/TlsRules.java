package ai.hokusai.health.classify;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Recognizes a failed TLS handshake. The JDK does not translate the texts that are read here. */
final class TlsRules {
  private static final Pattern OTHER_NAME =
      Pattern.compile("No subject alternative|No name matching");
  // Newer JDKs put the name of the alert first, also of one that they send themselves.
  private static final String ALERT = "(?:\\([a-z_]+\\) )?";
  private static final Pattern NOTHING_IN_COMMON = Pattern.compile(ALERT
      + "(?:Received fatal alert: (?:protocol_version|handshake_failure|insufficient_security)"
      + "|No appropriate protocol|The server selected protocol version)");
  // Alerts for a client certificate that is missing, and the text of the TLS layer of this module
  // where the alert of TLS 1.2 for it is ambiguous. JDK servers send bad_certificate for none.
  private static final Pattern MISSING_CERTIFICATE = Pattern.compile("Client certificate requested|"
      + ALERT
      + "Received fatal alert: (certificate_required|bad_certificate)");
  private static final Pattern EXPIRED_CERTIFICATE =
      Pattern.compile(ALERT + "Received fatal alert: certificate_expired");
  private static final Pattern REFUSED_CERTIFICATE = Pattern.compile(ALERT
      + "Received fatal alert: (unknown_ca|certificate_unknown|certificate_revoked"
      + "|unsupported_certificate|access_denied)");

  // The text of Netty, with what it read instead of a record; a reply of Redis begins with - or +.
  private static final Pattern NO_RECORD = Pattern.compile("not an SSL/TLS record: ");
  private static final Pattern REPLY_OF_REDIS = Pattern.compile(NO_RECORD + "2[bd]");

  private TlsRules() {}

  static @Nullable Fault match(List<Throwable> parts) {
    if (FailureParts.contain(parts, CertificateExpiredException.class)) {
      return Fault.TLS_EXPIRED;
    }
    if (FailureParts.contain(parts, CertificateNotYetValidException.class)) {
      return Fault.TLS_NOT_YET_VALID;
    }
    if (any(parts, CertificateException.class, OTHER_NAME)) {
      return Fault.TLS_HOSTNAME_MISMATCH;
    }
    if (FailureParts.contain(parts, CertPathBuilderException.class)
        || FailureParts.contain(parts, CertPathValidatorException.class)
        || FailureParts.contain(parts, CertificateException.class)) {
      return Fault.TLS_UNTRUSTED;
    }
    return FailureParts.contain(parts, SSLException.class) ? handshake(parts) : null;
  }

  private static Fault handshake(List<Throwable> parts) {
    if (any(parts, SSLException.class, NO_RECORD)) {
      return any(parts, SSLException.class, REPLY_OF_REDIS)
          ? Fault.SERVER_IS_PLAINTEXT
          : Fault.NOT_REDIS;
    }
    if (any(parts, SSLException.class, MISSING_CERTIFICATE)) {
      return Fault.TLS_CLIENT_CERT_REQUIRED;
    }
    if (any(parts, SSLException.class, EXPIRED_CERTIFICATE)) {
      return Fault.TLS_CLIENT_CERT_EXPIRED;
    }
    if (any(parts, SSLException.class, REFUSED_CERTIFICATE)) {
      return Fault.TLS_CLIENT_CERT_UNTRUSTED;
    }
    if (any(parts, SSLException.class, NOTHING_IN_COMMON)) {
      return Fault.TLS_PROTOCOL_MISMATCH;
    }
    return parts.stream().anyMatch(FailureParts::isTimeout)
        ? Fault.TLS_HANDSHAKE_TIMEOUT
        : Fault.TLS_HANDSHAKE_FAILED;
  }

  private static boolean any(
      List<Throwable> parts, Class<? extends Throwable> type, Pattern textStart) {
    return parts.stream()
        .filter(type::isInstance)
        .anyMatch(part -> textStart.matcher(FailureParts.text(part)).lookingAt());
  }
}
