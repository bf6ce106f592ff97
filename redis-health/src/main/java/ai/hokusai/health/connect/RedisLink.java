package ai.hokusai.health.connect;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * A connection that limits the time of each command, never reconnects by itself, and reports
 * whether it can be used further. One thread at a time uses it; any other may end a command that is
 * overdue.
 */
public final class RedisLink extends Connection {
  private static final ThreadLocal<Boolean> RETURNING = ThreadLocal.withInitial(() -> false);
  // Below the idle time-outs of NAT gateways, load balancers and servers, and above the
  // pauses of traffic.
  private static final long LONG_IDLE = Duration.ofSeconds(10).toNanos();

  private final RedisSocketFactory sockets;
  private final Budget budget;
  private final boolean isFrugal;
  private final RoundTrips roundTrips;
  private final Fellowship fellows;
  private final Duration readTimeout;
  private final CommandLimit limit;
  // False while the constructor of Jedis connects.
  private boolean isOpen;
  private @Nullable BoundedReplies replies;
  private boolean isUsed;
  private boolean isSent;
  private boolean isRetired;
  private int maxReply = ReplyReader.USUAL_BYTES;
  // When the first command was sent to which no reply has come, 0 for none.
  private long unansweredSince;

  /** The state that a connection shares with the others of its pool. */
  interface Fellowship {

    /** Returns true if connections as old as this one are not to be replaced. */
    boolean isWanted();

    /** Receives an error reply. */
    default void refused(JedisDataException error) {}

    /** The server redirected a command to itself, as one does whose connections must be renewed. */
    default void redirected() {}

    /**
     * This connection broke after it had been idle for long, and those as old may have broken too.
     */
    default void brokeIdle() {}
  }

  /**
   * Opens a connection.
   *
   * @param sockets creates the socket and greets on it
   * @param budget the time for the greeting and the first reply after it
   * @param isFrugal whether replies are bounded after the greeting too, as those of a probe are
   * @param roundTrips receives the round trips of the commands of a probe
   */
  RedisLink(
      RedisSocketFactory sockets,
      JedisClientConfig config,
      Budget budget,
      boolean isFrugal,
      RoundTrips roundTrips,
      Fellowship fellows) {
    super(sockets, config);
    this.sockets = sockets;
    this.budget = budget;
    this.isFrugal = isFrugal;
    this.roundTrips = roundTrips;
    this.fellows = fellows;
    this.readTimeout = Duration.ofMillis(config.getSocketTimeoutMillis());
    this.limit = new CommandLimit(firstLimit(), System.nanoTime());
    this.isOpen = true;
  }

  /** The first command has the rest of the time of the greeting. */
  private Duration firstLimit() {
    long left = Math.max(0, budget.millisLeft());
    return budget.isLifted() || left > readTimeout.toMillis()
        ? readTimeout
        : Duration.ofMillis(left);
  }

  /**
   * Returns true unless it broke, it was retired, the credentials changed, or a new epoch of the
   * pool began.
   */
  public boolean isWanted() {
    return !isRetired && !super.isBroken() && fellows.isWanted();
  }

  /** Returns true if the server reported that it is a node of a cluster. */
  public boolean isCluster() {
    return sockets.isCluster();
  }

  /** Returns true before the first reply to a command of the pool. */
  public boolean isNew() {
    return !isUsed;
  }

  /**
   * Ends its use for further requests, and that of the connections of the pool that are as old,
   * since the server redirects its commands to itself.
   */
  public void retire() {
    isRetired = true;
    fellows.redirected();
  }

  /** Runs a command within a time, where that is shorter than the usual one. */
  public <T> T executeWithin(Duration longest, CommandObject<T> command) {
    return within(longest, () -> executeCommand(command));
  }

  private <T> T within(Duration longest, Supplier<T> command) {
    boolean isShorter = longest.compareTo(readTimeout) < 0;
    limit.change(isShorter ? longest : readTimeout, System.nanoTime());
    try {
      return command.get();
    } finally {
      limit.change(readTimeout, System.nanoTime());
    }
  }

  /** The reply to CLUSTER SLOTS, which may be longer than the other replies to a probe. */
  public @Nullable Object clusterSlots(int maxBytes, Duration longest) {
    maxReply = maxBytes;
    try {
      var command = new CommandArguments(Protocol.Command.CLUSTER).add("SLOTS");
      return within(longest, () -> executeCommand(command));
    } finally {
      maxReply = ReplyReader.USUAL_BYTES;
    }
  }

  /** Returns true if it can be used further and the server has not closed it; never waits. */
  boolean isFitForUse() {
    BoundedSocket raw = sockets.raw();
    return isWanted() && raw != null && !raw.isClosedOrReadable();
  }

  /**
   * Returns true if the last command failed before the last byte of it was handed to the network.
   */
  public boolean failedUnsent() {
    return super.isBroken() && !isSent && !limit.isExpired();
  }

  /** Ends the running command where it is overdue; returns the nanoseconds until the next call. */
  long endOverdue(long now) {
    if (limit.expire(now)) {
      closeRaw();
    }
    return limit.untilDue(now);
  }

  private void closeRaw() {
    BoundedSocket raw = sockets.raw();
    if (raw != null) {
      Dialer.closeQuietly(raw);
    }
  }

