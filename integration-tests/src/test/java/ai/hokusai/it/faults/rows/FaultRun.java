package ai.hokusai.it.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Invariants;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.Output;
import ai.hokusai.it.faults.harness.Outputs;
import ai.hokusai.it.faults.harness.Pollers;
import ai.hokusai.it.faults.harness.RequestPath;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.faults.harness.Throttle.Span;
import ai.hokusai.it.faults.harness.Timeline;
import ai.hokusai.it.faults.harness.Timeline.Entry;
import ai.hokusai.it.faults.rows.FaultOutcome.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row, carried out once, on one thread, and judged at every output. */
final class FaultRun implements AutoCloseable {
  // What a probe finds that gets no processor; so much time is the deadline of a probe.
  private static final Set<Fault> OF_A_BUSY_MACHINE = Set.of(
      Fault.DNS_TIMEOUT, Fault.CONNECT_TIMEOUT, Fault.TLS_HANDSHAKE_TIMEOUT, Fault.READ_TIMEOUT);
  private static final Duration BUSY = Duration.ofSeconds(1);

  private final FaultCase row;
  private final Pollers pollers;
  private final RowBarrier barrier;
  private final TestBed testBed;
  private final Outputs outputs;
  private final @Nullable RequestPath requests;

  private FaultRun(
      FaultCase row,
      Pollers pollers,
      RowBarrier barrier,
      TestBed testBed,
      Outputs outputs,
      @Nullable RequestPath requests) {
    this.row = row;
    this.pollers = pollers;
    this.barrier = barrier;
    this.testBed = testBed;
    this.outputs = outputs;
    this.requests = requests;
  }

  /** Launches Redis and the services, and returns once they are healthy, unless the fault is there first. */
  static FaultRun launch(FaultCase row, Pollers pollers, RowBarrier barrier) throws IOException {
    var run = barrier.throttle().take(() -> open(row, pollers, barrier));
    try {
      if (!row.isThereFirst()) {
        for (var timeline : run.outputs.timelines().values()) {
          timeline.await(0, Observation::isUp, Bounds.PATIENCE);
        }
      }
      return run;
    } catch (Throwable e) {
      run.close();
      throw e;
    }
  }

  private static FaultRun open(FaultCase row, Pollers pollers, RowBarrier barrier)
      throws IOException {
    var testBed = TestBed.open(row.setup().spec());
    try {
      row.setup().preparation().on(testBed);
      if (row.isThereFirst()) {
        row.provocation().on(testBed);
      }
      var requests = requests(row.setup(), testBed);
      try {
        return new FaultRun(
            row, pollers, barrier, testBed, Outputs.open(row.setup(), testBed, pollers), requests);
      } catch (Throwable e) {
        if (requests != null) {
          requests.close();
        }
        throw e;
      }
    } catch (Throwable e) {
      testBed.close();
      throw e;
    }
  }

  /** A service of its own, without the canary, so that only its requests can find that writes fail. */
  private static @Nullable RequestPath requests(Setup setup, TestBed testBed) {
    return setup.isPossibleHere()
        ? RequestPath.begin(
            LibraryUnderTest.reading(setup.environment(testBed)), RequestPath.LONG_PAUSE)
        : null;
  }

  /** Provokes the fault, watches it being named and cures it, all of it within the bounds. */
  FaultOutcome measure() throws IOException, InterruptedException {
    barrier.awaitOthers();
    return row.isThereFirst() ? measureFirst() : measureLater();
  }

  /** The services that run are those that start under the fault. */
  private FaultOutcome measureFirst() throws IOException, InterruptedException {
    long begun = outputs.begun();
    var decided = awaitDecisions(begun, begun, Bounds.DETECTION_AT_START);
    assertNothingElse(begun);
    if (row.faultClass() == FaultClass.CONFIG) {
      assertRefused();
    }
    var probed = decided.get(Output.PROBE);
    return finish(begun, decided, probed == null ? null : probed.since(begun));
  }

  private void assertRefused() throws IOException {
    var refused = barrier.throttle().take(() -> row.setup().startStrictly(testBed));
    assertThat(refused.exitCode()).as("strict start: %s", refused).isEqualTo(78);
    assertThat(refused.out())
        .as("strict start")
        .contains("\"event\":\"startup.refused\"", "\"code\":\"" + row.fault().code() + '"');
    assertThat(refused.err()).startsWith("error[" + row.fault().code() + "]");
    Outputs.assertNoSecret("strict start", refused.out() + refused.err());
  }

  private FaultOutcome measureLater() throws IOException, InterruptedException {
    var provocation = barrier.throttle().perform(row.provocation(), testBed);
    var second = row.faultAtStart() == null ? null : pollers.follow(row.setup().startHere(testBed));
    Map<Output, Entry> decided;
    Duration detectedAtStart;
    try (second) {
      // A server that restarts has the fault once it is up again at the latest.
      long there = row.provocation().isCostly() ? provocation.ended() : provocation.began();
      decided = awaitDecisions(provocation.began(), there, Bounds.DETECTION);
      // Where Redis has to restart, that is another fault before.
      assertNothingElse(
          row.provocation().isCostly()
              ? provocation.ended() + Bounds.ONE_MORE_PROBE.toNanos()
              : provocation.began());
      detectedAtStart = detectedAtStart(second);
    }
    return finish(provocation.began(), decided, detectedAtStart);
  }

