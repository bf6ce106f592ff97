package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.probe.ProbeCommands.ClusterInfo;
import ai.hokusai.health.probe.ProbeCommands.ServerInfo;
import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The connection of the probe, opened when it is first needed and kept while it works. One thread
 * at a time pings; any other may abort it, which is final, or read the facts so far.
 */
final class ProbeConnection implements ConnectionWatch {
  private final Function<ConnectionWatch, RedisLink> opener;
  private final ProbeExpectations plan;
  private final PrimaryTracker topology;
  private final ProbeFacts observations = new ProbeFacts();
  private volatile boolean isAborted;
  private @Nullable Socket socket;
  private volatile @Nullable RedisLink link;
  private volatile ClusterInfo info = ClusterInfo.UNKNOWN;

  ProbeConnection(
      Function<ConnectionWatch, RedisLink> opener,
      ProbeExpectations plan,
      PrimaryTracker topology) {
    this.opener = opener;
    this.plan = plan;
    this.topology = topology;
  }

  /** The current stage, or the one in which it was aborted. */
  Stage stage() {
    return observations.clock().current();
  }

  boolean isAborted() {
    return isAborted;
  }

  /** The fault of a stage that does not end. */
  Fault stageFault() {
    return switch (stage()) {
      case SENTINELS, MASTER -> Fault.SENTINEL_UNREACHABLE;
      case DNS -> Fault.DNS_TIMEOUT;
      case TCP -> Fault.CONNECT_TIMEOUT;
      case TLS -> Fault.TLS_HANDSHAKE_TIMEOUT;
      case IDENTITY -> Fault.CREDENTIALS_UNAVAILABLE;
      case AUTH, PING, HELLO, SLOTS, SHARDS, WRITE -> Fault.READ_TIMEOUT;
    };
  }

  /**
   * The server that accepted a new connection and sent no greeting on it; null where none accepted
   * it, or where Redis sent its greeting.
   */
  synchronized @Nullable InetSocketAddress doubtfulPeer() {
    return link == null ? peer() : null;
  }

  private synchronized @Nullable InetSocketAddress peer() {
    Socket last = socket;
    return last == null ? null : (InetSocketAddress) last.getRemoteSocketAddress();
  }

  /** The connection that works, null before its greeting. */
  @Nullable
  RedisLink link() {
    return link;
  }

  /** The reply of the primary of a shard to CLUSTER INFO. */
  ClusterInfo info() {
    return info;
  }

  /** The facts so far; any thread may read them. */
  ProbeFacts observations() {
    return observations;
  }

  /** Probes Redis; returns where all works and throws otherwise. */
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

  /**
   * Returns true if the open connection works; one that was closed meanwhile shows nothing about
   * Redis now.
   */
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
    conversation.begin(plan);
    conversation.expectPong();
  }

  private void converse(RedisLink to) {
    var conversation = new ProbeCommands(to);
    enters(Stage.HELLO);
    ServerInfo said = conversation.serverInfo();
    observations.serverInfo(said);
    if (said != null) {
      record(said.role());
      conversation.judge(said, plan);
    }
    String shardKey = plan.shardKey();
    if (shardKey != null) {
      info = conversation.clusterInfo(shardKey);
    }
    boolean isOfShard = shardKey != null || said == null || said.mode() != Mode.CLUSTER;
    if (plan.canaryKey() != null && isOfShard) {
      enters(Stage.WRITE);
      conversation.write(plan.canaryKey());
    }
  }

  private void record(@Nullable Role role) {
    InetSocketAddress peer = peer();
    if (role != null && peer != null) {
      topology.record(peer, role);
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
  public InetAddress[] choose(InetAddress[] addresses) {
    observations.addresses(addresses);
    return addresses;
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
  public void agreesOn(String tlsVersion) {
    observations.tlsVersion(tlsVersion);
  }

  @Override
  public void holds(X509Certificate certificate) {
    observations.clientCertificate(certificate);
  }

  @Override
  public void identifies(AwsIdentity identity) {
    observations.identity(identity);
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
        // The connection is discarded either way.
      }
    }
  }
}
