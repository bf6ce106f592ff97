package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.probe.ProbeCommands.ServerInfo;
import ai.hokusai.health.redis.RedisFacts.Role;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The connection of the probe, opened when it is first needed and kept while it works. One thread at a
 * time pings; any other may abort, for good, or ask for what is known so far.
 */
final class ProbeConnection implements ConnectionWatch {
  private final Function<ConnectionWatch, RedisLink> opener;
  private final ProbeExpectations plan;
  private final PrimaryTracker topology;
  private final ProbeFacts observations = new ProbeFacts();
  private volatile boolean isAborted;
  private @Nullable Socket socket;
  private volatile @Nullable RedisLink link;

  ProbeConnection(
      Function<ConnectionWatch, RedisLink> opener,
      ProbeExpectations plan,
      PrimaryTracker topology) {
    this.opener = opener;
    this.plan = plan;
    this.topology = topology;
  }

  /** Where it is, or was when it was aborted. */
  Stage stage() {
    return observations.clock().current();
  }

  boolean isAborted() {
    return isAborted;
  }

  /** What it means that the stage does not end. */
  Fault stageFault() {
    return switch (stage()) {
      case DNS -> Fault.DNS_TIMEOUT;
      case TCP -> Fault.CONNECT_TIMEOUT;
      case TLS -> Fault.TLS_HANDSHAKE_TIMEOUT;
      case AUTH, PING, HELLO, WRITE -> Fault.READ_TIMEOUT;
    };
  }

  /**
   * The server that took a new link and did not come as far as greeting on it; null where none took
   * it, or where Redis has greeted and so nothing is in doubt.
   */
  synchronized @Nullable InetSocketAddress doubtfulPeer() {
    return link == null ? peer() : null;
  }

  private synchronized @Nullable InetSocketAddress peer() {
    Socket last = socket;
    return last == null ? null : (InetSocketAddress) last.getRemoteSocketAddress();
  }

  /** The connection that works, null before it has greeted. */
  @Nullable
  RedisLink link() {
    return link;
  }

  /** What is known by now; any thread may ask. */
  ProbeFacts observations() {
    return observations;
  }

  /** Asks Redis how it is; returns when all is well and throws whatever else happened. */
  void ping() {
    observations.clock().reset();
    try {
      RedisLink kept = link;
      converse(kept != null && stillAnswers(kept) ? kept : open());
    } finally {
      observations.clock().stop();
    }
  }

  private RedisLink open() {
    link = null;
    observations.newLink();
    RedisLink opened = opener.apply(this);
    link = opened;
    expectPong(opened);
    return opened;
  }

  /** Returns true if a kept link works; one that was closed in the meantime says nothing of Redis now. */
  private boolean stillAnswers(RedisLink kept) {
    if (!kept.isWanted()) {
      return false;
    }
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

  private void expectPong(RedisLink to) {
    enters(Stage.PING);
    var conversation = new ProbeCommands(to);
    conversation.begin();
    conversation.expectPong();
  }

  private void converse(RedisLink to) {
    var conversation = new ProbeCommands(to);
    enters(Stage.HELLO);
    ServerInfo said = conversation.serverInfo();
    observations.serverInfo(said);
    if (said != null) {
      learn(said.role());
      conversation.judge(said, plan);
    }
    if (plan.canaryKey() != null) {
      enters(Stage.WRITE);
      conversation.write(plan.canaryKey());
    }
  }

  private void learn(@Nullable Role role) {
    InetSocketAddress peer = peer();
    if (role != null && peer != null) {
      topology.learn(peer, role);
    }
  }

  @Override
  public void enters(Stage next) {
    if (isAborted) {
      throw new JedisConnectionException("the probe was given up");
    }
    observations.clock().enter(next);
  }

  @Override
  public synchronized void opens(Socket opened) {
    close(socket);
    socket = opened;
    if (isAborted) {
      close(opened);
    }
  }

  @Override
  public void sees(X509Certificate shown) {
    observations.certificate(shown);
  }

  @Override
  public void holds(X509Certificate certificate) {
    observations.clientCertificate(certificate);
  }

  @Override
  public void needsNoPassword() {
    observations.passwordNeedless();
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
