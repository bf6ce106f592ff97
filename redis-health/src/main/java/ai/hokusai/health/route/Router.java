package ai.hokusai.health.route;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.Topology;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.redis.ClusterUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The nodes of one Redis: a single server until it reports that it is a node of a cluster, then the
 * primaries that CLUSTER SLOTS names. It sends that command once a second at most. Any thread may
 * use it.
 */
public final class Router {
  private static final Outage UNOWNED =
      new Outage(new SlotMap.Shard(null, Fault.SLOTS_UNCOVERED), Fault.SLOTS_UNCOVERED);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final RedisConnector connector;
  private final Topology stated;
  private final List<NodeAddress> seeds;
  private final ReentrantLock learning = new ReentrantLock();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger seed = new AtomicInteger();
  private final LongAdder movedElsewhere = new LongAdder();
  private final LongAdder movedToItself = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private volatile @Nullable SlotMap map;
  private volatile Map<NodeAddress, Cause> down = Map.of();
  private volatile boolean isStale;
  private @Nullable RuntimeException failure;
  private volatile long version;
  private volatile long triedAt = System.nanoTime() - PAUSE;

  /** The router of a Redis whose topology its settings state. */
  public Router(RedisConnector connector) {
    RedisSettings settings = connector.settings();
    this.connector = connector;
    this.stated = settings.topology();
    List<NodeAddress> all = new ArrayList<>(settings.seeds());
    all.add(0, settings.nodeAddress());
    this.seeds = List.copyOf(all);
  }

  /** The connector of the configured address. */
  public RedisConnector connector() {
    return connector;
  }

  /** The configured addresses. */
  public List<NodeAddress> seeds() {
    return seeds;
  }

  /** The configured address that is used while no slots are known. */
  NodeAddress seed() {
    return seeds.get(Math.floorMod(seed.get(), seeds.size()));
  }

  /** Uses the next configured address, since this one does not work. */
  void skip(NodeAddress failing) {
    if (failing.equals(seed())) {
      int ignored = seed.incrementAndGet();
    }
  }

  /** Returns true unless the settings state a single server, or one that sentinels report. */
  public boolean followsClusters() {
    return stated != Topology.STANDALONE && stated != Topology.SENTINEL;
  }

  /** The slots, null while no server has reported that it is a node of a cluster. */
  public @Nullable SlotMap map() {
    return map;
  }

  /** Returns true if a redirection or a failure has shown that the slots may have moved. */
  public boolean isStale() {
    return isStale;
  }

  /** Returns true if CLUSTER SLOTS was last sent a second ago or earlier. */
  public boolean isDue() {
    return System.nanoTime() - triedAt >= PAUSE;
  }

  /** Records that the slots may have moved. */
  public void suspect() {
    isStale = true;
  }

  /** Replaces the primaries that are known not to work, which commands without a key avoid. */
  public void avoid(Map<NodeAddress, Cause> nodes) {
    down = Map.copyOf(nodes);
  }

  /** The outage of the shard that owns a slot, null while it works as far as is known. */
  public @Nullable Outage outage(int slot) {
    SlotMap known = map;
    if (known == null) {
      return null;
    }
    SlotMap.Shard owner = known.owner(slot);
    if (owner == null) {
      return UNOWNED;
    }
    NodeAddress primary = owner.primary();
    Cause cause = primary == null ? owner.problem() : down.get(primary);
    return cause == null ? null : new Outage(owner, cause);
  }

  /** The use of the nodes; empty while this is a single server. */
  public Optional<ClusterUsage> usage() {
    return Optional.ofNullable(map)
        .map(known -> new ClusterUsage(
            connector.nodesInUse(), changes.sum(), movedElsewhere.sum(), movedToItself.sum()));
  }

  /** A number that changes with the slots, 0 while none are known. */
  long version() {
    return version;
  }

  /**
   * Learns the slots from a node of a cluster, unless they are known or were requested within the
   * last second.
   *
   * @param link a connection to the node
   * @param limit the longest wait for another thread that learns them and for the reply, together
   * @return the slots, the known ones where this request was not due
   * @throws RuntimeException where none are known and the node does not report them
   */
  public SlotMap learn(RedisLink link, NodeAddress sender, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    if (!acquire(limit)) {
      SlotMap known = map;
      if (known == null) {
        throw new FaultException(Fault.READ_TIMEOUT);
      }
      return known;
    }
    try {
      long left = Math.max(1_000_000, end - System.nanoTime());
      return learnAlone(link, sender, Duration.ofNanos(left));
    } finally {
      learning.unlock();
    }
  }

