package ai.hokusai.health.route;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Runs each command on the node that owns its keys, within one limit of time over all nodes. A
 * command that was sent completely is never sent again; one that was not, so that no server can
 * have run it, is sent once on another connection. Any thread may use it.
 */
final class RoutedExecutor implements CommandExecutor {
  private static final int MAX_HOPS = 4;
  // A second attempt has all of the time of the first; together they keep to the bound of one.
  private static final long SOON = Duration.ofMillis(30).toNanos();
  private static final Set<Fault> OF_A_MOVE = EnumSet.of(
      Fault.CLUSTER_DOWN,
      Fault.SLOTS_UNCOVERED,
      Fault.READONLY_REPLICA,
      Fault.LOADING,
      Fault.MASTERDOWN);

  // Every other command without a key goes to one primary.
  static final Set<String> OF_ALL_PRIMARIES =
      Set.of("DBSIZE", "KEYS", "FLUSHALL", "FLUSHDB", "SCRIPT", "FUNCTION");
  static final Set<String> SPLIT = Set.of("DEL", "UNLINK", "EXISTS", "TOUCH", "MGET", "MSET");

  // Each further attempt takes a new connection.
  private static final long CIRCLE_PAUSE = Duration.ofMillis(100).toNanos();

  private final Router router;
  private final NodePools pools;
  private final Map<NodeAddress, Long> circles = new ConcurrentHashMap<>();

  RoutedExecutor(Router router, NodePools pools) {
    this.router = router;
    this.pools = pools;
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    return router.map() == null
        ? onOneServer(command, true)
        : onCluster(command, System.nanoTime() + pools.limit().toNanos());
  }

  private <T> T onOneServer(CommandObject<T> command, boolean mayRetry) {
    long start = System.nanoTime();
    NodeAddress seed = router.seed();
    RedisLink link = pools.borrowSeed(seed);
    try (link) {
      if (!isNode(link)) {
        try {
          return link.executeCommand(command);
        } catch (JedisDataException e) {
          if (!router.followsClusters() || Redirection.of(e) == null) {
            throw e;
          }
        }
      }
      long left = start + pools.limit().toNanos() - System.nanoTime();
      SlotMap ignored = router.learn(link, seed, Duration.ofNanos(Math.max(1, left)));
    } catch (RuntimeException e) {
      boolean isUnsent = link.failedUnsent() && System.nanoTime() - start <= SOON;
      if (!mayRetry || !isUnsent) {
        throw e;
      }
      return onOneServer(command, false);
    }
    return onCluster(command, start + pools.limit().toNanos());
  }

  private boolean isNode(RedisLink link) {
    return link.isCluster() && router.followsClusters();
  }

  private <T> T onCluster(CommandObject<T> command, long end) {
    List<Object> keys = command.getArguments().getKeys();
    if (keys.isEmpty()) {
      return withoutKey(command, end);
    }
    int slot = slot(keys.get(0));
    boolean isOfOneSlot = keys.stream().allMatch(each -> slot(each) == slot);
    return isOfOneSlot ? new Trip<>(command, slot, null, end).run() : split(command, keys, end);
  }

  /** The slot of a key, which is a text or its bytes. */
  static int slot(Object key) {
    if (key instanceof byte[] bytes) {
      return JedisClusterCRC16.getSlot(bytes);
    }
    return key instanceof Rawable raw
        ? JedisClusterCRC16.getSlot(raw.getRaw())
        : JedisClusterCRC16.getSlot(String.valueOf(key));
  }

  /** The name of a command, in capitals. */
  static String name(CommandArguments command) {
    return new String(command.getCommand().getRaw(), US_ASCII).toUpperCase(Locale.ROOT);
  }

  private <T> T withoutKey(CommandObject<T> command, long end) {
    String name = name(command.getArguments());
    if (name.equals("SCAN")) {
      throw new UnsupportedOperationException(
          "a cursor of SCAN belongs to one node of a cluster; use scanIteration, which goes"
              + " through all of them");
    }
    SlotMap known = known();
    if (OF_ALL_PRIMARIES.contains(name)) {
      List<T> replies = new ArrayList<>();
      for (SlotMap.Shard each : known.shards()) {
        replies.add(new Trip<>(command, -1, usable(each), end).run());
      }
      return merged(replies);
    }
    NodeAddress any = router.anyPrimary(known);
    if (any == null) {
      throw unserved();
    }
    return new Trip<>(command, -1, any, end).run();
  }

