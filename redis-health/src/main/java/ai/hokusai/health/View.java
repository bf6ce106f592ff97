package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.traffic.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report with what is known behind it, and until when that is believed. Immutable: what age alone
 * makes of it is made when it is first asked for, and is then the same for everybody.
 */
final class View {
  private final HealthReport report;
  private final List<Published> checks;
  /** The check that will be stale first, -1 where all of them are. */
  private final int firstToAge;

  private final long believedUntil;
  private @Nullable View aged;

  View(HealthReport report, List<Published> checks) {
    this.report = report;
    this.checks = List.copyOf(checks);
    this.firstToAge = firstToAge(checks);
    this.believedUntil = firstToAge < 0 ? 0 : checks.get(firstToAge).believedUntil();
  }

  private static int firstToAge(List<Published> checks) {
    int first = -1;
    for (int i = 0; i < checks.size(); i++) {
      boolean isFirst =
          first < 0 || checks.get(i).believedUntil() - checks.get(first).believedUntil() < 0;
      if (isFirst && !checks.get(i).isStale()) {
        first = i;
      }
    }
    return first;
  }

  HealthReport report() {
    return report;
  }

  Published check(int index) {
    return checks.get(index);
  }

  /** What a reader is to be told at a later reading of the monotonic clock; mostly this. */
  View seenAt(long nowNanos) {
    View seen = this;
    while (seen.firstToAge >= 0 && nowNanos - seen.believedUntil > 0) {
      seen = seen.aged();
    }
    return seen;
  }

  private synchronized View aged() {
    if (aged == null) {
      Published stale = checks.get(firstToAge).aged();
      aged = with(firstToAge, stale, stale.snapshot().since());
    }
    return aged;
  }

  /** What is known after a further result of one check. */
  View after(int index, ProbeResult result, boolean isSilent, long nowNanos) {
    return with(index, checks.get(index).after(result, isSilent, nowNanos), result.at());
  }

  /** The view after a look at the requests of one check; this where they show nothing new. */
  View after(int index, Evidence evidence, Instant at) {
    Published before = checks.get(index);
    Published next = before.after(evidence, at);
    return next.equals(before) ? this : with(index, next, at);
  }

  /** The view after an attempt of one check that failed because this process was starved. */
  View starved(int index, Cause reason, Instant at) {
    return with(index, checks.get(index).starved(reason), at);
  }

  /** The view after new connections of one check were tried. */
  View after(int index, NewConnections seen, Instant at) {
    Published before = checks.get(index);
    Published next = before.after(seen);
    return next.equals(before) ? this : with(index, next, at);
  }

  private View with(int index, Published check, Instant at) {
    List<Published> next = new ArrayList<>(checks);
    next.set(index, check);
    return new View(report.with(index, check.snapshot(), at), next);
  }

  /** The same knowledge, as old as it was, of a service that is about to stop. */
  View draining(Instant now) {
    return new View(report.draining(now), checks);
  }
}
