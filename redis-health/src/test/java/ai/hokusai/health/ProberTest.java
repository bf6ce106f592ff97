package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.state.Schedule;
import ai.hokusai.health.state.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ProberTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final ProbeResult PONG = ProbeResult.success(Duration.ofMillis(1), NOW);

  private final Queue<Supplier<ProbeResult>> results = new ArrayDeque<>();
  private final List<HealthSnapshot> told = new ArrayList<>();

  @Test
  void publishesEveryResult() {
    Prober prober = prober(told::add);
    assertThat(prober.snapshot().status()).isEqualTo(Status.STARTING);

    tick(prober, () -> PONG);
    assertThat(prober.snapshot().status()).isEqualTo(Status.HEALTHY);

    tick(prober, () -> failure(Fault.LOADING));
    assertThat(prober.snapshot().tally().consecutiveFailures()).isEqualTo(1);
  }

  @Test
  void tellsTheFirstResultAndEveryChangeOnce() {
    Prober prober = prober(told::add);

    tick(prober, () -> failure(Fault.LOADING));
    tick(prober, () -> failure(Fault.LOADING));
    tick(prober, () -> failure(Fault.LOADING));
    tick(prober, () -> failure(Fault.READ_TIMEOUT));
    tick(prober, () -> PONG);
    tick(prober, () -> PONG);
    tick(prober, () -> failure(Fault.LOADING));
    tick(prober, () -> PONG);

    assertThat(told.stream().map(each -> each.status() + " " + each.fault()))
        .containsExactly(
            "STARTING LOADING", "UNHEALTHY LOADING", "UNHEALTHY READ_TIMEOUT", "HEALTHY null");
  }

  @Test
  void drainsForEverAndTellsNobody() {
    Prober prober = prober(told::add);
    tick(prober, () -> PONG);
    told.clear();

    prober.drain();
    assertThat(prober.snapshot().status()).isEqualTo(Status.DRAINING);

    tick(prober, () -> PONG);
    assertThat(prober.snapshot().status()).isEqualTo(Status.DRAINING);
    assertThat(prober.snapshot().tally().consecutiveSuccesses()).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  @Test
  void turnsWhatAProbeThrowsIntoAResult() {
    Prober prober = prober(told::add);

    tick(prober, () -> {
      throw new StackOverflowError("with a secret");
    });

    assertThat(prober.snapshot().fault()).isEqualTo(Fault.INTERNAL_ERROR);
    assertThat(prober.snapshot().exceptionType()).isEqualTo("java.lang.StackOverflowError");
    assertThat(prober.snapshot().toString()).doesNotContain("secret");
  }

  @Test
  void outlivesAListenerThatThrows() {
    var uncaught = new ArrayList<Throwable>();
    var failure = new AssertionError("the listener is broken");
    Prober prober = prober(snapshot -> {
      throw failure;
    });
    results.add(() -> failure(Fault.READ_TIMEOUT));
    results.add(() -> failure(Fault.LOADING));

    runOnOwnThread(
        () -> {
          prober.tick();
          prober.tick();
        },
        uncaught);

    assertThat(prober.snapshot().fault()).isEqualTo(Fault.LOADING);
    assertThat(uncaught).containsExactly(failure, failure);
  }

  @Test
  void saysNothingAfterItWasStopped() {
    Prober prober = prober(told::add);
    tick(prober, () -> {
      prober.stop();
      return failure(Fault.INTERNAL_ERROR);
    });

    assertThat(prober.snapshot().status()).isEqualTo(Status.STARTING);
    assertThat(told).isEmpty();
  }

  private Prober prober(Consumer<HealthSnapshot> listener) {
    return new Prober(
        () -> results.remove().get(),
        Schedule.DEFAULT,
        Thresholds.DEFAULT,
        InstantSource.fixed(NOW),
        listener);
  }

  private void tick(Prober prober, Supplier<ProbeResult> result) {
    results.add(result);
    prober.tick();
  }

  private static void runOnOwnThread(Runnable task, List<Throwable> uncaught) {
    var thread = new Thread(task);
    thread.setUncaughtExceptionHandler((ignored, thrown) -> uncaught.add(thrown));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ProbeResult failure(Fault fault) {
    return ProbeResult.failure(fault, Duration.ofMillis(1), NOW);
  }
}
