package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.Access;
import ai.hokusai.health.redis.RedisEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries new connections with settings that have changed, and uses the settings where they work;
 * else tries connections with those in use.
 */
final class RenewingAttempt implements Attempt {
  private final Renewal renewal;
  private final Function<Access, Attempt> trials;
  private final Attempt usual;
  private final List<RedisEvent> events = new ArrayList<>();
  private @Nullable Attempt current;
  private boolean isCancelled;

  /** An attempt. */
  RenewingAttempt(Renewal renewal, Function<Access, Attempt> trials, Attempt usual) {
    this.renewal = renewal;
    this.trials = trials;
    this.usual = usual;
  }

  @Override
  public ProbeResult run() {
    Renewal.Candidate candidate = renewal.read(events::add);
    if (candidate != null) {
      ProbeResult tried = enter(trials.apply(candidate.access())).run();
      if (tried.fault() == null && adopt(candidate)) {
        return tried.with(events);
      }
      if (tried.fault() != null) {
        renewal.reject(candidate, tried.fault(), events::add);
      }
    }
    return enter(usual).run().with(events);
  }

  /** The result of a cancelled attempt is dropped, and with it the event. */
  private synchronized boolean adopt(Renewal.Candidate candidate) {
    if (isCancelled) {
      return false;
    }
    events.add(renewal.adopt(candidate));
    return true;
  }

  private synchronized Attempt enter(Attempt next) {
    current = next;
    if (isCancelled) {
      var ignored = next.cancel();
    }
    return next;
  }

  @Override
  public synchronized Cause cancel() {
    isCancelled = true;
    return current == null ? Fault.DNS_TIMEOUT : current.cancel();
  }
}
