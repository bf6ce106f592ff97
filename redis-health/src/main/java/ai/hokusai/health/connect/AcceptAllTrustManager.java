package ai.hokusai.health.connect;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager that accepts every certificate: for {@code REDIS_TLS_VERIFY=none}, and for a
 * handshake after which nothing is sent.
 */
// Extended, because JSSE adds checks of its own to a plain X509TrustManager.
public final class AcceptAllTrustManager extends X509ExtendedTrustManager {
  private final Runnable onCertificate;

  /** A trust manager that reports each certificate of a server. */
  public AcceptAllTrustManager(Runnable onCertificate) {
    this.onCertificate = onCertificate;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    onCertificate.run();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    onCertificate.run();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    onCertificate.run();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
