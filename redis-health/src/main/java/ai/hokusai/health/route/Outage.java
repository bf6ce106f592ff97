package ai.hokusai.health.route;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;

/**
 * A shard of a cluster that cannot be used, and the reason. Immutable.
 *
 * @param shard its primary; without an address where no shard owns the slot
 */
public record Outage(SlotMap.Shard shard, Cause cause) {
  /** Requires both. */
  public Outage {
    requireNonNull(shard, "shard");
    requireNonNull(cause, "cause");
  }
}
