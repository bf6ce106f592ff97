package ai.hokusai.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
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

  private static final char[] NO_PASSWORD = {};

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

  /**
   * {@link #trustAnchors} as a new key store, in memory and without a password; null for those of
   * the JVM.
   *
   * @throws KeyStoreException where this JVM cannot hold a certificate
   */
  public @Nullable KeyStore trustStore() throws KeyStoreException {
    if (trustAnchors.isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    for (int i = 0; i < trustAnchors.size(); i++) {
      store.setCertificateEntry("anchor-" + i, trustAnchors.get(i));
    }
    return store;
  }

  /** The certificate for servers that request one, null for none. */
  public @Nullable ClientIdentity identity() {
    return identity;
  }

  /** Replaces the certificate for servers that request one, null for none. */
  public TlsSettings withIdentity(@Nullable ClientIdentity client) {
    return new TlsSettings(verification, trustAnchors, client, serverName);
  }

  /**
   * {@link #identity} as a new key store, in memory; null for none. The password of the key is
   * empty ({@code new char[0]}): this memory holds the key unencrypted too, so that a password would
   * protect nothing.
   *
   * @throws KeyStoreException where this JVM cannot use the key, or the chain is out of order
   */
  public @Nullable KeyStore keyStore() throws KeyStoreException {
    if (identity == null) {
      return null;
    }
    KeyStore store = emptyStore();
    var chain = identity.chain().toArray(X509Certificate[]::new);
    store.setKeyEntry("client", identity.key(), NO_PASSWORD, chain);
    return store;
  }

  private static KeyStore emptyStore() throws KeyStoreException {
    // Every JVM has PKCS12, the default, and nothing is read: only the types of the JDK require
    // this.
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException | NoSuchAlgorithmException | CertificateException e) {
      throw new KeyStoreException(e);
    }
    return store;
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
