package ai.hokusai.health.connect;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** Creates the connections of a pool, and removes those of an old epoch and broken ones. */
final class LinkFactory implements PooledObjectFactory<Connection> {
  private final Supplier<RedisLink> opener;
  private final UnaryOperator<Cause> words;
  private final DialBackOff backOff;
  private final CommandWatchdog watchdog;
  private final Traffic traffic;

  LinkFactory(
      Supplier<RedisLink> opener,
      UnaryOperator<Cause> words,
      DialBackOff backOff,
      CommandWatchdog watchdog,
      Traffic traffic) {
    this.opener = opener;
    this.words = words;
    this.backOff = backOff;
    this.watchdog = watchdog;
    this.traffic = traffic;
  }

  @Override
  public PooledObject<Connection> makeObject() {
    if (RedisLink.isReturning()) {
      // Returning a broken connection must not open a new one on the caller's thread (POOL-424).
      throw new IllegalStateException("a connection that is returned opens no new one");
    }
    RedisLink link = backOff.dial(this::open);
    watchdog.add(link);
    return new DefaultPooledObject<>(link);
  }

  private RedisLink open() {
    long begin = System.nanoTime();
    try {
      RedisLink link = opener.get();
      traffic.record(Operation.CONNECT, null, System.nanoTime() - begin);
      return link;
    } catch (RuntimeException e) {
      Cause cause = words.apply(FaultClassifier.describe(e));
      traffic.record(Operation.CONNECT, cause, System.nanoTime() - begin);
      throw e;
    }
  }

  /**
   * Called when a connection is borrowed. A new one passes, and is validated when it is returned.
   */
  @Override
  public void activateObject(PooledObject<Connection> pooled) {
    if (pooled.getBorrowedCount() > 1) {
      expect(pooled.getObject() instanceof RedisLink link && link.isFitForUse());
    }
  }

  /** Called when a connection is returned, and when it becomes idle. */
  @Override
  public void passivateObject(PooledObject<Connection> pooled) {
    expect(isWanted(pooled));
  }

  private static void expect(boolean isOfUse) {
    // The pool destroys what cannot be activated or passivated.
    if (!isOfUse) {
      throw new IllegalStateException("the connection is wanted no more");
    }
  }

  private static boolean isWanted(PooledObject<Connection> pooled) {
    return pooled.getObject() instanceof RedisLink link && link.isWanted();
  }

  /** Called for idle connections from time to time. */
  @Override
  public boolean validateObject(PooledObject<Connection> pooled) {
    try {
      return isWanted(pooled) && pooled.getObject().ping();
    } catch (JedisException e) {
      return false;
    }
  }

  @Override
  public void destroyObject(PooledObject<Connection> pooled) {
    try {
      if (pooled.getObject() instanceof RedisLink link) {
        watchdog.remove(link);
      }
      pooled.getObject().forceDisconnect();
    } catch (IOException e) {
      // The connection is discarded either way.
    }
  }
}