  private SlotMap known() {
    SlotMap known = router.map();
    if (known == null) {
      throw unserved();
    }
    return known;
  }

  static NodeAddress usable(SlotMap.Shard shard) {
    NodeAddress primary = shard.primary();
    Fault problem = shard.problem();
    if (primary == null) {
      throw failed(problem == null ? Fault.ANNOUNCED_ADDRESS_INVALID : problem);
    }
    return primary;
  }

  static JedisException failed(Fault fault) {
    return new JedisException(fault.message(), new FaultException(fault));
  }

  static JedisDataException crossSlot() {
    return new JedisDataException("CROSSSLOT Keys in request don't hash to the same slot");
  }

  static JedisDataException unserved() {
    return new JedisDataException("CLUSTERDOWN Hash slot not served");
  }

  /** Returns true if a new connection to a node was redirected to the same node a moment ago. */
  private boolean isCircling(NodeAddress node) {
    Long since = circles.get(node);
    if (since == null) {
      return false;
    }
    return System.nanoTime() - since < CIRCLE_PAUSE || !circles.remove(node, since);
  }

  /** One reply for those of several nodes: the sum, the union, or the last one. */
  @SuppressWarnings("unchecked") // Each reply has the type of the command, and so has the result.
  private static <T> T merged(List<T> replies) {
    T last = replies.get(replies.size() - 1);
    if (last instanceof Long) {
      return (T) (Object) replies.stream().mapToLong(each -> (Long) each).sum();
    }
    if (last instanceof Set<?>) {
      Set<Object> all = new LinkedHashSet<>();
      replies.forEach(each -> all.addAll((Collection<?>) each));
      return (T) all;
    }
    if (last instanceof List<?> list && list.stream().allMatch(Boolean.class::isInstance)) {
      List<Boolean> all = new ArrayList<>((List<Boolean>) last);
      for (T each : replies) {
        for (int i = 0; i < all.size(); i++) {
          all.set(i, all.get(i) && ((List<Boolean>) each).get(i));
        }
      }
      return (T) all;
    }
    return last;
  }

