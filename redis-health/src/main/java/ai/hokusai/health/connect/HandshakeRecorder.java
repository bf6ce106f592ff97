package ai.hokusai.health.connect;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Records the certificate and the certificate request of the server in a handshake, also in one
 * that fails and leaves no session; and accepts a certificate for an address in place of the name.
 * Each record belongs to the thread of the handshake.
 */
final class HandshakeRecorder {
  private static final ThreadLocal<@Nullable X509Certificate> SHOWN = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable String> ADDRESS = new ThreadLocal<>();
  private static final ThreadLocal<Request> REQUEST = ThreadLocal.withInitial(() -> Request.NONE);

  /** The request for a client certificate. */
  enum Request {
    /** The server sent none. */
    NONE,
    /** The server sent one, and a certificate was sent. */
    ANSWERED,
    /** The server sent one, and there is no certificate that fits. */
    UNANSWERED
  }

  private HandshakeRecorder() {}

  static void certificateShown(X509Certificate certificate) {
    SHOWN.set(certificate);
  }

  /**
   * Accepts a certificate that is valid for this address, and not for the name; null for no
   * address.
   */
  static void accept(@Nullable String address) {
    ADDRESS.set(address);
  }

  /** The type of a subject alternative name that is an address; RFC 5280, 4.2.1.6. */
  private static final Integer IP_ADDRESS = 7;

  private static boolean isForAcceptedAddress(X509Certificate certificate)
      throws CertificateException {
    String address = ADDRESS.get();
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    return address != null
        && names != null
        && names.stream()
            .filter(each -> IP_ADDRESS.equals(each.get(0)))
            .anyMatch(each -> isSame(address, String.valueOf(each.get(1))));
  }

  private static boolean isSame(String one, String other) {
    try {
      // Addresses both, so that nothing is looked up.
      return InetAddress.getByName(one).equals(InetAddress.getByName(other));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  static void request(Request request) {
    REQUEST.set(request);
  }

  /** The server's own certificate, null where it sent none or a session was resumed. */
  static @Nullable X509Certificate shown() {
    return SHOWN.get();
  }

  static Request request() {
    return REQUEST.get();
  }

  static void clear() {
    SHOWN.remove();
    ADDRESS.remove();
    REQUEST.remove();
  }

  /** Records the certificate of the server, then delegates to another trust manager. */
  static final class TrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;

    TrustManager(X509ExtendedTrustManager judge) {
      this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      certificateShown(chain[0]);
      if (isForAcceptedAddress(chain[0])) {
        judge.checkServerTrusted(chain, authType);
      } else {
        judge.checkServerTrusted(chain, authType, socket);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      certificateShown(chain[0]);
      judge.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      certificateShown(chain[0]);
      judge.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      judge.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }

  /** Delegates to another key manager, and records whether it has a certificate. */
  static final class KeyManager extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager holder;

    KeyManager(X509ExtendedKeyManager holder) {
      this.holder = holder;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return noted(holder.chooseClientAlias(keyTypes, issuers, socket));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return noted(holder.chooseEngineClientAlias(keyTypes, issuers, engine));
    }

    private @Nullable String noted(@Nullable String alias) {
      request(alias == null ? Request.UNANSWERED : Request.ANSWERED);
      return alias;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return holder.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return holder.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return holder.getPrivateKey(alias);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return holder.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return holder.chooseServerAlias(keyType, issuers, socket);
    }
  }
}
