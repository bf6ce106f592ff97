package ai.hokusai.health.connect;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * A connection that bounds its greeting, never comes up again by itself, and knows whether it is still
 * wanted. One thread at a time uses it.
 */
public final class RedisLink extends Connection {
  private static final ThreadLocal<Boolean> RETURNING = ThreadLocal.withInitial(() -> false);

  private final BooleanSupplier isWanted;
  private final Budget budget;
  private final boolean isFrugal;
  // False while the constructor of Jedis greets.
  private boolean hasGreeted;
  private @Nullable BoundedReplies replies;

  /**
   * Opens and greets.
   *
   * @param budget spent by the greeting, and by the first reply after it
   * @param isFrugal whether replies stay short after the greeting too
   * @param isWanted whether the connection is not to be replaced
   */
  RedisLink(
      JedisSocketFactory sockets,
      JedisClientConfig config,
      Budget budget,
      boolean isFrugal,
      BooleanSupplier isWanted) {
    super(sockets, config);
    this.budget = budget;
    this.isFrugal = isFrugal;
    this.isWanted = isWanted;
    this.hasGreeted = true;
  }

  /**
   * Whether it is to be used further.
   *
   * @return false once it broke, the credentials changed, or the pool was told to begin anew
   */
  public boolean isWanted() {
    return !super.isBroken() && isWanted.getAsBoolean();
  }

  /**
   * Returns it to its pool.
   */
  // For one that broke, the pool would open another before the request may go on, and so let it
  // wait
  // twice. Returned as if nothing were wrong, it is found out and destroyed.
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

  /** Whether this thread is about to return a connection, and so is not to wait for a new one. */
  static boolean isReturning() {
    return RETURNING.get();
  }

  @Override
  public void disconnect() {
    hurry();
    super.disconnect();
  }

  @Override
  public void forceDisconnect() throws IOException {
    hurry();
    super.forceDisconnect();
  }

  /** Closing TLS waits for the other side to close too, as long as a read may take. */
  private void hurry() {
    try {
      setSoTimeout(1);
    } catch (JedisException e) {
      // It is closed already, and so does not wait.
    }
  }

  /** Jedis would open a new socket here for one that was closed, and greet nobody on it. */
  @Override
  public void connect() {
    if (hasGreeted && !isConnected()) {
      throw new JedisConnectionException("the connection was closed");
    }
    super.connect();
  }

  /** For a blocking command, which has a time-out of its own. */
  @Override
  public void setTimeoutInfinite() {
    budget.lift();
    super.setTimeoutInfinite();
  }

  /** One for the connection, which has one stream. */
  private BoundedReplies bounded(RedisInputStream in) {
    BoundedReplies made = replies;
    if (made == null) {
      made = new BoundedReplies(in);
      replies = made;
    }
    return made;
  }

  @Override
  protected @Nullable Object protocolRead(RedisInputStream in, PushConsumerChain consumers) {
    if (!hasGreeted || isFrugal) {
      return ReplyReader.read(in);
    }
    try {
      return super.protocolRead(bounded(in).next(), consumers);
    } finally {
      budget.lift();
    }
  }
}
