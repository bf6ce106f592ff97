package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CheckProbeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Cause DOWN = Cause.of("DOWN", FaultClass.SERVER, "it is down", "wait");

  @Test
  void succeedsWithoutACause() {
    ProbeResult result = run(Optional::empty);

    assertThat(result).isEqualTo(ProbeResult.success(result.duration(), NOW));
  }

  @Test
  void failsWithTheCauseOfTheCheck() {
    ProbeResult result = run(() -> Optional.of(DOWN));

    assertThat(result).isEqualTo(ProbeResult.failure(DOWN, result.duration(), NOW));
  }

  @Test
  void keepsOnlyTheClassOfWhatACheckThrows() {
    ProbeResult result = run(() -> {
      throw new IOException("with a secret");
    });

    assertThat(result)
        .hasToString(
            ProbeResult.thrown(Fault.CHECK_FAILED, new IOException(), result.duration(), NOW)
                .toString());
  }

  @Test
  void failsWhereACheckEndsInAnError() {
    assertThat(run(() -> {
              throw new OutOfMemoryError();
            })
            .trace())
        .hasToString("java.lang.OutOfMemoryError");
  }

  @Test
  @SuppressWarnings("NullAway") // What a check in another language, or without annotations, may do.
  void failsWhereACheckReturnsNull() {
    ProbeResult result = run(() -> null);

    assertThat(result.fault()).isEqualTo(Fault.CHECK_FAILED);
    assertThat(result.trace()).hasToString("java.lang.NullPointerException");
  }

  @Test
  void interruptsACheckThatTakesTooLong() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    Attempt attempt = probe(() -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return Optional.empty();
        })
        .begin();
    var thread = new Thread(attempt::run);
    thread.start();
    begun.await();

    assertThat(attempt.cancel()).isEqualTo(Fault.CHECK_TIMEOUT);
    interrupted.await();
    thread.join();
  }

  @Test
  void interruptsACheckThatWasGivenUpBeforeItBegan() {
    Attempt attempt = probe(() -> {
          new CountDownLatch(1).await();
          return Optional.empty();
        })
        .begin();
    var ignored = attempt.cancel();

    assertThat(attempt.run().trace()).hasToString("java.lang.InterruptedException");
  }

  @Test
  void interruptsNoThreadOnceTheCheckHasEnded() {
    Attempt attempt = probe(Optional::empty).begin();
    var ignored = attempt.run();

    assertThat(attempt.cancel()).isEqualTo(Fault.CHECK_TIMEOUT);
    assertThat(Thread.interrupted()).isFalse();
  }

  private static ProbeResult run(Callable<Optional<Cause>> check) {
    return probe(check).begin().run();
  }

  private static CheckProbe probe(Callable<Optional<Cause>> check) {
    return new CheckProbe(check, CLOCK);
  }
}
