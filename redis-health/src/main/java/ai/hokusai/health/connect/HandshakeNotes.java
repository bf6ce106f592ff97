package ai.hokusai.health.connect;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a server showed and asked for in a handshake, also in one that fails and leaves no session.
 * Kept for the thread that shakes hands.
 */
final class HandshakeNotes {
  private static final ThreadLocal<@Nullable X509Certificate> SHOWN = new ThreadLocal<>();
  private static final ThreadLocal<Boolean> UNANSWERED = ThreadLocal.withInitial(() -> false);

  private HandshakeNotes() {}

  static void certificateShown(X509Certificate certificate) {
    SHOWN.set(certificate);
  }

  static void requestUnanswered() {
    UNANSWERED.set(true);
  }

  /** The server's own certificate, null where it came to none or a session was resumed. */
  static @Nullable X509Certificate shown() {
    return SHOWN.get();
  }

  /** Whether the server asked for a client certificate and there was none that fits. */
  static boolean isRequestUnanswered() {
    return UNANSWERED.get();
  }

  static void clear() {
    SHOWN.remove();
    UNANSWERED.remove();
  }
}
