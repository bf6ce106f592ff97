package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.schedule.Thresholds;
import ai.hokusai.health.testing.MonitorThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The monitor as a whole, with checks of a service's own, on real threads. */
@Timeout(60)
final class HealthMonitorTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Schedule FAST = Schedule.every(SHORT).withDeadline(Duration.ofSeconds(30));
  private static final Schedule IMPATIENT = Schedule.every(Duration.ofSeconds(1))
      .withDeadline(SHORT)
      .withThresholds(new Thresholds(1, 1));
  private static final Cause DOWN = Cause.of("DOWN", FaultClass.SERVER, "it is down", "wait");

  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void letChecksEnd() throws InterruptedException {
    over.countDown();
    MonitorThreads.awaitNone();
  }

  @Test
  void watchesAndReportsInTheOrderOfRegistration() {
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", Optional::empty).withSchedule(FAST))
        .add(Dependency.of("search", () -> Optional.of(DOWN)).optional().withSchedule(FAST))
        .start()) {
      awaitStatus(monitor, Status.DEGRADED);

      assertThat(monitor.report().checks().stream()
              .map(each ->
                  each.name() + " " + each.isCritical() + " " + each.snapshot().status()))
          .containsExactly("database true HEALTHY", "search false UNHEALTHY");
      assertThat(monitor.report().cause()).hasValue(DOWN);
    }
  }

  @Test
  void isHealthyWithoutChecksUntilItDrains() {
    try (var monitor = HealthMonitor.builder().start()) {
      assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
      assertThat(monitor.report()).isSameAs(monitor.report());

      monitor.drain();
      assertThat(monitor.report().status()).isEqualTo(Status.DRAINING);
    }
  }

  @Test
  void namesTheExceptionOfACheckThatThrows() {
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", () -> {
          throw new IOException("with a secret");
        }))
        .start()) {
      awaitResult(monitor, "database");

      HealthSnapshot snapshot = snapshot(monitor, "database");
      assertThat(snapshot.cause()).isEqualTo(Fault.CHECK_FAILED);
      assertThat(snapshot.trace()).hasToString("java.io.IOException");
      assertThat(monitor.report().toString()).doesNotContain("secret");
    }
  }

  @Test
  void outlivesChecksThatEndInErrors() {
    var calls = new AtomicInteger();
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", () -> switch (calls.incrementAndGet()) {
              case 1 -> throw new StackOverflowError();
              case 2 -> throw new OutOfMemoryError();
              default -> Optional.empty();
            })
            .withSchedule(FAST))
        .start()) {
      awaitStatus(monitor, Status.HEALTHY);
      assertThat(calls.get()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aCheckThatHangsDelaysNoOther() {
    var calls = new AtomicInteger();
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("search", this::ignoreInterrupts).optional().withSchedule(IMPATIENT))
        .add(Dependency.of("database", () -> {
              calls.incrementAndGet();
              return Optional.empty();
            })
            .withSchedule(FAST))
        .start()) {
      awaitStatus(monitor, Status.DEGRADED);
      assertThat(snapshot(monitor, "search").cause()).isEqualTo(Fault.CHECK_TIMEOUT);

      int before = calls.get();
      while (calls.get() < before + 10) {
        Thread.onSpinWait();
      }
      assertThat(snapshot(monitor, "database").status()).isEqualTo(Status.HEALTHY);
    }
  }

  @Test
  void beginsNoSecondAttemptBesideOneThatHangs() {
    var calls = new AtomicInteger();
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", () -> {
              calls.incrementAndGet();
              return ignoreInterrupts();
            })
            .withSchedule(Schedule.every(SHORT).withDeadline(SHORT)))
        .start()) {
      while (snapshot(monitor, "database").tally().consecutiveFailures() < 5) {
        Thread.onSpinWait();
      }
      assertThat(calls).hasValue(1);

      over.countDown();
      while (calls.get() < 2) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void closesWithinASecondAlthoughACheckIgnoresInterrupts() {
    var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", this::ignoreInterrupts).withSchedule(FAST))
        .add(Dependency.of("search", this::ignoreInterrupts).optional().withSchedule(FAST))
        .start();
    while (MonitorThreads.count("check-") < 2) {
      Thread.onSpinWait();
    }
    assertThat(closing(monitor)).isLessThan(Duration.ofSeconds(1));
    assertThat(MonitorThreads.count("monitor")).isZero();
    assertThat(MonitorThreads.count("check-")).isEqualTo(2);
  }

  @Test
  void closesWithinASecondAlthoughAListenerBlocks() {
    var blocked = new CountDownLatch(1);
    var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", Optional::empty).withSchedule(FAST))
        .listener(new HealthListener() {
          @Override
          public void checkChanged(HealthReport.Check check, Status from) {
            blocked.countDown();
            var ignored = ignoreInterrupts();
          }
        })
        .start();
    awaitQuietly(blocked);
    assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);

    assertThat(closing(monitor)).isLessThan(Duration.ofSeconds(1));
    assertThat(MonitorThreads.count("monitor")).isZero();
  }

  @Test
  void mayBeClosedTwiceAndByItsOwnListener() {
    var closed = new CountDownLatch(1);
    var started = new CompletableFuture<HealthMonitor>();
    var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", Optional::empty).withSchedule(FAST))
        .listener(new HealthListener() {
          @Override
          public void overallChanged(HealthReport report, Status from) {
            started.join().close();
            closed.countDown();
          }
        })
        .start();
    started.complete(monitor);
    awaitQuietly(closed);

    monitor.close();
    assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
  }

  @Test
  void notifiesListenersOfTheFirstResultAndOfDraining() throws InterruptedException {
    var told = new CountDownLatch(3);
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", Optional::empty))
        .listener(new HealthListener() {
          @Override
          public void checkChanged(HealthReport.Check check, Status from) {
            told.countDown();
          }

          @Override
          public void overallChanged(HealthReport report, Status from) {
            told.countDown();
          }
        })
        .start()) {
      awaitStatus(monitor, Status.HEALTHY);
      monitor.drain();
      told.await();
    }
  }

  @Test
  void aListenerThatIsBrokenNeverStopsTheChecks() {
    var calls = new AtomicInteger();
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of(
                "database",
                () -> calls.incrementAndGet() % 2 == 0 ? Optional.empty() : Optional.of(DOWN))
            .withSchedule(Schedule.every(SHORT)
                .withDeadline(Duration.ofSeconds(30))
                .withThresholds(new Thresholds(1, 1))))
        .listener(new HealthListener() {
          @Override
          public void checkChanged(HealthReport.Check check, Status from) {
            throw new ListenerBrokenError();
          }
        })
        .threads(task -> {
          var thread = new Thread(task);
          thread.setUncaughtExceptionHandler(
              (ignored, thrown) -> assertThat(thrown).isInstanceOf(ListenerBrokenError.class));
          return thread;
        })
        .start()) {
      while (calls.get() < 20) {
        Thread.onSpinWait();
      }
      assertThat(monitor.report().status()).isNotEqualTo(Status.STALE);
    }
  }

  @Test
  void aThousandResultsLeaveNoThreads() {
    var calls = new AtomicInteger();
    var schedule = Schedule.every(Duration.ofNanos(1_000)).withDeadline(Duration.ofSeconds(30));
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", () -> {
              calls.incrementAndGet();
              return Optional.empty();
            })
            .withSchedule(schedule))
        .start()) {
      while (calls.get() < 1_000) {
        Thread.onSpinWait();
      }
      assertThat(monitor.report().checks()).hasSize(1);
      assertThat(MonitorThreads.count("check-")).isLessThanOrEqualTo(2);
      assertThat(MonitorThreads.count("monitor")).isEqualTo(1);
    }
  }

  @Test
  void hasOneGuardForEachCheck() {
    try (var monitor = HealthMonitor.builder()
        .add(Dependency.of("database", () -> Optional.of(DOWN)).withSchedule(IMPATIENT))
        .start()) {
      assertThat(monitor.guard("database")).isSameAs(monitor.guard("database"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> monitor.guard("redis"))
          .withMessage("there is no check of that name: redis");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Redis", "1redis", "_redis", "re dis", "redis{}", "redis\n", "ré"})
  void refusesANameThatNoLabelCouldHold(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dependency.of(name, Optional::empty))
        .withMessage("a name is small letters, digits, _ and -, a letter first: " + name);
  }

  @Test
  void refusesANameThatIsTaken() {
    var builder = HealthMonitor.builder().add(Dependency.of("redis-2_b", Optional::empty));
    Dependency again = Dependency.of("redis-2_b", Optional::empty).optional();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(again))
        .withMessage("there is a check of that name already: redis-2_b");
  }

  /** What {@link HealthMonitorTest#aListenerThatIsBrokenNeverStopsTheChecks} expects. */
  private static final class ListenerBrokenError extends Error {
    private static final long serialVersionUID = 1;
  }

  private Optional<Cause> ignoreInterrupts() {
    while (true) {
      try {
        over.await();
        return Optional.empty();
      } catch (InterruptedException e) {
        // As code does that swallows it.
      }
    }
  }

  private static Duration closing(HealthMonitor monitor) {
    long start = System.nanoTime();
    monitor.close();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void awaitStatus(HealthMonitor monitor, Status status) {
    while (monitor.report().status() != status) {
      Thread.onSpinWait();
    }
  }

  private static void awaitResult(HealthMonitor monitor, String name) {
    while (snapshot(monitor, name).checkedAt() == null) {
      Thread.onSpinWait();
    }
  }

  private static HealthSnapshot snapshot(HealthMonitor monitor, String name) {
    return monitor.report().check(name).orElseThrow().snapshot();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
