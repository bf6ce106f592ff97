package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Outcomes;
import ai.hokusai.health.traffic.Traffic;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/** A guard that records what its calls come to, and decides by kind of operation. */
final class DependencyGuardTrafficTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final long SECOND = 1_000_000_000;

  private long now;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final List<String> told = new ArrayList<>();
  private final ListenerQueue queue = queue();
  private final HealthStore store =
      new HealthStore(Checks.view("C", START, 0), clock, () -> now, List.of(queue));
  private final Traffic traffic = new Traffic(() -> now);
  private final DependencyGuard guard =
      new DependencyGuard(store, 0, clock, () -> now, traffic, slot -> null);

  @Test
  void recordsHowEachCallEnded() {
    up();
    use(guard.reads(), null);
    use(guard.writes(), new FaultException(Fault.OUT_OF_MEMORY));
    use(guard, null);

    assertThat(outcomes(Operation.READ).attempts()).isEqualTo(2);
    assertThat(outcomes(Operation.READ).failures()).isZero();
    assertThat(outcomes(Operation.WRITE).failures()).isEqualTo(1);
    assertThat(outcomes(Operation.WRITE).cause()).isEqualTo(Fault.OUT_OF_MEMORY);
  }

  @Test
  void rethrowsTheExceptionOfTheWork() {
    up();
    var failure = new FaultException(Fault.BUSY);

    assertThat(use(guard.reads(), failure)).isSameAs(failure);
  }

  @Test
  void recognisesAWriteByItsFault() {
    up();
    use(guard, new FaultException(Fault.READONLY_REPLICA));

    assertThat(outcomes(Operation.WRITE).failures()).isEqualTo(1);
    assertThat(outcomes(Operation.READ).attempts()).isZero();
  }

  @Test
  void anErrorOfTheCallerIsAnAnswer() {
    up();
    use(guard.writes(), new JedisDataException("WRONGTYPE Operation against a key"));
    use(guard.writes(), new JedisDataException("ERR wrong number of arguments for 'get' command"));
    assertThat(outcomes(Operation.WRITE).attempts()).isEqualTo(2);
    assertThat(outcomes(Operation.WRITE).failures()).isZero();

    use(guard.writes(), new JedisDataException("ERR unknown command 'EVAL', with args"));
    use(guard.writes(), new JedisDataException("STRANGE state"));
    assertThat(outcomes(Operation.WRITE).failures()).isEqualTo(2);
    assertThat(outcomes(Operation.WRITE).cause()).isEqualTo(Fault.UNEXPECTED_REPLY);
  }

  @Test
  void anExceptionOfTheServiceIsNoEvidence() {
    up();
    use(guard.reads(), new IllegalStateException("no such order"));

    assertThat(outcomes(Operation.READ)).isEqualTo(Outcomes.NONE);
  }

  @Test
  void refusesWritesAndServesReadsWhileOnlyWritesFail() {
    up();
    fail(guard.writes(), Fault.OUT_OF_MEMORY, 40);
    look();

    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(snapshot().cause()).isEqualTo(Fault.OUT_OF_MEMORY);
    now += 2 * SECOND;
    assertThat(ask(guard.reads())).isEqualTo("used");
    assertThat(use(guard.writes(), new FaultException(Fault.OUT_OF_MEMORY)))
        .isInstanceOf(FaultException.class);
    assertThat(ask(guard.writes())).isEqualTo("OUT_OF_MEMORY PT1S");
    assertThat(ask(guard.reads())).isEqualTo("used");
  }

  @Test
  void aTrialThatSucceedsOpensItsKindAtOnce() {
    up();
    fail(guard.writes(), Fault.OUT_OF_MEMORY, 40);
    look();
    now += 2 * SECOND;

    assertThat(ask(guard.writes())).isEqualTo("used");
    assertThat(ask(guard.writes())).isEqualTo("used");
    now += SECOND;
    assertThat(ask(guard.writes())).isEqualTo("used");
  }

  @Test
  void neverRefusesAKindThatSucceededWithinTheLastSecond() {
    up();
    use(guard.reads(), null);
    results(Fault.READ_TIMEOUT, Fault.READ_TIMEOUT, Fault.READ_TIMEOUT);
    assertThat(snapshot().status()).isEqualTo(Status.UNHEALTHY);

    now += SECOND;
    assertThat(ask(guard.writes())).isEqualTo("READ_TIMEOUT PT2S");
    assertThat(ask(guard.reads())).isEqualTo("used");
    now += SECOND + 1;
    assertThat(ask(guard.reads())).isEqualTo("READ_TIMEOUT PT2S");
  }

  @Test
  void servesReadsOfAServerThatTheProbeFindsToRefuseWrites() {
    results(Fault.PERSISTENCE_ERROR, Fault.PERSISTENCE_ERROR, Fault.PERSISTENCE_ERROR);

    assertThat(snapshot().requests().reads()).isEqualTo(Verdict.OK);
    assertThat(ask(guard.reads())).isEqualTo("used");
    assertThat(ask(guard.writes())).isEqualTo("used");
  }

  @Test
  void allowsOneRequestIfOnlyRequestsTimeOut() {
    up();
    fail(guard.reads(), Fault.READ_TIMEOUT, 40);
    look();
    now += 2 * SECOND;
    assertThat(snapshot().cause()).isEqualTo(Fault.READ_TIMEOUT);

    assertThat(use(guard.reads(), new FaultException(Fault.READ_TIMEOUT)))
        .isInstanceOf(FaultException.class);
    assertThat(ask(guard.reads())).isEqualTo("READ_TIMEOUT PT1S");
  }

  @Test
  void allowsNoRequestIfAProbeTimesOutToo() {
    up();
    fail(guard.writes(), Fault.READ_TIMEOUT, 40);
    look();
    assertThat(ask(guard.writes())).isEqualTo("used");
    now += SECOND;
    fail(guard.writes(), Fault.READ_TIMEOUT, 40);
    now += SECOND + 1;
    results(Fault.READ_TIMEOUT);
    look();
    assertThat(ask(guard.writes())).startsWith("READ_TIMEOUT");
    results(Fault.READ_TIMEOUT, Fault.READ_TIMEOUT);
    assertThat(ask(guard.writes())).startsWith("READ_TIMEOUT");
  }

  @Test
  void notifiesOnceOfFailingRequestsAndOfTheirRecovery() throws InterruptedException {
    up();
    fail(guard.writes(), Fault.OUT_OF_MEMORY, 40);
    look();
    fail(guard.writes(), Fault.OUT_OF_MEMORY, 5);
    look();
    queue.await(10 * SECOND);
    assertThat(told).containsExactly("WRITE REFUSED OUT_OF_MEMORY 40 of 40");

    use(guard.writes(), null);
    now += 12 * SECOND;
    use(guard.writes(), null);
    look();
    queue.await(10 * SECOND);
    assertThat(told).hasSize(2).endsWith("WRITE OK null 0 of 0");
    assertThat(snapshot().status()).isEqualTo(Status.HEALTHY);
  }

  private ListenerQueue queue() {
    var listener = new HealthListener() {
      @Override
      public void requestsChanged(HealthReport.Check check, Operation operation, Verdict verdict) {
        told.add(operation + " " + verdict.level() + " " + verdict.cause() + " "
            + verdict.failures() + " of " + verdict.attempts());
      }
    };
    return new ListenerQueue(listener, Threads.ofMonitor(Thread::new));
  }

  private void up() {
    results((Cause) null);
  }

  private void look() {
    var ignored = store.publish(0, traffic.evidence(now, -SECOND, Outcomes.NEVER), now);
  }

  private HealthSnapshot snapshot() {
    return store.state().check(0).snapshot();
  }

  private Outcomes outcomes(Operation operation) {
    return traffic.outcomes(operation, now, -SECOND);
  }

  private void fail(DependencyGuard used, Fault fault, int times) {
    for (int i = 0; i < times; i++) {
      traffic.record(used == guard.writes() ? Operation.WRITE : Operation.READ, fault, 1_000);
    }
  }

  private static @Nullable Throwable use(DependencyGuard used, @Nullable RuntimeException failure) {
    return catchThrowable(() -> used.call(
        () -> {
          if (failure != null) {
            throw failure;
          }
          return "used";
        },
        refusal -> "refused"));
  }

  private static String ask(DependencyGuard used) {
    return used.call(() -> "used", refusal -> refusal.cause().code() + " " + refusal.retryAfter());
  }

  private void results(@Nullable Cause... causes) {
    for (Cause cause : causes) {
      Instant at = clock.instant();
      var ignored = store.publish(
          0,
          cause == null
              ? ProbeResult.success(Duration.ZERO, at)
              : ProbeResult.failure(cause, Duration.ZERO, at),
          now);
    }
  }
}
