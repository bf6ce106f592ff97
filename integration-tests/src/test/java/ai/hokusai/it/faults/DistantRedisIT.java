package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.TestBed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis with TLS behind a long round trip, and a service at its defaults. */
final class DistantRedisIT {
  private static final Logger LOG = LoggerFactory.getLogger(DistantRedisIT.class);
  private static final int CLIENTS = 8;
  private static final Pattern SLOW =
      Pattern.compile("one round trip to the server takes (\\d+) ms, "
          + "and opening a connection takes 4 of them, longer than the read time-out of 1000 ms");

  @ParameterizedTest(name = "{0} ms")
  @ValueSource(ints = {150, 250})
  void isServedFromTheStart(int roundTrip) throws Exception {
    try (var testBed = TestBed.open(Fixtures.TLS.spec())) {
      testBed.openRelay().delay(Duration.ofMillis(roundTrip));
      long start = System.nanoTime();
      try (var service = LibraryUnderTest.reading(Fixtures.TLS.environment(testBed))) {
        await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
        LOG.info("{} ms: up after {}", roundTrip, Duration.ofNanos(System.nanoTime() - start));

        for (int i = 0; i < 3; i++) {
          assertThat(askOnAllThreads(service)).hasSize(CLIENTS).containsOnly("PONG");
        }
        assertThat(service.look().isUp()).isTrue();
      }
    }
  }

  private static List<String> askOnAllThreads(LibraryUnderTest service)
      throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(CLIENTS);
    Callable<String> request = () -> service.ask(client -> client.ping());
    var answers = new ArrayList<String>();
    try {
      for (Future<String> each : threads.invokeAll(Collections.nCopies(CLIENTS, request))) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isSlowWithItsRoundTripAndAHangIsStillFound() throws IOException {
    try (var testBed = TestBed.open(Fixtures.TLS.spec())) {
      testBed.openRelay().delay(Duration.ofMillis(300));
      try (var service = LibraryUnderTest.reading(Fixtures.TLS.environment(testBed))) {
        await()
            .atMost(Bounds.PATIENCE)
            .until(() -> service.look().code() != null && service.look().isUp());

        assertThat(service.look()).isEqualTo(new Observation(Status.DEGRADED, "SLOW"));
        assertThat(service.cause().map(Cause::message).orElseThrow()).satisfies(message -> {
          var told = SLOW.matcher(message);
          assertThat(told.matches()).as(message).isTrue();
          // The probe may take its first time a little after the relay has read the command.
          assertThat(Integer.parseInt(told.group(1))).isBetween(280, 450);
        });

        long hung = System.nanoTime();
        testBed.server().pause();
        // Six round trips are longer than the deadline by 0.8 s, three times in a row.
        await()
            .atMost(Bounds.DETECTION.plusMillis(3 * 800).plus(Bounds.TOLERANCE))
            .until(() -> service.look().isDown());
        LOG.info("a hang at 300 ms: found after {}", Duration.ofNanos(System.nanoTime() - hung));
        assertThat(service.look().code()).isEqualTo("READ_TIMEOUT");
        testBed.server().resume();
        await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      }
    }
  }
}
