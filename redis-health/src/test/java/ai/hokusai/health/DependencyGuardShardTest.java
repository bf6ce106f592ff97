package ai.hokusai.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.route.Outage;
import ai.hokusai.health.route.SlotMap;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Outcomes;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A guard that receives keys, in a cluster of three shards. */
final class DependencyGuardShardTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
  private static final long SECOND = 1_000_000_000;
  private static final int SLOTS_OF_A_SHARD = SlotMap.SLOTS / 3 + 1;
  private static final String FIRST = key(0);
  private static final String SECOND_KEY = key(1);
  private static final String THIRD = key(2);

  private long now;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final HealthStore store =
      new HealthStore(Checks.view("C", START, 0), clock, () -> now, List.of());
  private final Traffic traffic = new Traffic(() -> now);
  private final Map<Integer, Cause> down = new HashMap<>();
  private final DependencyGuard guard =
      new DependencyGuard(store, 0, clock, () -> now, traffic, this::outage);

  private @Nullable Outage outage(int slot) {
    int shard = slot / SLOTS_OF_A_SHARD;
    var address = new NodeAddress("node-" + shard, 6379);
    Cause cause = down.get(shard);
    return cause == null ? null : new Outage(new SlotMap.Shard(address, null), cause);
  }

  /** A key of a shard. */
  private static String key(int shard) {
    int i = 0;
    while (JedisClusterCRC16.getSlot("k" + i) / SLOTS_OF_A_SHARD != shard) {
      i++;
    }
    return "k" + i;
  }

  @Test
  void rejectsTheKeysOfTheShardThatIsDown() {
    degraded(Map.of(1, Fault.READ_TIMEOUT));

    assertThat(ask(guard, FIRST)).isEqualTo("used");
    assertThat(ask(guard, SECOND_KEY)).isEqualTo("READ_TIMEOUT PT5S");
    assertThat(ask(guard.writes(), SECOND_KEY)).isEqualTo("READ_TIMEOUT PT5S");
    assertThat(ask(guard.reads(), THIRD)).isEqualTo("used");
  }

  @Test
  void acceptsBinaryKeysAndSeveralKeys() {
    degraded(Map.of(1, Fault.READ_TIMEOUT));

    assertThat(guard.<String, RuntimeException>call(
            SECOND_KEY.getBytes(UTF_8), () -> "used", DependencyGuardShardTest::rejected))
        .isEqualTo("READ_TIMEOUT PT5S");
    assertThat(ask(List.of(FIRST, SECOND_KEY))).isEqualTo("READ_TIMEOUT PT5S");
    assertThat(ask(List.of(FIRST, THIRD))).isEqualTo("used");
    assertThat(ask(List.of())).isEqualTo("used");
  }

  @Test
  void readsTheSlotFromTheHashTag() {
    degraded(Map.of(1, Fault.READ_TIMEOUT));

    assertThat(ask(guard, "{" + SECOND_KEY + "}:further")).isEqualTo("READ_TIMEOUT PT5S");
    assertThat(ask(guard, "{" + FIRST + "}:" + SECOND_KEY)).isEqualTo("used");
  }

  @Test
  void workWithoutAKeyContinues() {
    degraded(Map.of(1, Fault.READ_TIMEOUT));

    assertThat(
            guard.<String, RuntimeException>call(() -> "used", DependencyGuardShardTest::rejected))
        .isEqualTo("used");
  }

  @Test
  void theOtherShardsContinueWhereAPartialOutageIsAFailure() {
    down.put(1, Fault.READ_TIMEOUT);
    results(Fault.SHARD_DOWN, Fault.SHARD_DOWN, Fault.SHARD_DOWN);
    assertThat(store.state().check(0).snapshot().status()).isEqualTo(Status.UNHEALTHY);

    assertThat(ask(guard, FIRST)).isEqualTo("used");
    assertThat(ask(guard, SECOND_KEY)).startsWith("READ_TIMEOUT ");
  }

  @Test
  void allKeysAreRejectedWhereTheWholeDependencyIsDown() {
    results(Fault.READ_TIMEOUT, Fault.READ_TIMEOUT, Fault.READ_TIMEOUT);

    assertThat(ask(guard, FIRST)).startsWith("READ_TIMEOUT ");
  }

  @Test
  void oneTrialASecondForEachShardThatReplies() {
    degraded(Map.of(1, Fault.CONNECT_REFUSED, 2, Fault.LOADING));

    assertThat(fail(SECOND_KEY)).isEqualTo("failed");
    assertThat(fail(SECOND_KEY)).isEqualTo("CONNECT_REFUSED PT1S");
    assertThat(fail(THIRD)).isEqualTo("failed");
    now += SECOND;
    assertThat(fail(SECOND_KEY)).isEqualTo("failed");
  }

  @Test
  void aTrialThatSucceedsOpensItsShardForASecond() {
    degraded(Map.of(1, Fault.CONNECT_REFUSED, 2, Fault.CONNECT_REFUSED));
    assertThat(fail(THIRD)).isEqualTo("failed");

    assertThat(ask(guard, SECOND_KEY)).isEqualTo("used");
    assertThat(ask(guard, SECOND_KEY)).isEqualTo("used");
    assertThat(ask(guard, THIRD)).isEqualTo("CONNECT_REFUSED PT1S");
    now += SECOND + 1;
    assertThat(fail(SECOND_KEY)).isEqualTo("failed");
    assertThat(ask(guard, SECOND_KEY)).isEqualTo("CONNECT_REFUSED PT1S");
  }

  @Test
  void failuresOfAShardThatIsDownAreNoEvidenceAgainstTheOthers() {
    degraded(Map.of(1, Fault.CONNECT_REFUSED));

    for (int i = 0; i < 30; i++) {
      assertThat(fail(SECOND_KEY)).isEqualTo("failed");
      now += SECOND / 3 + 1;
      assertThat(fail(SECOND_KEY)).startsWith("CONNECT_REFUSED");
      now += SECOND;
      degraded(Map.of(1, Fault.CONNECT_REFUSED));
    }

    assertThat(traffic.outcomes(Operation.READ, now, -SECOND)).isEqualTo(Outcomes.NONE);
  }

  @Test
  void aShardIsTriedAgainWhileTheProbesAreStalled() {
    degraded(Map.of(1, Fault.READ_TIMEOUT));
    now += 60 * SECOND;

    assertThat(store.state().check(0).snapshot().status()).isEqualTo(Status.STALE);
    assertThat(ask(guard, SECOND_KEY)).isEqualTo("used");
  }

  private String fail(String key) {
    try {
      return guard.call(
          key,
          () -> {
            throw new FaultException(Fault.CONNECT_REFUSED);
          },
          DependencyGuardShardTest::rejected);
    } catch (FaultException e) {
      return "failed";
    }
  }

  private String ask(List<String> keys) {
    return guard.call(keys, () -> "used", DependencyGuardShardTest::rejected);
  }

  private static String ask(DependencyGuard used, String key) {
    return used.call(key, () -> "used", DependencyGuardShardTest::rejected);
  }

  private static String rejected(DependencyGuard.Refusal refusal) {
    return refusal.cause().code() + " " + refusal.retryAfter();
  }

  private void degraded(Map<Integer, Cause> shards) {
    down.putAll(shards);
    Instant at = clock.instant();
    var ignored = store.publish(
        0,
        ProbeResult.success(Duration.ZERO, at).with(List.of(Fault.SHARD_DOWN), RedisFacts.NONE),
        now);
  }

  private void results(Cause... causes) {
    for (Cause cause : causes) {
      var ignored =
          store.publish(0, ProbeResult.failure(cause, Duration.ZERO, clock.instant()), now);
    }
  }
}
