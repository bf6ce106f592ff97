package ai.hokusai.health.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The hash slots of a cluster and the shards that own them. Immutable.
 *
 * @see <a href="https://redis.io/docs/latest/commands/cluster-slots/">CLUSTER SLOTS</a>
 */
public final class SlotMap {
  /** The number of hash slots of every cluster. */
  public static final int SLOTS = 16_384;
  /** The longest reply that is read, about ten times that of the largest cluster of ElastiCache. */
  public static final int MAX_BYTES = 1 << 20;

  private static final char NONE = Character.MAX_VALUE;
  private static final int LONGEST_HOST = 255;

  /** The index of the shard of each slot, {@link #NONE} for a slot that no shard owns. */
  private final char[] owners;

  private final List<Shard> shards;
  private final Set<NodeAddress> replicas;
  private final int covered;

  private SlotMap(char[] owners, List<Shard> shards, Set<NodeAddress> replicas) {
    this.owners = owners;
    this.shards = List.copyOf(shards);
    this.replicas = Set.copyOf(replicas);
    int count = 0;
    for (char owner : owners) {
      count += owner == NONE ? 0 : 1;
    }
    this.covered = count;
  }

  /**
   * The primary of some slots. Immutable.
   *
   * @param primary its address, null where the announced one cannot be used
   * @param problem the reason, null where it can be used
   */
  public record Shard(
      @Nullable NodeAddress primary, @Nullable Fault problem) {}

  /**
   * Reads a reply to CLUSTER SLOTS.
   *
   * @param sender the node that sent it, which is meant where no host is announced
   * @param isForeign returns true for a host that must not receive the password
   * @throws JedisDataException where the reply is something else
   */
  static SlotMap of(@Nullable Object reply, NodeAddress sender, Predicate<String> isForeign) {
    if (!(reply instanceof List<?> ranges) || ranges.size() > SLOTS) {
      throw unexpected();
    }
    return new Reader(sender, isForeign).read(ranges);
  }

  private static JedisDataException unexpected() {
    return new JedisDataException("CLUSTER SLOTS was answered with something else");
  }

  /** Collects the ranges of one reply. */
  private static final class Reader {
    private final NodeAddress sender;
    private final Predicate<String> isForeign;
    private final char[] owners = new char[SLOTS];
    private final List<Shard> shards = new ArrayList<>();
    private final Map<Shard, Integer> indexes = new HashMap<>();
    private final Set<NodeAddress> replicas = new LinkedHashSet<>();

    Reader(NodeAddress sender, Predicate<String> isForeign) {
      this.sender = sender;
      this.isForeign = isForeign;
      Arrays.fill(owners, NONE);
    }

    SlotMap read(List<?> ranges) {
      for (Object each : ranges) {
        if (!(each instanceof List<?> range) || range.size() < 3) {
          throw unexpected();
        }
        add(range);
      }
      return new SlotMap(owners, shards, replicas);
    }

    private void add(List<?> range) {
      int first = slot(range.get(0));
      int last = slot(range.get(1));
      Shard shard = shard(range.get(2));
      if (first > last) {
        throw unexpected();
      }
      char index = (char) (int) indexes.computeIfAbsent(shard, added -> {
        shards.add(added);
        return shards.size() - 1;
      });
      for (int i = first; i <= last; i++) {
        if (owners[i] != NONE) {
          throw unexpected();
        }
        owners[i] = index;
      }
      for (Object each : range.subList(3, range.size())) {
        NodeAddress replica = shard(each).primary();
        if (replica != null) {
          replicas.add(replica);
        }
      }
    }

    private static int slot(@Nullable Object number) {
      if (number instanceof Long slot && slot >= 0 && slot < SLOTS) {
        return slot.intValue();
      }
      throw unexpected();
    }

    private Shard shard(@Nullable Object node) {
      if (!(node instanceof List<?> fields) || fields.size() < 2) {
        throw unexpected();
      }
      Object host = fields.get(0);
      if (!(fields.get(1) instanceof Long port) || !(host == null || host instanceof byte[])) {
        throw unexpected();
      }
      return announced(host == null ? "" : new String((byte[]) host, UTF_8), port);
    }

    private Shard announced(String host, long port) {
      return SlotMap.announced(host, port, sender, isForeign);
    }
  }

  /** The slot of a key, which is that of its hash tag where it has one. */
  public static int slotOf(String key) {
    return JedisClusterCRC16.getSlot(key);
  }

  /** The slot of a binary key. */
  public static int slotOf(byte[] key) {
    return JedisClusterCRC16.getSlot(key);
  }

  /** The shard at an address as a node announces it, in CLUSTER SLOTS or in a redirection. */
  static Shard announced(String host, long port, NodeAddress sender, Predicate<String> isForeign) {
    String known = host.isEmpty() ? sender.host() : host.toLowerCase(Locale.ROOT);
    boolean isHost = known.length() <= LONGEST_HOST && known.chars().allMatch(SlotMap::isOfHost);
    if (!isHost || port < 1 || port > 65_535) {
      return new Shard(null, Fault.ANNOUNCED_ADDRESS_INVALID);
    }
    if (isForeign.test(known)) {
      return new Shard(null, Fault.ANNOUNCED_NAME_FOREIGN);
    }
    return new Shard(new NodeAddress(known, (int) port), null);
  }

  private static boolean isOfHost(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_'
        || c == ':';
  }

  /** The map with another owner of one slot, as a redirection announces it. */
  SlotMap withOwner(int slot, Shard owner) {
    char[] changed = owners.clone();
    List<Shard> all = new ArrayList<>(shards);
    int index = all.indexOf(owner);
    if (index < 0) {
      index = all.size();
      all.add(owner);
    }
    changed[slot] = (char) index;
    return new SlotMap(changed, all, replicas);
  }

  /** The shard that owns a slot, null for none. */
  public @Nullable Shard owner(int slot) {
    char index = owners[slot];
    return index == NONE ? null : shards.get(index);
  }

  /** The index of the shard of a slot in {@link #shards()}, -1 for none. */
  public int indexOf(int slot) {
    char index = owners[slot];
    return index == NONE ? -1 : index;
  }

  /** The shards, in the order in which they were announced. */
  public List<Shard> shards() {
    return shards;
  }

  /** The replicas, which are further nodes of the cluster. */
  public Set<NodeAddress> replicas() {
    return replicas;
  }

  /** The number of slots that a shard owns. */
  public int covered() {
    return covered;
  }

  /** The number of slots of the shard with an index. */
  public int slots(int index) {
    int count = 0;
    for (char owner : owners) {
      count += owner == index ? 1 : 0;
    }
    return count;
  }

  /** The ranges of the shard with an index, at most a number of them, such as {@code 0-5460,9000}. */
  public String ranges(int index, int most) {
    var text = new StringBuilder();
    int count = 0;
    for (int i = 0; i < SLOTS; i++) {
      if (owners[i] == index && (i == 0 || owners[i - 1] != index)) {
        if (count++ == most) {
          return text.append(",...").toString();
        }
        int last = i;
        while (last + 1 < SLOTS && owners[last + 1] == index) {
          last++;
        }
        text.append(count == 1 ? "" : ",").append(i).append(last == i ? "" : "-" + last);
      }
    }
    return text.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlotMap map
        && Arrays.equals(owners, map.owners)
        && shards.equals(map.shards)
        && replicas.equals(map.replicas);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(owners) + shards.hashCode();
  }

  @Override
  public String toString() {
    return covered + " of " + SLOTS + " slots in " + shards.size() + " shards";
  }
}
