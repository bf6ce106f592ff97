package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.Status;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.testkit.FaultyRedis;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Connection;

/** What is left of a service's Redis once it was closed: nothing, and without a wait, however Redis is. */
@Tag("once")
final class ResourcesIT {
  private static final int CYCLES = 50;
  // For what other threads of this JVM open; a leak would show fifty times.
  private static final int NOISE = 10;
  private static final int IDLE = 4;
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void leavesNoHandleAndNoThreadAfterFiftyTimes() throws IOException {
    try (var testBed = TestBed.open(Fixtures.TLS_REDIS)) {
      var environment = Fixtures.TLS.environment(testBed);
      useAndClose(environment);
      long before = handles();
      for (int i = 0; i < CYCLES; i++) {
        useAndClose(environment);
      }
      assertThat(handles()).isLessThan(before + NOISE);
      await().atMost(SHORT).untilAsserted(() -> assertThat(threads()).isEmpty());
      await().atMost(SHORT).until(() -> clients(testBed).contains("connected_clients:1\r\n"));
    }
  }

  private static void useAndClose(Map<String, String> environment) {
    try (var service = LibraryUnderTest.writing(environment)) {
      await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      assertThat(service.client().ping()).isEqualTo("PONG");
    }
  }

  @Test
  void aCheckAloneHasOneConnectionAndNoPool() throws IOException {
    try (var testBed = TestBed.open(Fixtures.TLS_REDIS)) {
      await().atMost(SHORT).untilAsserted(() -> assertThat(threads()).isEmpty());
      var settings = LibraryUnderTest.settings(Fixtures.TLS.environment(testBed));
      var check = RedisCheck.of(settings, "check-alone");
      try (var monitor = HealthMonitor.builder()
          .add(Dependency.of("redis", check)
              .withSchedule(Schedule.DEFAULT.withFresh(Duration.ofSeconds(1))))
          .start()) {
        // Only new connections send DBSIZE.
        await()
            .atMost(Bounds.PATIENCE)
            .until(() -> testBed.console().text("INFO commandstats").contains("cmdstat_dbsize:"));
        // The console and the kept connection.
        await().atMost(SHORT).until(() -> clients(testBed).contains("connected_clients:2\r\n"));
        assertThat(monitor.report().status()).isEqualTo(Status.HEALTHY);
        assertThat(threads()).doesNotContain("commons-pool-evictor", "redis-health-limits");
      }
      await().atMost(SHORT).until(() -> clients(testBed).contains("connected_clients:1\r\n"));
    }
  }

  private static String clients(TestBed testBed) throws IOException {
    return testBed.console().text("INFO clients");
  }

  static Stream<Arguments> hangs() {
    Action pause = testBed -> testBed.server().pause();
    Action blackHole = testBed -> testBed.replaceBy(FaultyRedis::dropPackets);
    Action silence = testBed -> testBed.replaceBy(FaultyRedis::hang);
    Action relay = TestBed::openRelay;
    return Stream.of(
        // Not through the relay, which would end a connection where the server does not.
        Arguments.of("SIGSTOP", Action.nothing(), pause),
        Arguments.of("SYN black hole", relay, blackHole),
        Arguments.of("silence", relay, silence));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hangs")
  void closesWithinASecondWhileTheServerHangs(String what, Action preparation, Action hang)
      throws IOException {
    try (var testBed = TestBed.open(Fixtures.TLS_REDIS)) {
      preparation.on(testBed);
      var service = LibraryUnderTest.writing(Fixtures.TLS.environment(testBed));
      await().atMost(Bounds.PATIENCE).until(() -> service.look().isUp());
      fillPool(service);
      hang.on(testBed);
      // From now on a probe hangs as often as not.
      await().atMost(Bounds.PATIENCE).until(() -> service.look().isDown());

      long began = System.nanoTime();
      service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).as(what).isLessThan(SHORT);
      await().atMost(SHORT).untilAsserted(() -> assertThat(threads()).isEmpty());
    }
  }

  /** Leaves several connections in the pool, none of them in use. */
  private static void fillPool(LibraryUnderTest service) {
    var pool = service.client().getPool();
    var borrowed = Stream.generate(pool::getResource).limit(IDLE).toList();
    borrowed.forEach(Connection::close);
    assertThat(pool.getNumIdle()).isEqualTo(IDLE);
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("redis-health") || name.startsWith("commons-pool"))
        .collect(Collectors.toSet());
  }

  /** Open sockets and files of this process. */
  private static long handles() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
  }
}
