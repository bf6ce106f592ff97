package ai.hokusai.health.route;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * The pools of one client: that of the configured address, and one for each primary of a cluster,
 * created with its first command and closed once the primary has left. Any thread may use it.
 */
// Extends the provider of Jedis since RedisClient.getPool() casts to it.
public class NodePools extends PooledConnectionProvider {
  private static final int MOST_LANES = 16;

  private final Router router;
  private final NodeAddress configured;
  private final Duration maxWait;
  private final Duration readTimeout;
  private final Map<NodeAddress, ConnectionPool> pools = new ConcurrentHashMap<>();
  private volatile long swept;

  /** The pools of a new client, to be closed by the caller; no connection is opened yet. */
  public NodePools(Router router) {
    super(router.connector().factory(), router.connector().poolConfig());
    this.router = router;
    this.configured = router.connector().settings().nodeAddress();
    this.maxWait = router.connector().settings().pool().maxWait();
    this.readTimeout = router.connector().settings().readTimeout();
    router.connector().add(getPool());
  }

  /** A client whose commands go to the nodes that own their keys; closing it closes the pools. */
  public RedisClient client() {
    return RedisClient.builder()
        .clientConfig(router.connector().clientConfig())
        .connectionProvider(this)
        .commandExecutor(new RoutedExecutor(router, this))
        .build();
  }

  /**
   * Sends a PING to each primary of a cluster, up to 16 at the same time, all within the time of one
   * command; does nothing for a single server.
   *
   * @throws RuntimeException where one of them fails
   */
  public void pingPrimaries() {
    SlotMap known = router.map();
    if (known == null || known.shards().isEmpty()) {
      return;
    }
    Duration left = limit();
    List<NodeAddress> nodes =
        known.shards().stream().map(RoutedExecutor::usable).toList();
    ExecutorService lanes = Executors.newFixedThreadPool(Math.min(MOST_LANES, nodes.size()));
    try {
      List<Callable<Boolean>> pings =
          nodes.stream().<Callable<Boolean>>map(each -> () -> ping(each, left)).toList();
      for (Future<Boolean> each : lanes.invokeAll(pings, left.toNanos(), TimeUnit.NANOSECONDS)) {
        boolean ignored = each.get();
      }
    } catch (CancellationException e) {
      throw new FaultException(Fault.READ_TIMEOUT);
    } catch (ExecutionException e) {
      throw new JedisException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JedisException(e);
    } finally {
      lanes.shutdownNow();
    }
  }

  private boolean ping(NodeAddress node, Duration left) {
    try (RedisLink link = borrow(node, left)) {
      return link.ping();
    }
  }

  /** The time that a command may take over all nodes: the wait for the pool, and for one reply. */
  Duration limit() {
    return maxWait.plus(router.connector().poolLimit());
  }

  NodeAddress configured() {
    return configured;
  }

  /** A connection to the configured address. */
  RedisLink borrow() {
    return (RedisLink) super.getConnection();
  }

  /** A connection to one of the configured addresses; where it fails, the next one is used. */
  RedisLink borrowSeed(NodeAddress seed) {
    try {
      return seed.equals(configured) ? borrow() : borrow(seed);
    } catch (JedisException e) {
      router.skip(seed);
      throw e;
    }
  }

  /** A connection to a node, within the usual time. */
  RedisLink borrow(NodeAddress node) {
    return (RedisLink) pool(node).getResource();
  }

  /** A connection to a node, within a time. */
  RedisLink borrow(NodeAddress node, Duration limit) {
    Duration wait = limit.compareTo(maxWait) < 0 ? limit : maxWait;
    return RedisConnector.openingWithin(limit, () -> take(pool(node), wait));
  }

  /** Borrows as Pool.getResource of Jedis does, with another wait. */
  private static RedisLink take(Pool<Connection> pool, Duration wait) {
    try {
      Connection connection = pool.borrowObject(wait);
      if (pool instanceof ConnectionPool ofConnections) {
        connection.setHandlingPool(ofConnections);
      }
      return (RedisLink) connection;
    } catch (JedisException | NoSuchElementException e) {
      throw e instanceof JedisException known
          ? known
          : new JedisException("Could not get a resource from the pool", e);
    } catch (Exception e) {
      throw new JedisException("Could not get a resource from the pool", e);
    }
  }

  private Pool<Connection> pool(NodeAddress node) {
    SlotMap known = router.map();
    long version = router.version();
    if (version != swept && known != null) {
      swept = version;
      sweep(known);
    }
    return node.equals(configured) ? getPool() : pools.computeIfAbsent(node, this::create);
  }

  private ConnectionPool create(NodeAddress node) {
    if (getPool().isClosed()) {
      throw new IllegalStateException("the client is closed");
    }
    RedisConnector connector = router.connector().at(node);
    var pool = new ConnectionPool(connector.factory(), connector.poolConfig());
    connector.add(pool);
    return pool;
  }

  private void sweep(SlotMap known) {
    Set<NodeAddress> left = new HashSet<>(pools.keySet());
    known.shards().forEach(each -> left.remove(each.primary()));
    for (NodeAddress node : left) {
      ConnectionPool pool = pools.remove(node);
      if (pool != null) {
        pool.close();
      }
    }
  }

  /**
   * The connection of a pipeline, a transaction or a subscription: to the configured address, or to
   * the nodes of a cluster that own the keys.
   */
  @Override
  public Connection getConnection() {
    if (router.map() == null) {
      NodeAddress seed = router.seed();
      RedisLink link = borrowSeed(seed);
      if (!link.isCluster() || !router.followsClusters()) {
        return link;
      }
      try (link) {
        SlotMap ignored = router.learn(link, seed, readTimeout);
      }
    }
    return new RoutedConnection(router, this);
  }

  @Override
  public Connection getConnection(CommandArguments arguments) {
    return getConnection();
  }

  /** The pools of all nodes, through each of which an iteration over all keys goes. */
  @Override
  public Map<?, Pool<Connection>> getConnectionMap() {
    SlotMap known = router.map();
    if (known == null) {
      return Map.of(configured, getPool());
    }
    Map<NodeAddress, Pool<Connection>> all = new HashMap<>();
    for (SlotMap.Shard each : known.shards()) {
      NodeAddress primary = each.primary();
      if (primary != null) {
        all.put(primary, pool(primary));
      }
    }
    return all;
  }

  @Override
  public Map<?, Pool<Connection>> getPrimaryNodesConnectionMap() {
    return getConnectionMap();
  }

  @Override
  public void close() {
    super.close();
    pools.values().forEach(ConnectionPool::close);
    pools.clear();
  }
}
