package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/** Writes that are larger than the buffers of TCP, to a Redis that reads nothing. */
final class LargeWriteIT {
  private static final Logger LOG = LoggerFactory.getLogger(LargeWriteIT.class);
  private static final int POOL = 8;
  private static final int ROUNDS = 4;
  // The wait for a connection, the read time-out and the margin.
  private static final Duration BOUND = Duration.ofMillis(500 + 1_000 + 100);
  // For threads that wait for a processor.
  private static final Duration SCHEDULING = Duration.ofMillis(250);
  private static final byte[] VALUE = new byte[250 << 10];
  private static final Setup SETUP = Fixtures.TLS.with("REDIS_POOL_MAX", String.valueOf(POOL));

  private record Outcome(Fault fault, Duration waited) {}

  @Test
  void endInTimeWithACodeAndLeaveThePoolUsable() throws Exception {
    try (var testBed = TestBed.open(SETUP.spec());
        var service = LibraryUnderTest.reading(SETUP.environment(testBed))) {
      await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      fill(service.client());
      testBed.server().pause();
      var outcomes = writeOnAllThreads(service.client());
      LOG.info(
          "{} writes of 250 KB to a stopped Redis: the longest took {}",
          outcomes.size(),
          outcomes.stream().map(Outcome::waited).max(Duration::compareTo).orElseThrow());

      assertThat(outcomes).allSatisfy(each -> {
        assertThat(each.fault())
            .isIn(Fault.READ_TIMEOUT, Fault.TLS_HANDSHAKE_TIMEOUT, Fault.POOL_EXHAUSTED);
        assertThat(each.waited()).isLessThan(BOUND.plus(SCHEDULING));
      });
      assertThat(service.client().getPool().getNumActive()).isZero();
      testBed.server().resume();
      await().atMost(Bounds.RECOVERY).until(() -> isUsable(service.client()));
    }
  }

  /** Opens every connection of the pool. */
  private static void fill(RedisClient client) {
    IntStream.range(0, POOL)
        .mapToObj(each -> client.getPool().getResource())
        .toList()
        .forEach(each -> each.close());
    assertThat(client.getPool().getNumIdle()).isEqualTo(POOL);
  }

  private static List<Outcome> writeOnAllThreads(RedisClient client)
      throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(2 * POOL);
    Callable<Outcome> write = () -> write(client);
    var outcomes = new ArrayList<Outcome>();
    try {
      for (Future<Outcome> each : threads.invokeAll(Collections.nCopies(ROUNDS * POOL, write))) {
        outcomes.add(each.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Outcome write(RedisClient client) {
    long start = System.nanoTime();
    var failure = catchThrowable(() -> client.set(new byte[] {'k'}, VALUE));
    return new Outcome(
        FaultClassifier.classify(failure), Duration.ofNanos(System.nanoTime() - start));
  }

  private static boolean isUsable(RedisClient client) {
    return catchThrowable(client::ping) == null;
  }
}
