package ai.hokusai.health.probe;

import ai.hokusai.health.redis.RedisFacts.Role;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the last server and its role beyond the connection to it, and reports a move of the
 * primary. Any thread may use it.
 */
final class PrimaryTracker {
  private final Runnable onMove;
  private @Nullable SocketAddress lastPeer;
  private @Nullable Role lastRole;

  /**
   * A tracker that reports every move of the primary, so that connections to the old one can be
   * dropped.
   */
  PrimaryTracker(Runnable onMove) {
    this.onMove = onMove;
  }

  /** Records the role that a server reported. */
  synchronized void record(SocketAddress peer, Role role) {
    boolean isSamePeer = peer.equals(lastPeer);
    boolean isDemoted = isSamePeer && lastRole == Role.MASTER && role == Role.REPLICA;
    boolean isElsewhere = lastPeer != null && !isSamePeer && role == Role.MASTER;
    lastPeer = peer;
    lastRole = role;
    if (isDemoted || isElsewhere) {
      onMove.run();
    }
  }
}
