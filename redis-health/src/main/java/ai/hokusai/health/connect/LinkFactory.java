package ai.hokusai.health.connect;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/** Makes the connections of a pool, and sorts out those that are wanted no more. */
final class LinkFactory implements PooledObjectFactory<Connection> {
  private final Supplier<RedisLink> opener;

  LinkFactory(Supplier<RedisLink> opener) {
    this.opener = opener;
  }

  @Override
  public PooledObject<Connection> makeObject() {
    if (RedisLink.isReturning()) {
      // For somebody who waits for the one that was returned, and who will see to it himself.
      throw new IllegalStateException("whoever returns a connection opens none");
    }
    return new DefaultPooledObject<>(opener.get());
  }

  /** On the way out; one that was just made is let through, and sorted out when it comes back. */
  @Override
  public void activateObject(PooledObject<Connection> pooled) {
    if (pooled.getBorrowedCount() > 1) {
      expectWanted(pooled);
    }
  }

  /** On the way back, and into the reserve. */
  @Override
  public void passivateObject(PooledObject<Connection> pooled) {
    expectWanted(pooled);
  }

  private static void expectWanted(PooledObject<Connection> pooled) {
    // The pool destroys what cannot be activated or passivated.
    if (!isWanted(pooled)) {
      throw new IllegalStateException("the connection is wanted no more");
    }
  }

  private static boolean isWanted(PooledObject<Connection> pooled) {
    return pooled.getObject() instanceof RedisLink link && link.isWanted();
  }

  /** For idle connections, now and then. */
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
      pooled.getObject().forceDisconnect();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
