package ai.hokusai.config;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken. Immutable.
 *
 * @param verification how strictly the server is verified
 * @param trustAnchors the authorities that are trusted; empty for those of the JVM
 * @param identity what this client shows when it is asked for a certificate, null for nothing
 * @param serverName the name for SNI and verification, null for the host
 */
public record TlsSettings(
    TlsVerification verification,
    List<X509Certificate> trustAnchors,
    @Nullable ClientIdentity identity,
    @Nullable String serverName) {

  /**
   * Copies the list.
   *
   * @param verification as the component
   * @param trustAnchors as the component
   * @param identity as the component
   * @param serverName as the component
   */
  public TlsSettings {
    trustAnchors = List.copyOf(trustAnchors);
  }

  @Override
  public String toString() {
    return "TLS, verification "
        + verification
        + ", "
        + (trustAnchors.isEmpty() ? "the JVM's" : trustAnchors.size())
        + " trust anchors"
        + (identity == null ? "" : ", client certificate");
  }
}
