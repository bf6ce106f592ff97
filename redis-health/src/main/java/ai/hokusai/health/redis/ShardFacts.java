package ai.hokusai.health.redis;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts about the shards of a cluster that one probe found. Immutable. */
public final class ShardFacts {
  private final int total;
  private final int usable;
  private final int slots;
  private final int slotsUsable;
  private final List<Down> down;
  private final boolean isChanging;
  private final boolean hasTimedOut;

  private ShardFacts(
      int total,
      int usable,
      int slots,
      int slotsUsable,
      List<Down> down,
      boolean isChanging,
      boolean hasTimedOut) {
    this.total = total;
    this.usable = usable;
    this.slots = slots;
    this.slotsUsable = slotsUsable;
    this.down = List.copyOf(down);
    this.isChanging = isChanging;
    this.hasTimedOut = hasTimedOut;
  }

  /**
   * A shard that does not work. Immutable.
   *
   * @param slots its ranges of slots, such as {@code 5461-10922}
   * @param node host and port of its primary, as the cluster announces it
   * @param code the code of the reason
   * @param since the time since which it does not work
   */
  public record Down(String slots, String node, String code, Instant since) {
    /** Requires all of them. */
    public Down {
      requireNonNull(slots, "slots");
      requireNonNull(node, "node");
      requireNonNull(code, "code");
      requireNonNull(since, "since");
    }
  }

  /** Facts, each value as its accessor describes it; none has timed out and none is changing. */
  public static ShardFacts of(int total, int usable, int slots, int slotsUsable, List<Down> down) {
    return new ShardFacts(total, usable, slots, slotsUsable, down, false, false);
  }

  /** The number of shards that own slots. */
  public int total() {
    return total;
  }

  /** The number of shards that work. */
  public int usable() {
    return usable;
  }

  /** The number of slots that belong to a shard; 16384 where the cluster is complete. */
  public int slots() {
    return slots;
  }

  /** The number of slots that belong to a shard that works. */
  public int slotsUsable() {
    return slotsUsable;
  }

  /** The shards that do not work, at most 16 of them. */
  public List<Down> down() {
    return down;
  }

  /** Returns true if the next probes may change the state of a shard, and so follow soon. */
  public boolean isChanging() {
    return isChanging;
  }

  /** Returns true if a shard timed out in this probe. */
  public boolean hasTimedOut() {
    return hasTimedOut;
  }

  /** Replaces the two facts about the course of the probes. */
  public ShardFacts withCourse(boolean changing, boolean timedOut) {
    return new ShardFacts(total, usable, slots, slotsUsable, down, changing, timedOut);
  }

  private List<Object> values() {
    return List.of(total, usable, slots, slotsUsable, down, isChanging, hasTimedOut);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ShardFacts facts && values().equals(facts.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return usable + " of " + total + " shards, " + slotsUsable + " slots";
  }
}
