package ai.hokusai.health.connect;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Records the certificate and the certificate request of the server in a handshake, also in one
 * that fails and leaves no session. Each record belongs to the thread of the handshake.
 */
final class HandshakeRecorder {
  private static final ThreadLocal<@Nullable X509Certificate> SHOWN = new ThreadLocal<>();
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
      judge.checkServerTrusted(chain, authType, socket);
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
