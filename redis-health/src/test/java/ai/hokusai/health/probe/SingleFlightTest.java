package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SingleFlightTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final ProbeResult PONG = ProbeResult.success(Duration.ofMillis(1), NOW);
  // The monotonic clock may start anywhere, and overflow.
  private static final long START = Long.sum(Long.MAX_VALUE, -500);

  /** Where attempts wait for the test to run them, as if on threads of their own. */
  private final Queue<Runnable> threads = new ArrayDeque<>();

  private final FakeProbe probe = new FakeProbe();
  private int landings;
  private final SingleFlight flight =
      new SingleFlight(probe, Duration.ofNanos(1_000), threads::add, CLOCK, () -> landings++);

  @Test
  void isIdleAtFirst() {
    assertThat(flight.isWaiting()).isFalse();
    assertThat(flight.poll(START)).isNull();
  }

  @Test
  void returnsTheResultOnce() {
    assertThat(flight.begin(START)).isNull();
    assertThat(flight.isWaiting()).isTrue();
    assertThat(flight.deadlineAt()).isEqualTo(START + 1_000);
    assertThat(flight.poll(START + 10)).isNull();

    land();
    assertThat(landings).isEqualTo(1);
    assertThat(flight.poll(START + 20)).isSameAs(PONG);
    assertThat(flight.poll(START + 30)).isNull();
    assertThat(flight.isWaiting()).isFalse();
    assertThat(probe.givenUp).isZero();
  }

  @Test
  void cancelsAtTheDeadlineAndNotBefore() {
    flight.begin(START);

    assertThat(flight.poll(START + 999)).isNull();
    assertThat(probe.givenUp).isZero();
    assertThat(flight.poll(START + 1_000))
        .isEqualTo(ProbeResult.failure(Fault.READ_TIMEOUT, Duration.ofNanos(1_000), NOW));
    assertThat(probe.givenUp).isEqualTo(1);
    assertThat(flight.isWaiting()).isFalse();
  }

  @Test
  void takesAResultThatCameLateButBeforeItWasGivenUp() {
    flight.begin(START);
    land();

    assertThat(flight.poll(START + 5_000)).isSameAs(PONG);
  }

  @Test
  void countsAHungAttemptAgainAndStartsNoSecond() {
    flight.begin(START);
    flight.poll(START + 1_000);

    assertThat(flight.begin(START + 3_000))
        .isEqualTo(ProbeResult.failure(Fault.READ_TIMEOUT, Duration.ofNanos(3_000), NOW));
    assertThat(flight.poll(START + 4_000)).isNull();
    assertThat(probe.begun).isEqualTo(1);
    assertThat(probe.givenUp).isEqualTo(2);
  }

  @Test
  void dropsTheLateResultOfAHungAttempt() {
    flight.begin(START);
    flight.poll(START + 1_000);
    land();

    assertThat(flight.poll(START + 2_000)).isNull();
    assertThat(flight.begin(START + 2_000)).isNull();
    assertThat(probe.begun).isEqualTo(2);
  }

  @Test
  void startsAgainOnceAHungAttemptHasEnded() {
    flight.begin(START);
    flight.poll(START + 1_000);
    land();

    assertThat(flight.begin(START + 2_000)).isNull();
    assertThat(flight.isWaiting()).isTrue();
    land();
    assertThat(flight.poll(START + 2_100)).isSameAs(PONG);
  }

  @Test
  void keepsOnlyTheClassOfWhatAnAttemptThrows() {
    probe.run = () -> {
      throw new StackOverflowError("with a secret");
    };
    flight.begin(START);
    land();

    assertThat(flight.poll(START + 7))
        .hasToString(ProbeResult.internalError(new StackOverflowError(), Duration.ofNanos(7), NOW)
            .toString());
    assertThat(flight.begin(START + 10)).isNull();
  }

  @Test
  void addsFactsToEachResult() {
    probe.facts = RedisFacts.NONE;
    flight.begin(START);
    land();
    assertThat(flight.poll(START + 10))
        .isEqualTo(PONG.with(List.of(Fault.AUTH_NOT_NEEDED), RedisFacts.NONE));

    flight.begin(START + 20);
    ProbeResult overdue = flight.poll(START + 1_020);
    assertThat(overdue)
        .isEqualTo(ProbeResult.failure(Fault.READ_TIMEOUT, Duration.ofNanos(1_000), NOW)
            .with(List.of(Fault.AUTH_NOT_NEEDED), RedisFacts.NONE));
  }

  @Test
  void givesTheFirstAttemptsMoreTimeUntilTheFirstSuccess() {
    SingleFlight patient = patient();
    patient.begin(START);
    assertThat(patient.deadlineAt()).isEqualTo(START + 9_000);
    assertThat(probe.limit).isEqualTo(Duration.ofNanos(9_000));
    assertThat(patient.poll(START + 8_999)).isNull();
    land();
    assertThat(patient.poll(START + 8_999)).isSameAs(PONG);

    patient.begin(START + 10_000);
    assertThat(patient.deadlineAt()).isEqualTo(START + 11_000);
    assertThat(probe.limit).isEqualTo(Duration.ofNanos(1_000));
  }

  @Test
  void givesMoreTimeToNoMoreAttemptsThanThatWhichNeedIt() {
    SingleFlight patient = patient();
    long now = START;
    for (int i = 0; i < 2; i++) {
      // A failure within the deadline does not count.
      probe.run = () -> ProbeResult.failure(Fault.LOADING, Duration.ofNanos(1), NOW);
      patient.begin(now);
      land();
      assertThat(patient.poll(now + 999)).isNotNull();
      patient.begin(now + 1_000);
      assertThat(patient.deadlineAt()).isEqualTo(now + 10_000);
      assertThat(patient.poll(now + 10_000)).isNotNull();
      land();
      assertThat(patient.poll(now + 10_001)).isNull();
      now += 20_000;
    }
    patient.begin(now);
    assertThat(patient.deadlineAt()).isEqualTo(now + 1_000);
  }

  @Test
  void countsNoFurtherAttemptWhileALateFirstOneEnds() {
    SingleFlight patient = patient();
    patient.begin(START);
    assertThat(patient.poll(START + 9_000)).isNotNull();

    assertThat(patient.begin(START + 10_000)).isNull();
    assertThat(patient.isWaiting()).isTrue();
    assertThat(patient.deadlineAt()).isEqualTo(START + 19_000);
    land();
    assertThat(patient.poll(START + 12_000)).isNull();
    assertThat(patient.isWaiting()).isFalse();
    assertThat(patient.begin(START + 12_000)).isNull();
    assertThat(probe.begun).isEqualTo(2);
  }

  @Test
  void anAnswerThatTookLongLeavesTheFurtherAttemptsTheirTime() {
    SingleFlight patient = patient();
    probe.run = () -> ProbeResult.failure(Fault.AUTH_FAILED, Duration.ofNanos(1), NOW);
    for (int i = 0; i < 3; i++) {
      long now = START + i * 20_000L;
      patient.begin(now);
      assertThat(patient.deadlineAt()).isEqualTo(now + 9_000);
      land();
      assertThat(patient.poll(now + 5_000)).isNotNull();
    }
  }

  private SingleFlight patient() {
    return new SingleFlight(
        probe,
        new SingleFlight.Deadlines(
            Duration.ofNanos(1_000), Duration.ofNanos(4_000), Duration.ofNanos(9_000), 2),
        threads::add,
        CLOCK,
        () -> {});
  }

  @Test
  void givesAFarawayDependencyTheTimeThatItsRoundTripsNeed() {
    probe.allowance = 3;
    flight.begin(START);
    assertThat(flight.deadlineAt()).isEqualTo(START + 3_000);
    assertThat(probe.limit).isEqualTo(Duration.ofNanos(3_000));

    flight.shorten(Duration.ofNanos(700));
    assertThat(flight.deadlineAt()).isEqualTo(START + 2_100);
    ProbeResult overdue = Objects.requireNonNull(flight.poll(START + 2_100));
    assertThat(overdue.fault()).isEqualTo(Fault.READ_TIMEOUT);
    assertThat(flight.begin(START + 2_200)).isNotNull();
  }

  @Test
  void boundsTheTimeForRoundTrips() {
    SingleFlight patient = patient();
    probe.allowance = 3;
    patient.begin(START);
    land();
    assertThat(patient.poll(START + 1)).isSameAs(PONG);
    probe.allowance = 7;
    patient.begin(START + 10);

    assertThat(patient.deadlineAt()).isEqualTo(START + 4_010);
  }

  @Test
  void reportsThatNoThreadCanStart() {
    var grounded = new SingleFlight(
        probe,
        Duration.ofNanos(1_000),
        task -> {
          throw new OutOfMemoryError("unable to create native thread");
        },
        CLOCK,
        () -> {});

    assertThat(grounded.begin(START))
        .hasToString(ProbeResult.internalError(new OutOfMemoryError(), Duration.ZERO, NOW)
            .toString());
    assertThat(grounded.isWaiting()).isFalse();
    assertThat(grounded.poll(START + 10)).isNull();
    assertThat(grounded.begin(START + 20)).isNotNull();
  }

  @Test
  void reportsThatTheProbeCannotStart() {
    probe.refusal = new RejectedExecutionException();

    assertThat(flight.begin(START))
        .hasToString(ProbeResult.internalError(new RejectedExecutionException(), Duration.ZERO, NOW)
            .toString());
    assertThat(flight.isWaiting()).isFalse();
  }

  @Test
  void cancelsTheRunningAttemptOnClose() throws InterruptedException {
    flight.abandon();
    assertThat(probe.closed).isEqualTo(1);
    assertThat(probe.givenUp).isZero();
    flight.awaitEnd(0);

    flight.begin(START);
    flight.abandon();
    assertThat(probe.givenUp).isEqualTo(1);
    land();
    flight.awaitEnd(Long.MAX_VALUE);
  }

  private void land() {
    Objects.requireNonNull(threads.poll()).run();
  }

  /** A probe whose attempts find out what a test wants. */
  private static final class FakeProbe implements Probe {
    Supplier<ProbeResult> run = () -> PONG;

    @Nullable
    RuntimeException refusal;

    @Nullable
    RedisFacts facts;

    int begun;
    int givenUp;
    int closed;

    @Nullable
    Duration limit;

    int allowance = 1;

    @Override
    public Duration allowance(Duration configured) {
      return configured.multipliedBy(allowance);
    }

    @Override
    public void limit(Duration deadline) {
      limit = deadline;
    }

    @Override
    public Attempt begin() {
      begun++;
      if (refusal != null) {
        throw refusal;
      }
      return new Attempt() {
        @Override
        public ProbeResult run() {
          return run.get();
        }

        @Override
        public Cause cancel() {
          givenUp++;
          return Fault.READ_TIMEOUT;
        }

        @Override
        public ProbeResult complete(ProbeResult bare) {
          return facts == null ? bare : bare.with(List.of(Fault.AUTH_NOT_NEEDED), facts);
        }
      };
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
