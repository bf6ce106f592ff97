package ai.hokusai.config;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The use of TLS: what is trusted, verified and presented. Immutable. */
public final class TlsSettings {
  /**
   * Full verification against the certificate authorities of the JVM, without a client certificate.
   */
  public static final TlsSettings DEFAULT =
      new TlsSettings(TlsVerification.FULL, List.of(), null, null);

  private final TlsVerification verification;
  private final List<X509Certificate> trustAnchors;
  private final @Nullable ClientIdentity identity;
  private final @Nullable String serverName;

  private TlsSettings(
      TlsVerification verification,
      List<X509Certificate> trustAnchors,
      @Nullable ClientIdentity identity,
      @Nullable String serverName) {
    this.verification = requireNonNull(verification, "verification");
    this.trustAnchors = List.copyOf(trustAnchors);
    this.identity = identity;
    this.serverName = serverName;
  }

  /** The checks that the certificate of the server has to pass. */
  public TlsVerification verification() {
    return verification;
  }

  /** Replaces the checks that the certificate of the server has to pass. */
  public TlsSettings withVerification(TlsVerification checks) {
    return new TlsSettings(checks, trustAnchors, identity, serverName);
  }

  /** The certificate authorities that are trusted; empty for those of the JVM. */
  public List<X509Certificate> trustAnchors() {
    return trustAnchors;
  }

  /** Replaces the certificate authorities that are trusted; empty for those of the JVM. */
  public TlsSettings withTrustAnchors(List<X509Certificate> authorities) {
    return new TlsSettings(verification, authorities, identity, serverName);
  }

  /** The certificate for servers that request one, null for none. */
  public @Nullable ClientIdentity identity() {
    return identity;
  }

  /** Replaces the certificate for servers that request one, null for none. */
  public TlsSettings withIdentity(@Nullable ClientIdentity client) {
    return new TlsSettings(verification, trustAnchors, client, serverName);
  }

  /** The name for SNI and verification, null for the host. */
  public @Nullable String serverName() {
    return serverName;
  }

  /** Replaces the name for SNI and verification, null for the host. */
  public TlsSettings withServerName(@Nullable String name) {
    return new TlsSettings(verification, trustAnchors, identity, name);
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(verification, trustAnchors, identity, serverName);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TlsSettings tls && values().equals(tls.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
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
