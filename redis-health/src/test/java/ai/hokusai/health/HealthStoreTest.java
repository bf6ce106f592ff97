package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is published and told of a critical check a and an optional check b. */
@Timeout(30)
final class HealthStoreTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final ListenerQueue queue =
      new ListenerQueue(new Scribe(), Threads.ofMonitor(Thread::new));
  private long seconds;
  private final HealthStore store = new HealthStore(
      Checks.view("Co", START, 0), () -> START.plusSeconds(seconds), this::nanos, List.of(queue));

  @Test
  void publishesTheSameReportWhileNothingChanges() {
    HealthReport before = store.state().report();
    assertThat(store.state().report()).isSameAs(before);

    at(0, 1, null);
    at(1, 0, null);
    HealthReport after = store.state().report();
    assertThat(after).isNotSameAs(before);
    assertThat(after.status()).isEqualTo(Status.HEALTHY);
    seconds = 16;
    assertThat(store.state().report()).isSameAs(after);
    seconds = 18;
    HealthReport stale = store.state().report();
    assertThat(stale.status()).isEqualTo(Status.STALE);
    assertThat(store.state().report()).isSameAs(stale);
  }

  @Test
  void returnsTheStateOfTheCheck() {
    seconds = 1;
    var result = ProbeResult.success(Duration.ZERO, START);

    assertThat(store.publish(1, result, nanos()).phase()).isEqualTo(Phase.UP);
  }

  @Test
  void notifiesOfEachChangeOnceAndOfTheCheckFirst() throws InterruptedException {
    at(0, 0, null);
    at(1, 1, Fault.LOADING);
    at(2, 1, Fault.LOADING);
    at(3, 1, Fault.LOADING);
    at(4, 1, Fault.BUSY);
    // By now the result of a is 18 s old, which nobody has noticed.
    at(18, 0, null);
    at(30, 1, null);
    seconds = 31;
    store.drain();
    store.drain();
    at(32, 0, Fault.LOADING);
    at(33, 0, Fault.LOADING);
    at(34, 0, Fault.LOADING);
    queue.close();
    queue.await(Duration.ofSeconds(20).toNanos());

    assertThat(told)
        .containsExactly(
            "a STARTING -> HEALTHY null",
            "all STARTING -> HEALTHY",
            "b STARTING -> STARTING LOADING",
            "b STARTING -> UNHEALTHY LOADING",
            "all HEALTHY -> DEGRADED",
            "b UNHEALTHY -> UNHEALTHY BUSY",
            "a HEALTHY -> STALE PROBE_STALLED",
            "all DEGRADED -> STALE",
            "a STALE -> HEALTHY null",
            "all STALE -> DEGRADED",
            "b UNHEALTHY -> STALE PROBE_STALLED",
            "b STALE -> HEALTHY null",
            "all DEGRADED -> HEALTHY",
            "all HEALTHY -> DRAINING",
            "a HEALTHY -> UNHEALTHY LOADING");
  }

  @Test
  void notifiesOfStalenessBeforeDraining() throws InterruptedException {
    at(0, 0, null);
    seconds = 26;
    store.drain();
    queue.close();
    queue.await(Duration.ofSeconds(20).toNanos());

    assertThat(told)
        .containsExactly(
            "a STARTING -> HEALTHY null",
            "all STARTING -> HEALTHY",
            "a HEALTHY -> STALE PROBE_STALLED",
            "b STARTING -> STALE PROBE_STALLED",
            "all HEALTHY -> STALE",
            "all STALE -> DRAINING");
  }

  @Test
  void notifiesOfEachResultAfterItsChanges() throws InterruptedException {
    var results = new ListenerQueue(new Counter(), Threads.ofMonitor(Thread::new));
    var counted =
        new HealthStore(Checks.view("Co", START, 0), () -> START, () -> 0, List.of(results));
    var took = Duration.ofMillis(7);
    var ignored = counted.publish(0, ProbeResult.success(took, START), 0);
    ignored = counted.publish(0, ProbeResult.failure(Fault.LOADING, took, START), 0);
    ignored = counted.publish(1, ProbeResult.failure(Fault.BUSY, took, START), 0);
    results.close();
    results.await(Duration.ofSeconds(20).toNanos());

    assertThat(told)
        .containsExactly(
            "a is HEALTHY",
            "a HEALTHY null after PT0.007S",
            "a HEALTHY LOADING after PT0.007S",
            "b is STARTING",
            "b STARTING BUSY after PT0.007S");
  }

  private void at(long newSeconds, int check, @Nullable Fault fault) {
    seconds = newSeconds;
    Instant at = START.plusSeconds(seconds);
    ProbeResult result = fault == null
        ? ProbeResult.success(Duration.ZERO, at)
        : ProbeResult.failure(fault, Duration.ZERO, at);
    var ignored = store.publish(check, result, nanos());
  }

  private long nanos() {
    return Duration.ofSeconds(seconds).toNanos();
  }

  /** Writes down what it is told. */
  private final class Scribe implements HealthListener {
    @Override
    public void checkChanged(Check check, Status from) {
      HealthSnapshot now = check.snapshot();
      told.add(check.name() + " " + from + " -> " + now.status() + " " + now.cause());
    }

    @Override
    public void overallChanged(HealthReport report, Status from) {
      told.add("all " + from + " -> " + report.status());
    }
  }

  /** Writes down every result, and the changes of checks. */
  private final class Counter implements HealthListener {
    @Override
    public void checkChanged(Check check, Status from) {
      told.add(check.name() + " is " + check.snapshot().status());
    }

    @Override
    public void resultArrived(Check check, @Nullable Cause fault) {
      HealthSnapshot now = check.snapshot();
      told.add(check.name() + " " + now.status() + " " + fault + " after " + now.duration());
    }
  }
}
