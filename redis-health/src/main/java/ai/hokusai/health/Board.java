package ai.hokusai.health;

import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.HealthState;
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
  synchronized HealthState publish(int index, ProbeResult result, long nowNanos) {
    change(view.seenAt(nowNanos));
    change(view.after(index, result, nowNanos));
    HealthReport.Check check = view.report().checks().get(index);
    tell(listener -> listener.resultArrived(check, result.fault()));
    return view.check(index).state();
  }

  /** Says from now on that the service is about to stop; any thread may. */
  synchronized void drain() {
    change(view());
    change(view.draining(clock.instant()));
  }

  private void change(View next) {
    HealthReport before = view.report();
    HealthReport after = next.report();
    view = next;
    for (int i = 0; i < after.checks().size(); i++) {
      tellOfCheck(before.checks().get(i), after.checks().get(i));
    }
    if (after.status() != before.status()) {
      tell(listener -> listener.overallChanged(after, before.status()));
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