  private FaultOutcome finish(
      long began, Map<Output, Entry> decided, @Nullable Duration detectedAtStart)
      throws IOException, InterruptedException {
    barrier.awaitOthers();
    var check = row.isPassing() ? check() : barrier.throttle().take(this::check);
    outputs.assertDown();
    barrier.awaitOthers();
    var cure = barrier.throttle().perform(row.cure(), testBed);
    var times = new EnumMap<Output, Times>(Output.class);
    decided.forEach((output, entry) ->
        times.put(output, new Times(entry.since(began), recovery(output, entry, cure))));
    barrier.awaitOthers();
    outputs.assertNoSecret();
    assertInvariants();
    return new FaultOutcome(times, detectedAtStart, check);
  }

  private void assertInvariants() throws InterruptedException {
    if (requests != null) {
      boolean isKept = !row.provocation().isCostly() && !row.cure().isCostly();
      assertThat(requests.broken(isKept, since -> pollers.excuseSince(since).toNanos()))
          .as("invariants of requests, %s", requests)
          .isEmpty();
    }
  }

  private Map<Output, Entry> awaitDecisions(long from, long there, Duration bound) {
    var decided = new EnumMap<Output, Entry>(Output.class);
    outputs
        .timelines()
        .forEach((output, timeline) ->
            decided.put(output, detection(timeline, from, there, row.fault(), bound)));
    outputs.newlyCounted();
    outputs.timeline(Output.HEALTH).follow(Bounds.ONE_MORE_PROBE);
    return decided;
  }

  private @Nullable Duration detectedAtStart(@Nullable Timeline second) {
    Fault atStart = row.faultAtStart();
    if (atStart == null || second == null) {
      return null;
    }
    long started = second.begun();
    var named = detection(second, started, started, atStart, Bounds.DETECTION_AT_START);
    assertOnly(second, started, atStart);
    return named.since(started);
  }

  /** Waits for a service to say that Redis is down, with the right code. */
  private Entry detection(
      Timeline timeline, long from, long there, Fault expected, Duration bound) {
    var named = new Observation(Status.UNHEALTHY, expected.name());
    var decided = timeline.await(from, named::equals, Bounds.PATIENCE);
    var first = expected == Fault.TLS_REQUIRED_BY_SERVER ? Bounds.FIRST_TLS : Duration.ZERO;
    assertThat(decided.since(there))
        .as("detection, %s", timeline)
        .isLessThanOrEqualTo(most(bound.plus(first), there));
    return decided;
  }

  /** All the time since the fault was there it had its one right code, and no attempt found another. */
  private void assertNothingElse(long settled) {
    outputs.timelines().forEach((output, timeline) -> {
      if (output != Output.METRICS) {
        assertOnly(timeline, settled, row.fault());
      }
    });
    Set<String> allowed = allowed(settled);
    allowed.add(row.fault().code());
    allowed.add(row.onNewConnection().code());
    assertThat(outputs.newlyCounted())
        .as("counted since the fault was decided")
        .isNotEmpty()
        .isSubsetOf(allowed);
  }

  private void assertOnly(Timeline timeline, long from, Fault expected) {
    Set<String> allowed = allowed(from);
    var right = new Observation(Status.UNHEALTHY, expected.name());
    List<Observation> down = timeline.between(from, System.nanoTime()).stream()
        .filter(Observation::isDown)
        .toList();
    assertThat(down).as("said of Redis, %s", timeline).contains(right);
    int first = down.indexOf(right);
    assertThat(down.subList(first, down.size()))
        .as("said of Redis since the right code, %s", timeline)
        .allMatch(each -> expected.code().equals(each.code()) || allowed.contains(each.code()));
    Invariants.looksOf(expected).forEach(each -> allowed.add(each.code()));
    assertThat(down.subList(0, first))
        .as("said of Redis until the right code, %s", timeline)
        .allMatch(each -> allowed.contains(each.code()));
  }

  /**
   * The codes that are true beside that of the row since a moment: a service says by itself that it got no processor,
   * and what it finds without one is true where this machine stood still.
   */
  private Set<String> allowed(long from) {
    Set<String> allowed = new HashSet<>();
    allowed.add(Fault.PROCESS_STARVED.code());
    if (pollers.excuseSince(from).compareTo(BUSY) > 0) {
      OF_A_BUSY_MACHINE.forEach(each -> allowed.add(each.code()));
    }
    return allowed;
  }

  /** The command comes with a connection of its own. */
  private CheckAnswer check() {
    var answer = CheckAnswer.ask(row.setup(), testBed);
    assertThat(answer.code())
        .as("check: %s", answer)
        .isEqualTo(row.onNewConnection().code());
    assertThat(answer.exitCode()).as("check: %s", answer).isEqualTo(1);
    Outputs.assertNoSecret("check", answer.output());
    return answer;
  }

  private Duration recovery(Output output, Entry decided, Span cure) {
    var timeline = outputs.timeline(output);
    var outage = Duration.ofNanos(cure.ended() - decided.nanos());
    var recovered =
        timeline.await(decided.nanos(), Observation::isUp, Bounds.PATIENCE).since(cure.ended());
    assertThat(recovered)
        .as("recovery at %s, %s", output, timeline)
        .isLessThanOrEqualTo(most(Bounds.recovery(outage), cure.ended()));
    return recovered;
  }

  private Duration most(Duration bound, long from) {
    return bound.plus(Bounds.TOLERANCE).plus(pollers.excuseSince(from));
  }

  @Override
  public void close() {
    try (testBed;
        outputs) {
      if (requests != null) {
        requests.close();
      }
    }
  }
}
