package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A pool all of whose connections are in use, which is no fault of Redis and has a code of its own. */
final class PoolExhaustionIT {
  private static final int SIZE = 2;
  private static final Duration MAX_WAIT = Duration.ofMillis(200);
  private static final Setup SETUP = Fixtures.TLS
      .with("REDIS_POOL_MAX", String.valueOf(SIZE))
      .with("REDIS_POOL_MAX_IDLE", String.valueOf(SIZE))
      .with("REDIS_POOL_MAX_WAIT", MAX_WAIT.toMillis() + "ms");

  @Test
  void isReportedAfterTheWaitUntilAConnectionIsReturned() throws IOException {
    var threads = Executors.newFixedThreadPool(SIZE);
    try (var testBed = TestBed.open(SETUP.spec());
        var service = LibraryUnderTest.reading(SETUP.environment(testBed))) {
      await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      for (int i = 0; i < SIZE; i++) {
        threads.execute(() -> service.client().blpop(0, "orders"));
      }
      await().atMost(Bounds.PATIENCE).until(() -> isBlocked(testBed, SIZE));

      long asked = System.nanoTime();
      var refusal = catchThrowable(() -> service.client().ping());
      var waited = Duration.ofNanos(System.nanoTime() - asked);

      assertThat(refusal).isNotNull();
      assertThat(FaultClassifier.classify(refusal)).isEqualTo(Fault.POOL_EXHAUSTED);
      assertThat(waited).isBetween(MAX_WAIT, MAX_WAIT.plus(Bounds.TOLERANCE));
      assertThat(service.look()).isEqualTo(new Observation(Status.HEALTHY, null));

      testBed.console().tell("RPUSH orders one two");
      await().atMost(Bounds.PATIENCE).until(() -> isBlocked(testBed, 0));
      assertThat(service.client().ping()).isEqualTo("PONG");
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isBlocked(TestBed testBed, int clients) throws IOException {
    return testBed.console().text("INFO clients").contains("blocked_clients:" + clients + "\r\n");
  }
}