  private boolean acquire(Duration limit) {
    if (map != null) {
      return learning.tryLock();
    }
    try {
      return learning.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private SlotMap learnAlone(RedisLink link, NodeAddress sender, Duration limit) {
    SlotMap known = map;
    if (!isDue()) {
      if (known != null) {
        return known;
      }
      if (failure != null) {
        throw failure;
      }
    }
    triedAt = System.nanoTime();
    try {
      SlotMap next = slots(link, sender, limit);
      failure = null;
      isStale = false;
      publish(next);
      return next;
    } catch (RuntimeException e) {
      failure = e;
      if (known == null) {
        throw e;
      }
      return known;
    }
  }

  private SlotMap slots(RedisLink link, NodeAddress sender, Duration limit) {
    try {
      Object reply = link.clusterSlots(SlotMap.MAX_BYTES, limit);
      return SlotMap.of(reply, sender, this::isForeign);
    } catch (JedisDataException e) {
      throw FaultClassifier.classify(e) == Fault.NO_PERMISSION
          ? new FaultException(Fault.CLUSTER_SLOTS_DENIED, e)
          : e;
    }
  }

  private void publish(SlotMap next) {
    if (next.equals(map)) {
      return;
    }
    if (map != null) {
      changes.increment();
    }
    version = changes.sum() + 1;
    map = next;
    Set<NodeAddress> kept = new HashSet<>(next.replicas());
    kept.addAll(seeds);
    for (SlotMap.Shard each : next.shards()) {
      if (each.primary() != null) {
        kept.add(each.primary());
      }
    }
    connector.retain(kept);
  }

  /** Drops the slots, since the configured address leads to a single server. */
  public void leaveCluster() {
    learning.lock();
    try {
      if (map != null) {
        changes.increment();
        version = changes.sum() + 1;
        map = null;
        down = Map.of();
      }
    } finally {
      learning.unlock();
    }
  }

  /** The shard that a redirection names; the slot is its own from now on, unless only for once. */
  SlotMap.Shard redirected(Redirection to, NodeAddress sender) {
    SlotMap.Shard shard = SlotMap.announced(to.host(), to.port(), sender, this::isForeign);
    if (sender.equals(shard.primary())) {
      movedToItself.increment();
    } else if (!to.isAsk()) {
      movedElsewhere.increment();
      isStale = true;
      patch(to.slot(), shard);
    }
    return shard;
  }

  private void patch(int slot, SlotMap.Shard shard) {
    learning.lock();
    try {
      SlotMap known = map;
      if (known != null && !shard.equals(known.owner(slot))) {
        changes.increment();
        version = changes.sum() + 1;
        map = known.withOwner(slot, shard);
      }
    } finally {
      learning.unlock();
    }
  }

  /** A primary for a command without a key, in turn; null where there is none. */
  @Nullable
  NodeAddress anyPrimary(SlotMap known) {
    List<SlotMap.Shard> shards = known.shards();
    int first = turn.getAndIncrement();
    NodeAddress last = null;
    for (int i = 0; i < shards.size(); i++) {
      NodeAddress each = shards.get(Math.floorMod(first + i, shards.size())).primary();
      if (each != null && !down.containsKey(each)) {
        return each;
      }
      last = each == null ? last : each;
    }
    return last;
  }

  /**
   * Returns true for a name that does not belong to the configured AWS endpoint. The public CAs of
   * the JVM sign certificates of any host, which would receive the password.
   */
  boolean isForeign(String announced) {
    RedisSettings settings = connector.settings();
    String host = settings.host();
    boolean isAws = host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
    boolean isName = announced.indexOf(':') < 0 && !announced.matches("[0-9.]+");
    if (!isAws || settings.tls() == null || !isName) {
      return false;
    }
    String domain = host.substring(host.indexOf('.'));
    boolean isSibling = !domain.startsWith(".serverless.") && announced.endsWith(domain);
    return !isSibling && seeds.stream().noneMatch(each -> each.host().equals(announced));
  }
}
