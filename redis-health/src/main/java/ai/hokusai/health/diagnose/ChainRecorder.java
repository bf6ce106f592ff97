package ai.hokusai.health.diagnose;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** A trust manager that notes that a server showed a certificate; no data may follow its handshake. */
// Extended, because JSSE adds checks of its own to a plain X509TrustManager.
final class ChainRecorder extends X509ExtendedTrustManager {
  private boolean sawCertificate;

  boolean sawCertificate() {
    return sawCertificate;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    sawCertificate = true;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    sawCertificate = true;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    sawCertificate = true;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {
    throw new UnsupportedOperationException("for clients only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new UnsupportedOperationException("for clients only");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new UnsupportedOperationException("for clients only");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