  /** Runs a command for each slot, where its meaning for many keys is that of one after the other. */
  private <T> T split(CommandObject<T> command, List<Object> keys, long end) {
    String name = name(command.getArguments());
    if (!SPLIT.contains(name)) {
      throw crossSlot();
    }
    List<byte[]> words = new ArrayList<>();
    command.getArguments().forEach(each -> words.add(each.getRaw()));
    words.remove(0);
    int width = name.equals("MSET") ? 2 : 1;
    Map<Integer, List<Integer>> bySlot = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      bySlot.computeIfAbsent(slot(keys.get(i)), slot -> new ArrayList<>()).add(i);
    }
    List<T> replies = new ArrayList<>();
    bySlot.forEach((slot, places) -> {
      var part = new CommandArguments(command.getArguments().getCommand());
      for (int place : places) {
        part.key(words.get(place * width));
        for (int i = 1; i < width; i++) {
          part.add(words.get(place * width + i));
        }
      }
      var ofSlot = new CommandObject<>(part, command.getBuilder());
      replies.add(new Trip<>(ofSlot, slot, null, end).run());
    });
    return name.equals("MGET") ? inOrder(replies, bySlot.values(), keys.size()) : merged(replies);
  }

  @SuppressWarnings("unchecked") // The reply to MGET is a list.
  private static <T> T inOrder(List<T> replies, Collection<List<Integer>> places, int count) {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(null);
    }
    int reply = 0;
    for (List<Integer> ofSlot : places) {
      List<?> values = (List<?>) replies.get(reply++);
      for (int i = 0; i < ofSlot.size(); i++) {
        all.set(ofSlot.get(i), values.get(i));
      }
    }
    return (T) all;
  }

  /** Runs a command that a node redirected. */
  <T> T follow(CommandObject<T> command, Redirection to, NodeAddress sender) {
    NodeAddress node = usable(router.redirected(to, sender));
    var trip =
        new Trip<>(command, to.slot(), node, System.nanoTime() + pools.limit().toNanos());
    trip.isAsking = to.isAsk();
    return trip.run();
  }

  /** One command on its way, for one thread. */
  private final class Trip<T> {
    private final CommandObject<T> command;
    private final long end;
    private int slot;
    private NodeAddress node;
    private boolean isAsking;
    private int hops;
    private boolean isRepeated;
    private @Nullable T result;

    /** A command for a slot, or for a node where the slot is -1 or owned by it. */
    Trip(CommandObject<T> command, int slot, @Nullable NodeAddress node, long end) {
      this.command = command;
      this.end = end;
      this.slot = slot;
      this.node = node == null ? owner() : node;
    }

    @SuppressWarnings("NullAway") // A reply may be null, for which Jedis has no annotation.
    T run() {
      while (!hop()) {
        hops++;
        if (left().isZero()) {
          throw failed(Fault.READ_TIMEOUT);
        }
        if (hops == MAX_HOPS) {
          throw failed(Fault.MOVED_IN_CIRCLES);
        }
      }
      return result;
    }

    private Duration left() {
      long nanos = end - System.nanoTime();
      return nanos < 1_000_000 ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    /** Returns true once there is a reply. */
    private boolean hop() {
      if (isCircling(node)) {
        throw failed(Fault.MOVED_IN_CIRCLES);
      }
      RedisLink link = borrow();
      if (link == null) {
        return false;
      }
      long begun = System.nanoTime();
      try (link) {
        return send(link);
      } catch (JedisConnectionException e) {
        router.suspect();
        boolean isUnsent = link.failedUnsent() && System.nanoTime() - begun <= SOON;
        if (isRepeated || !isUnsent) {
          throw e;
        }
        isRepeated = true;
        return false;
      }
    }

    /** A connection to the node; null where it cannot be reached, and the slot has moved. */
    private @Nullable RedisLink borrow() {
      try {
        return hops == 0 ? pools.borrow(node) : pools.borrow(node, left());
      } catch (JedisException e) {
        NodeAddress before = node;
        learnElsewhere();
        if (slot < 0 || isAsking || owner().equals(before)) {
          throw e;
        }
        node = owner();
        return null;
      }
    }

    private boolean send(RedisLink link) {
      boolean isNew = link.isNew();
      try {
        if (isAsking) {
          Object ignored = link.executeCommand(new CommandArguments(Protocol.Command.ASKING));
        }
        result = hops == 0 ? link.executeCommand(command) : link.executeWithin(left(), command);
        if (router.isStale()) {
          // Once a second at most, on the connection that has just worked.
          SlotMap ignored = router.learn(link, node, left());
        }
        return true;
      } catch (JedisDataException e) {
        Redirection to = Redirection.of(e);
        if (to != null) {
          redirect(to, link, isNew);
          return false;
        }
        if (OF_A_MOVE.contains(FaultClassifier.classify(e))) {
          router.suspect();
        }
        throw e;
      }
    }

    private void redirect(Redirection to, RedisLink link, boolean isNew) {
      NodeAddress next = usable(router.redirected(to, node));
      slot = to.slot();
      isAsking = to.isAsk();
      if (next.equals(node) && !isAsking) {
        // Some managed services redirect a connection to the address that it has, so that the
        // client opens another one; see StackExchange.Redis#2990.
        if (isNew && hops > 0) {
          circles.put(node, System.nanoTime());
          throw failed(Fault.MOVED_IN_CIRCLES);
        }
        link.retire();
      } else if (!isAsking) {
        SlotMap ignored = router.learn(link, node, left());
      }
      node = next;
    }

    private NodeAddress owner() {
      SlotMap.Shard shard = known().owner(slot);
      if (shard == null) {
        learnElsewhere();
        shard = known().owner(slot);
      }
      if (shard == null) {
        throw unserved();
      }
      return usable(shard);
    }

    /** Learns the slots from another node, where the last request for them is a second ago. */
    private void learnElsewhere() {
      router.suspect();
      NodeAddress other = router.anyPrimary(known());
      if (other == null || other.equals(node) || !router.isDue() || left().isZero()) {
        return;
      }
      try (RedisLink link = pools.borrow(other, left())) {
        SlotMap ignored = router.learn(link, other, left());
      } catch (JedisException e) {
        // That node does not work either; the failure of this one is reported.
      }
    }
  }

  @Override
  public void close() {
    pools.close();
  }
}
