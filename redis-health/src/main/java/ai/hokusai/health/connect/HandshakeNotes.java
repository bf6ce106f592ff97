package ai.hokusai.health.connect;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a server showed and asked for in a handshake, also in one that fails and leaves no session.
 * Kept for the thread that shakes hands.
 */
final class HandshakeNotes {
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

  private HandshakeNotes() {}

  static void certificateShown(X509Certificate certificate) {
    SHOWN.set(certificate);
  }

  static void request(Request request) {
    REQUEST.set(request);
  }

  /** The server's own certificate, null where it came to none or a session was resumed. */
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
}
