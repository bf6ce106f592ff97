package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.random.ExpectedStatus;
import ai.hokusai.it.faults.random.LongRun;
import ai.hokusai.it.redis.TlsSentinels;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of a primary and of its sentinels at random, one after another, while health is read all the time: every status
 * and code was right at some moment within the time that the formula allows, and no write is applied twice.
 * {@code -Dnever-wrong.duration=5m} for a long run, and {@code -Dnever-wrong.seed} for the same faults.
 */
final class NeverWrongSentinelIT {
  private static final Logger LOG = LoggerFactory.getLogger(NeverWrongSentinelIT.class);
  private static final Duration DURATION = LongRun.duration("never-wrong.duration", "30s");
  private static final long SEED = Long.getLong("never-wrong.seed", new Random().nextInt(100_000));
  private static final String WELL = ExpectedStatus.WELL;
  private static final String[] SILENT = {"READ_TIMEOUT", "TLS_HANDSHAKE_TIMEOUT"};
  private static final String[] GONE = {"CONNECT_REFUSED"};
  // Of a server that becomes a replica, and until the sentinels report the other one.
  private static final String[] MOVING = {"READONLY_REPLICA", "LOADING", "MASTERDOWN"};

  private final Random random = new Random(SEED);
  private final UniqueWrites writes = new UniqueWrites();
  private int happened;

  @Test
  void everyStatusWasRightAtSomeMomentOfTheWindow() throws Exception {
    LOG.info("never wrong with sentinels for {} with -Dnever-wrong.seed={}", DURATION, SEED);
    try (var redis = TlsSentinels.launch()) {
      var environment = redis.environment();
      environment.put("REDIS_SENTINEL_USERNAME", TlsSentinels.SENTINEL_USER);
      try (var service =
          ClusterService.open("random", LibraryUnderTest.settings(environment), writes)) {
        service.await(Status.HEALTHY);
        service.awaitWarm();
        try (var readings = new HealthReadings(service, HealthReadings::plainly, DURATION)) {
          while (!readings.isOver()) {
            happen(redis, readings);
          }
          var seen = readings.verify("-Dnever-wrong.seed=" + SEED);
          assertThat(seen).contains(new Observation(Status.HEALTHY, null));
          assertThat(seen).anyMatch(Observation::isDown);
        }
        var key = service.counter(0);
        var calls = service.load().end().getOrDefault(key, List.of());
        redis.rejoin();
        LOG.info(writes.assertAppliedOnce(redis, redis.primary(), key, calls));
      }
    }
  }

  /** One fault and the time after it; an outage and a failover come first. */
  private void happen(TlsSentinels redis, HealthReadings readings) throws InterruptedException {
    int kind = happened < 2 ? happened : random.nextInt(6);
    happened++;
    LOG.info("fault {}", kind);
    switch (kind) {
      case 0 -> loseThePrimary(redis, readings);
      case 1 -> failOver(redis, readings);
      case 2 -> failOverAsRequested(redis, readings);
      case 3 -> failOverWithoutTheService(redis, readings);
      case 4 -> failOver(redis, readings);
      default -> interrupt(redis, readings);
    }
    readings.dwell(random.nextLong(500, 2_000));
  }

  /** An outage: most sentinels are dead too, so that nothing replaces the primary. */
  private void loseThePrimary(TlsSentinels redis, HealthReadings readings)
      throws InterruptedException {
    int primary = redis.primary();
    redis.killMostSentinels();
    var fault = Fault.anyOf(random);
    readings.becomes(with(fault.codes(), WELL));
    fault.begin(redis, primary);
    readings.becomes(fault.codes());
    readings.dwell(random.nextLong(7_500, 10_000));
    readings.becomes(with(fault.codes(), WELL));
    fault.end(redis, primary);
    readings.becomes(WELL);
    redis.restartSentinels();
    readings.dwell(HealthReadings.REST.toMillis());
    redis.rejoin();
  }

  /** The primary hangs or ends, at times a sentinel hangs too, and the replica takes over. */
  private void failOver(TlsSentinels redis, HealthReadings readings) throws InterruptedException {
    boolean isSentinelFrozen = random.nextInt(3) == 0;
    if (isSentinelFrozen) {
      redis.freezeSentinel();
    }
    int primary = redis.primary();
    var fault = Fault.anyOf(random);
    readings.becomes(with(with(fault.codes(), MOVING), WELL));
    long began = System.nanoTime();
    fault.begin(redis, primary);
    writes.failedOver(began, redis.awaitFailover(primary));
    readings.becomes(WELL);
    readings.dwell(random.nextLong(HealthReadings.REST.toMillis()));
    // It still is a primary by its own report, and no part of the service may use it.
    fault.end(redis, primary);
    redis.thawSentinels();
    readings.dwell(random.nextLong(3_000));
    redis.rejoin();
  }

  private void failOverAsRequested(TlsSentinels redis, HealthReadings readings)
      throws InterruptedException {
    int primary = redis.primary();
    readings.becomes(with(MOVING, WELL));
    long began = System.nanoTime();
    redis.failOver();
    // A probe every 1.5 s contacts the sentinels.
    writes.failedOver(
        began, redis.awaitFailover(primary) + Duration.ofMillis(2_500).toNanos());
    readings.becomes(with(MOVING, WELL));
    readings.dwell(HealthReadings.REST.toMillis());
    redis.rejoin();
    readings.becomes(WELL);
  }

  /** An outage of the service alone: the sentinels reject its password, so that it cannot follow. */
  private void failOverWithoutTheService(TlsSentinels redis, HealthReadings readings)
      throws InterruptedException {
    redis.replaceSentinelPassword("An0ther-password");
    int primary = redis.primary();
    var fault = Fault.anyOf(random);
    readings.becomes(with(fault.codes(), WELL));
    fault.begin(redis, primary);
    readings.becomes(fault.codes());
    redis.awaitFailover(primary);
    readings.dwell(random.nextLong(5_000, 7_500));
    readings.becomes(with(fault.codes(), WELL));
    redis.replaceSentinelPassword(TlsSentinels.SENTINEL_PASSWORD);
    readings.becomes(WELL);
    readings.dwell(HealthReadings.REST.toMillis());
    fault.end(redis, primary);
    redis.rejoin();
  }

  /** The primary hangs for less than the sentinels notice, or closes all connections. */
  private void interrupt(TlsSentinels redis, HealthReadings readings) throws InterruptedException {
    int primary = redis.primary();
    readings.becomes(with(SILENT, WELL));
    if (random.nextBoolean()) {
      redis.freeze(primary);
      readings.dwell(random.nextLong(100, 900));
      redis.thaw(primary);
    } else {
      redis.command(primary, "CLIENT KILL TYPE normal");
    }
    readings.becomes(WELL);
  }

  private enum Fault {
    FREEZE,
    KILL;

    String[] codes() {
      return switch (this) {
        case FREEZE -> SILENT;
        case KILL -> GONE;
      };
    }

    static Fault anyOf(Random random) {
      return random.nextBoolean() ? FREEZE : KILL;
    }

    void begin(TlsSentinels redis, int server) {
      switch (this) {
        case FREEZE -> redis.freeze(server);
        case KILL -> redis.kill(server);
      }
    }

    void end(TlsSentinels redis, int server) {
      switch (this) {
        case FREEZE -> redis.thaw(server);
        case KILL -> redis.restart(server);
      }
    }
  }

  private static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }
}
