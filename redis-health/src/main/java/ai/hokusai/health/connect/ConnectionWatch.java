package ai.hokusai.health.connect;

import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.redis.Stage;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;

/** Observes a connection while it is opened, on the thread that opens it. */
public interface ConnectionWatch {

  /** The connection enters a stage. */
  default void enters(Stage stage) {}

  /** The name was looked up. Returns the addresses to try, one or more. */
  default InetAddress[] choose(InetAddress[] addresses) {
    return addresses;
  }

  /**
   * The socket was created and is not connected yet. Any thread may close it, which ends every wait
   * on it, also inside TLS.
   */
  default void opens(Socket socket) {}

  /** The server sent its certificate, which may be rejected afterwards. */
  default void sees(X509Certificate certificate) {}

  /**
   * The handshake of TLS is complete.
   *
   * @param tlsVersion the version that both sides use, such as {@code TLSv1.3}
   */
  default void agreesOn(String tlsVersion) {}

  /** The client has a certificate, which the server may request. */
  default void holds(X509Certificate certificate) {}

  /** The server answers without the password that is set. */
  default void needsNoPassword() {}

  /** A token was signed with credentials of AWS. */
  default void identifies(AwsIdentity identity) {}

  /**
   * Returns true if credentials that work may be renewed before they have to be, which can take a
   * second beyond the time of the connection.
   */
  default boolean mayWaitLonger() {
    return false;
  }

  /** A watch that ignores every event. */
  static ConnectionWatch none() {
    return new ConnectionWatch() {};
  }
}
