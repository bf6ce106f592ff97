package ai.hokusai.health;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.state.HealthState;
import ai.hokusai.health.traffic.Evidence;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Requests;
import ai.hokusai.health.traffic.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where everything that is known is published, and whence listeners are told. Readers take no lock; the
 * loop writes, and whoever drains, hence the lock of the writers.
 */
final class Board {
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final List<Teller> tellers;
  private volatile View view;

  Board(View first, InstantSource clock, LongSupplier nanos, List<Teller> tellers) {
    this.view = first;
    this.clock = clock;
    this.nanos = nanos;
    this.tellers = List.copyOf(tellers);
  }

  /** What is known now; any thread may ask, and is never made to wait. */
  View view() {
    return view.seenAt(nanos.getAsLong());
  }

  /** Takes a result in; returns what is now known of its check. */
  HealthState publish(int index, ProbeResult result, long nowNanos) {
    return publish(index, result, false, nowNanos);
  }

  /** Takes in a result beside requests that may show by themselves that nothing answers. */
  synchronized HealthState publish(int index, ProbeResult result, boolean isSilent, long nowNanos) {
    change(view.seenAt(nowNanos));
    change(view.after(index, result, isSilent, nowNanos));
    HealthReport.Check check = view.report().checks().get(index);
    tell(listener -> listener.resultArrived(check, result.fault()));
    tellOfEvents(check, result);
    return view.check(index).state();
  }

  /** Takes in that an attempt failed because this process was starved; it counts neither way. */
  synchronized void starved(int index, Cause reason, long nowNanos) {
    change(view.seenAt(nowNanos));
    change(view.starved(index, reason, clock.instant()));
    HealthReport.Check check = view.report().checks().get(index);
    tell(listener -> listener.resultArrived(check, reason));
  }

  /** Takes in what new connections show beside the kept one. */
  synchronized void publish(int index, NewConnections seen, long nowNanos) {
    change(view.seenAt(nowNanos));
    change(view.after(index, seen, clock.instant()));
  }

  /** Reports the events of a result and takes in nothing else of it. */
  synchronized void tellOfEvents(int index, ProbeResult result) {
    tellOfEvents(view.report().checks().get(index), result);
  }

  private void tellOfEvents(HealthReport.Check check, ProbeResult result) {
    for (RedisEvent event : result.events()) {
      tell(listener -> listener.eventOccurred(check, event));
    }
  }

  /** Takes in what requests show; returns what probes have shown of their check. */
  synchronized HealthState publish(int index, Evidence evidence, long nowNanos) {
    change(view.seenAt(nowNanos));
    change(view.after(index, evidence, clock.instant()));
    return view.check(index).state();
  }

  /** Says from now on that the service is about to stop; any thread may. */
  synchronized void drain() {
    change(view());
    change(view.draining(clock.instant()));
  }

  private void change(View next) {
    View before = view;
    view = next;
    HealthReport after = next.report();
    for (int i = 0; i < after.checks().size(); i++) {
      HealthReport.Check check = after.checks().get(i);
      tellOfRequests(check, before.check(i).requests(), next.check(i).requests());
      tellOfCheck(before.report().checks().get(i), check);
    }
    Status from = before.report().status();
    if (after.status() != from) {
      tell(listener -> listener.overallChanged(after, from));
    }
  }

  private void tellOfRequests(HealthReport.Check check, Requests before, Requests after) {
    if (before.equals(after)) {
      return;
    }
    for (Operation operation : Operation.values()) {
      Verdict verdict = after.of(operation);
      if (!Cause.haveSameCode(verdict.cause(), before.of(operation).cause())) {
        tell(listener -> listener.requestsChanged(check, operation, verdict));
      }
    }
  }

  private void tellOfCheck(HealthReport.Check before, HealthReport.Check after) {
    if (!after.snapshot().saysTheSameAs(before.snapshot())) {
      tell(listener -> listener.checkChanged(after, before.snapshot().status()));
    }
  }

  private void tell(Consumer<HealthListener> news) {
    tellers.forEach(each -> each.tell(news));
  }
}
