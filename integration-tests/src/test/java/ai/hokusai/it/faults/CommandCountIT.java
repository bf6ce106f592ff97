package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whoever asks for health, and however often, Redis hears of the probe only. */
@Tag("once")
final class CommandCountIT {
  private static final Logger LOG = LoggerFactory.getLogger(CommandCountIT.class);
  private static final Duration TIME = Duration.ofSeconds(24);

  // While Redis is up, a probe every 1.35 s at the shortest, and one that was under way.
  private static final long PROBES = TIME.toMillis() / 1_350 + 2;

  // New connections beside it come every 27 s at the shortest, and HELLO is sent twice on each.
  private static final long NEW_CONNECTIONS = TIME.toMillis() / 27_000 + 1;

  @Test
  void aThousandReadersASecondCostRedisNothing() throws IOException {
    try (var testBed = TestBed.open(Fixtures.TLS_REDIS);
        var service = LibraryUnderTest.writing(Fixtures.TLS.environment(testBed));
        var appSite = TestBed.open(Fixtures.TLS_REDIS);
        var app = RunningApp.serve(
            LoopbackPort.free(), Fixtures.TLS.environment(appSite), AppJvm.plain())) {
      await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      app.awaitHealth(200);
      var before = CommandCounts.of(testBed);
      var appBefore = CommandCounts.of(appSite);
      try (var ofSnapshot = Readers.begin(() -> service.look().isUp());
          var ofHealth = Readers.begin(() -> app.get("/health").statusCode() == 200)) {
        long end = System.nanoTime() + TIME.toNanos();
        await().atMost(TIME.multipliedBy(2)).until(() -> System.nanoTime() >= end);
        assertNothingButProbes("the snapshot", ofSnapshot, CommandCounts.since(before, testBed));
        assertNothingButProbes("/health", ofHealth, CommandCounts.since(appBefore, appSite));
      }
    }
  }

  private static void assertNothingButProbes(
      String what, Readers readers, Map<String, Long> asked) {
    LOG.info(
        "{} reads of {} in {} s; Redis was asked {}",
        readers.satisfied(),
        what,
        TIME.toSeconds(),
        asked);
    // As many as the machine can, which has to be far more than the probe would ask.
    assertThat(readers.satisfied()).isGreaterThan(Readers.A_SECOND * (int) TIME.toSeconds() / 10);
    assertThat(readers.disappointed()).isZero();
    assertThat(asked).containsKey("ping");
    assertThat(asked.values()).allMatch(calls -> calls <= PROBES + 2 * NEW_CONNECTIONS);
  }
}