  @Override
  public Object executeCommand(CommandArguments command) {
    return bounded(() -> super.executeCommand(command));
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    return bounded(() -> super.executeCommand(command));
  }

  @Override
  public void sendCommand(CommandArguments command) {
    isSent = false;
    unansweredSince = unansweredSince == 0 ? System.nanoTime() | 1 : unansweredSince;
    Object ignored = bounded(() -> {
      super.sendCommand(command);
      return true;
    });
  }

  @Override
  public void flush() {
    Object ignored = bounded(() -> {
      super.flush();
      return true;
    });
    isSent = true;
  }

  @Override
  protected Object readProtocolWithCheckingBroken() {
    return bounded(super::readProtocolWithCheckingBroken);
  }

  /**
   * Runs within the limit: a whole command where Jedis runs it as one, else each write and each
   * reply.
   */
  private <T> T bounded(Supplier<T> part) {
    if (!isOpen) {
      return part.get();
    }
    long start = System.nanoTime();
    long idle = limit.idle(start);
    limit.begin(start);
    try {
      return part.get();
    } catch (JedisConnectionException e) {
      if (idle > LONG_IDLE) {
        fellows.brokeIdle();
      }
      throw limit.isExpired() ? overdue() : e;
    } finally {
      end();
    }
  }

  private void end() {
    if (limit.end(System.nanoTime())) {
      // Its socket is closed, or will be at any moment.
      setBroken();
    }
  }

  // Without a cause, which would be that the socket was closed here.
  private static JedisConnectionException overdue() {
    return new JedisConnectionException(new SocketTimeoutException("Command timed out"));
  }

  /** Returns it to its pool. */
  // For one that broke, the pool would open another before the request may go on, and so let it
  // wait twice. Returned as if nothing were wrong, it is found out and destroyed.
  @Override
  public void close() {
    RETURNING.set(true);
    try {
      super.close();
    } finally {
      RETURNING.remove();
    }
  }

  @Override
  public boolean isBroken() {
    return !isReturning() && super.isBroken();
  }

  /**
   * Returns true if this thread is about to return a connection, and so is not to wait for a new
   * one.
   */
  static boolean isReturning() {
    return RETURNING.get();
  }

  @Override
  public void disconnect() {
    useShortTimeout();
    super.disconnect();
  }

  @Override
  public void forceDisconnect() throws IOException {
    useShortTimeout();
    super.forceDisconnect();
  }

  /**
   * Closing TLS waits for the other side to close too, as long as a read may take; and without end
   * for a last record, where the buffers are full.
   */
  private void useShortTimeout() {
    if (isOpen && super.isBroken()) {
      closeRaw();
      return;
    }
    try {
      setSoTimeout(1);
    } catch (JedisException e) {
      // It is closed already, and so does not wait.
    }
  }

  /** Fails for a closed connection, for which Jedis would open a new socket. */
  @Override
  public void connect() {
    if (isOpen && !isConnected()) {
      throw new JedisConnectionException("the connection was closed");
    }
    super.connect();
  }

  /** For a blocking command, or a subscription, which has a time-out of its own. */
  @Override
  public void setTimeoutInfinite() {
    budget.lift();
    limit.change(JedisSettings.BLOCKING_TIMEOUT, System.nanoTime());
    super.setTimeoutInfinite();
  }

  /** The replies of the connection, which has one stream. */
  private BoundedReplies bounded(RedisInputStream in) {
    BoundedReplies made = replies;
    if (made == null) {
      made = new BoundedReplies(in);
      replies = made;
    }
    return made;
  }

  @Override
  public void rollbackTimeout() {
    limit.change(readTimeout, System.nanoTime());
    super.rollbackTimeout();
  }

  @Override
  protected @Nullable Object protocolRead(RedisInputStream in, PushConsumerChain consumers) {
    return reply(in, bounded -> super.protocolRead(bounded, consumers));
  }

  /** The method that Jedis 7 calls in place of the other. */
  // It overrides there; and what replaces Protocol.read needs a class that Jedis 7 does not have.
  @SuppressWarnings({"deprecation", "ProtectedMembersInFinalClass"})
  protected @Nullable Object protocolRead(RedisInputStream in) {
    return reply(in, Protocol::read);
  }

  private @Nullable Object reply(
      RedisInputStream in, Function<RedisInputStream, @Nullable Object> jedis) {
    if (isFrugal) {
      return measured(in);
    }
    try {
      return jedis.apply(bounded(in).next(isUsual() ? Long.MAX_VALUE : maxReply));
    } catch (JedisDataException e) {
      fellows.refused(e);
      throw e;
    } finally {
      liftBudget();
    }
  }

  private boolean isUsual() {
    return maxReply == ReplyReader.USUAL_BYTES;
  }

  /** The commands of a probe are cheap, so that the first reply takes one round trip. */
  private @Nullable Object measured(RedisInputStream in) {
    try {
      Object reply = ReplyReader.read(in, maxReply);
      answered();
      return reply;
    } catch (JedisDataException e) {
      answered();
      throw e;
    }
  }

  private void answered() {
    if (unansweredSince != 0) {
      roundTrips.record(Duration.ofNanos(System.nanoTime() - unansweredSince));
      unansweredSince = 0;
    }
  }

  private void liftBudget() {
    budget.lift();
    if (!isUsed) {
      isUsed = true;
      limit.change(readTimeout, System.nanoTime());
    }
  }
}
