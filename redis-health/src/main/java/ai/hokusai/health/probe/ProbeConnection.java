package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The connection of the probe, opened when it is first needed and kept while it works. One thread at a
 * time pings; any other may abort, for good.
 */
final class ProbeConnection implements ConnectionWatch {
  private static final byte[] PONG = "PONG".getBytes(StandardCharsets.US_ASCII);

  private final Function<ConnectionWatch, Connection> opener;
  private volatile Stage stage = Stage.RESOLVING;
  private volatile boolean isAborted;
  private @Nullable Socket socket;
  private @Nullable Connection connection;

  ProbeConnection(Function<ConnectionWatch, Connection> opener) {
    this.opener = opener;
  }

  /** Where it is, or was when it was aborted. */
  Stage stage() {
    return stage;
  }

  boolean isAborted() {
    return isAborted;
  }

  /**
   * The server that took a new link and did not come as far as greeting on it; null where none took
   * it, or where Redis has greeted and so nothing is in doubt.
   */
  synchronized @Nullable InetSocketAddress doubtfulPeer() {
    Socket last = socket;
    return connection != null || last == null
        ? null
        : (InetSocketAddress) last.getRemoteSocketAddress();
  }

  /** Asks Redis for a PONG; returns when it came and throws whatever else happened. */
  void ping() {
    Connection kept = connection;
    if (kept == null || !stillAnswers(kept)) {
      connection = null;
      Connection opened = opener.apply(this);
      connection = opened;
      expectPong(opened);
    }
  }

  /** Whether a kept connection works; one that was closed in the meantime says nothing of Redis now. */
  private boolean stillAnswers(Connection kept) {
    try {
      expectPong(kept);
      return true;
    } catch (JedisConnectionException e) {
      if (isAborted || FaultClassifier.classify(e) != Fault.CONNECTION_CLOSED) {
        throw e;
      }
      return false;
    }
  }

  private static void expectPong(Connection connection) {
    Object reply = connection.executeCommand(Command.PING);
    if (!(reply instanceof byte[] bytes && Arrays.equals(bytes, PONG))) {
      throw new JedisDataException("PING was not answered with PONG");
    }
  }

  @Override
  public void enters(Stage next) {
    if (isAborted) {
      throw new JedisConnectionException("the probe was given up");
    }
    stage = next;
  }

  @Override
  public synchronized void opens(Socket opened) {
    close(socket);
    socket = opened;
    if (isAborted) {
      close(opened);
    }
  }

  /** Closes the socket, the only thing that ends a blocked read; a look-up of a name runs on. */
  synchronized void abort() {
    isAborted = true;
    close(socket);
  }

  private static void close(@Nullable Socket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is of no more use either way.
      }
    }
  }
}
