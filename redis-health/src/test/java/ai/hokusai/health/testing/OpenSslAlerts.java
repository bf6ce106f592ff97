package ai.hokusai.health.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A connected socket on which a server of the JDK refuses a client without a certificate with the alert
 * that OpenSSL sends for it in TLS 1.2, handshake_failure instead of bad_certificate, or on which its
 * alerts are lost.
 */
final class OpenSslAlerts extends Socket {
  private static final int ALERT = 21;
  private static final byte HANDSHAKE_FAILURE = 40;

  private final Socket client;
  private final boolean areLost;

  OpenSslAlerts(Socket client, boolean areLost) {
    this.client = client;
    this.areLost = areLost;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(client.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] copy = bytes.clone();
        // The alert is not encrypted yet: the type, the version, the length, the level, the word.
        if (length == 7 && copy[offset] == ALERT) {
          copy[offset + 6] = HANDSHAKE_FAILURE;
          if (areLost) {
            return;
          }
        }
        out.write(copy, offset, length);
      }
    };
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return client.getInputStream();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return client.getRemoteSocketAddress();
  }

  @Override
  public synchronized void close() throws IOException {
    client.close();
  }
}
