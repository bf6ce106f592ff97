package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Evidence;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the current report and notifies listeners of changes. Readers take no lock; the event loop
 * and the thread that drains write under one.
 */
final class HealthStore {
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final List<ListenerQueue> queues;
  private volatile State state;

  HealthStore(State first, InstantSource clock, LongSupplier nanos, List<ListenerQueue> queues) {
    this.state = first;
    this.clock = clock;
    this.nanos = nanos;
    this.queues = List.copyOf(queues);
  }

  /** The state now. */
  State state() {
    return state.asOf(nanos.getAsLong());
  }

  /** Records a result; returns the new state of its check. */
  HealthState publish(int index, ProbeResult result, long nowNanos) {
    return publish(index, result, false, nowNanos);
  }

  /** Records a result beside requests that may show by themselves that nothing answers. */
  synchronized HealthState publish(int index, ProbeResult result, boolean isSilent, long nowNanos) {
    change(state.asOf(nowNanos));
    change(state.after(index, result, isSilent, nowNanos));
    HealthReport.Check check = state.report().checks().get(index);
    notifyListeners(listener -> listener.resultArrived(check, result.fault()));
    reportEvents(check, result);
    return state.check(index).state();
  }

  /** Records that an attempt failed because this process was starved; it counts neither way. */
  synchronized void starved(int index, Cause reason, long servedAt, long nowNanos) {
    change(state.asOf(nowNanos));
    change(state.starved(index, reason, servedAt, clock.instant()));
    HealthReport.Check check = state.report().checks().get(index);
    notifyListeners(listener -> listener.resultArrived(check, reason));
  }

  /** Records the results of new connections beside the kept one. */
  synchronized void publish(int index, NewConnections seen, long nowNanos) {
    change(state.asOf(nowNanos));
    change(state.after(index, seen, clock.instant()));
  }

  /** Reports the events of a result and records nothing else of it. */
  synchronized void reportEvents(int index, ProbeResult result) {
    reportEvents(state.report().checks().get(index), result);
  }

  private void reportEvents(HealthReport.Check check, ProbeResult result) {
    for (RedisEvent event : result.events()) {
      notifyListeners(listener -> listener.eventOccurred(check, event));
    }
  }

  /** Records the evidence of requests; returns the state of their check. */
  synchronized HealthState publish(int index, Evidence evidence, long nowNanos) {
    change(state.asOf(nowNanos));
    change(state.after(index, evidence, clock.instant()));
    return state.check(index).state();
  }

  /** Reports from now on that the service is about to stop; any thread may call it. */
  synchronized void drain() {
    change(state());
    change(state.draining(clock.instant()));
  }

  private void change(State next) {
    State before = state;
    state = next;
    HealthReport after = next.report();
    for (int i = 0; i < after.checks().size(); i++) {
      HealthReport.Check check = after.checks().get(i);
      reportRequests(check, before.check(i).requests(), next.check(i).requests());
      reportCheck(before.report().checks().get(i), check);
    }
    Status from = before.report().status();
    if (after.status() != from) {
      notifyListeners(listener -> listener.overallChanged(after, from));
    }
  }

  private void reportRequests(HealthReport.Check check, Requests before, Requests after) {
    if (before.equals(after)) {
      return;
    }
    for (Operation operation : Operation.values()) {
      Verdict verdict = after.of(operation);
      if (!Cause.haveSameCode(verdict.cause(), before.of(operation).cause())) {
        notifyListeners(listener -> listener.requestsChanged(check, operation, verdict));
      }
    }
  }

  private void reportCheck(HealthReport.Check before, HealthReport.Check after) {
    if (!after.snapshot().hasSameStatusAs(before.snapshot())) {
      notifyListeners(listener -> listener.checkChanged(after, before.snapshot().status()));
    }
  }

  private void notifyListeners(Consumer<HealthListener> event) {
    queues.forEach(each -> each.add(event));
  }

  /**
   * The report, the entries behind it, and the time at which the next of them is stale. Immutable:
   * the state that age alone leads to is made when it is first read, and is then the same for every
   * reader.
   */
  static final class State {
    private final HealthReport report;
    private final List<CheckEntry> checks;
    /** The check that is stale first, -1 where all of them are. */
    private final int firstToAge;

    private final long freshUntil;
    private @Nullable State aged;

    State(HealthReport report, List<CheckEntry> checks) {
      this.report = report;
      this.checks = List.copyOf(checks);
      this.firstToAge = firstToAge(checks);
      this.freshUntil = firstToAge < 0 ? 0 : checks.get(firstToAge).freshUntil();
    }

    /** The state before the first result. */
    static State initial(List<Dependency> dependencies, Instant now, long nowNanos) {
      HealthState state = HealthState.initial(now);
      List<CheckEntry> entries = new ArrayList<>();
      List<HealthReport.Check> reported = new ArrayList<>();
      for (Dependency each : dependencies) {
        CheckEntry entry = CheckEntry.of(state, each.requests(), nowNanos, each.schedule());
        entries.add(entry);
        reported.add(HealthReport.Check.of(each.name(), each.isCritical(), entry.snapshot()));
      }
      return new State(HealthReport.initial(reported, state.since()), entries);
    }

    private static int firstToAge(List<CheckEntry> checks) {
      int first = -1;
      for (int i = 0; i < checks.size(); i++) {
        boolean isFirst =
            first < 0 || checks.get(i).freshUntil() - checks.get(first).freshUntil() < 0;
        if (isFirst && !checks.get(i).isStale()) {
          first = i;
        }
      }
      return first;
    }

    HealthReport report() {
      return report;
    }

    CheckEntry check(int index) {
      return checks.get(index);
    }

    /** The state at a later reading of the monotonic clock; mostly this one. */
    State asOf(long nowNanos) {
      State seen = this;
      while (seen.firstToAge >= 0 && nowNanos - seen.freshUntil > 0) {
        seen = seen.aged();
      }
      return seen;
    }

    private synchronized State aged() {
      if (aged == null) {
        CheckEntry stale = checks.get(firstToAge).aged();
        aged = with(firstToAge, stale, stale.snapshot().since());
      }
      return aged;
    }

    /** The state after a further result of one check. */
    State after(int index, ProbeResult result, boolean isSilent, long nowNanos) {
      return with(index, checks.get(index).after(result, isSilent, nowNanos), result.at());
    }

    /** The state after a check of the requests; this one where they show nothing new. */
    State after(int index, Evidence evidence, Instant at) {
      CheckEntry before = checks.get(index);
      CheckEntry next = before.after(evidence, at);
      return next.equals(before) ? this : with(index, next, at);
    }

    /** The state after an attempt of one check that failed because this process was starved. */
    State starved(int index, Cause reason, long servedAt, Instant at) {
      return with(index, checks.get(index).starved(reason, servedAt, at), at);
    }

    /** The state after new connections of one check were tried. */
    State after(int index, NewConnections seen, Instant at) {
      CheckEntry before = checks.get(index);
      CheckEntry next = before.after(seen, at);
      return next.equals(before) ? this : with(index, next, at);
    }

    private State with(int index, CheckEntry check, Instant at) {
      List<CheckEntry> next = new ArrayList<>(checks);
      next.set(index, check);
      return new State(report.with(index, check.snapshot(), at), next);
    }

    /** The same entries of a service that is about to stop. */
    State draining(Instant now) {
      return new State(report.draining(now), checks);
    }
  }
}
