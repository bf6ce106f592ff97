package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.DependencyGuard.Refusal;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.probe.ProbeResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class DependencyGuardTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private long now;
  private int used;
  private final InstantSource clock = () -> START.plusNanos(now);
  private final HealthStore store =
      new HealthStore(Checks.view("Co", START, 0), clock, () -> now, List.of());
  private final DependencyGuard guard =
      new DependencyGuard(store, 0, clock, () -> now, null, slot -> null);

  @Test
  void allowsAllRequestsWhileUp() {
    results((Cause) null);

    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("used");
    assertThat(used).isEqualTo(2);
  }

  @Test
  void allowsAllRequestsBeforeTheFirstResult() {
    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("used");
  }

  @Test
  void aFirstFailureIsEnoughToHoldRequestsBack() {
    results(Fault.CONNECT_TIMEOUT);

    assertThat(store.state().check(0).snapshot().status()).isEqualTo(Status.STARTING);
    assertThat(ask()).isEqualTo("CONNECT_TIMEOUT PT1S");
  }

  @Test
  void allowsAllRequestsDespiteSingleFailures() {
    results(null, Fault.READ_TIMEOUT, Fault.READ_TIMEOUT);

    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("used");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "DNS_TIMEOUT",
        "CONNECT_TIMEOUT",
        "NETWORK_UNREACHABLE",
        "TLS_HANDSHAKE_TIMEOUT",
        "READ_TIMEOUT",
        "CREDENTIALS_UNAVAILABLE",
        "IAM_CREDENTIALS_UNREACHABLE",
        "CHECK_TIMEOUT",
        "ANNOUNCED_ADDRESS_UNREACHABLE",
        "SENTINEL_UNREACHABLE",
        "SERVER_IS_PLAINTEXT",
        "TLS_REQUIRED_BY_SERVER"
      })
  void allowsNoRequestWhileRedisDoesNotReply(Fault fault) {
    results(fault, fault, fault);

    for (int i = 0; i < 10; i++) {
      assertThat(ask()).isEqualTo(fault + " PT2S");
      pass(SECOND);
    }
    assertThat(used).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {
        "DNS_TIMEOUT",
        "CONNECT_TIMEOUT",
        "NETWORK_UNREACHABLE",
        "TLS_HANDSHAKE_TIMEOUT",
        "READ_TIMEOUT",
        "CREDENTIALS_UNAVAILABLE",
        "IAM_CREDENTIALS_UNREACHABLE",
        "CHECK_TIMEOUT",
        "ANNOUNCED_ADDRESS_UNREACHABLE",
        "SENTINEL_UNREACHABLE",
        "SERVER_IS_PLAINTEXT",
        "TLS_REQUIRED_BY_SERVER"
      })
  void allowsOneRequestASecondIfRedisRepliesWithErrors(Fault fault) {
    results(fault, fault, fault);

    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo(fault + " PT2S");
    pass(SECOND.minusNanos(1));
    assertThat(ask()).isEqualTo(fault + " PT2S");
    pass(Duration.ofNanos(1));
    assertThat(ask()).isEqualTo("used");
    assertThat(used).isEqualTo(2);
  }

  @Test
  void triesForACauseOfTheServiceToo() {
    var own = Cause.of("DOWN", FaultClass.SERVER, "it is down", "wait");
    results(own, own, own);

    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("DOWN PT2S");
  }

  @Test
  void triesWhileItRecoversWhateverItWas() {
    results(Fault.READ_TIMEOUT, Fault.READ_TIMEOUT, Fault.READ_TIMEOUT, null);

    assertThat(store.state().check(0).snapshot().status()).isEqualTo(Status.UNHEALTHY);
    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("READ_TIMEOUT PT1S");
  }

  @Test
  void triesWhereTheSnapshotIsStale() {
    results((Cause) null);
    pass(Duration.ofSeconds(17));

    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("PROBE_STALLED PT5S");
  }

  @Test
  void retryAfterGrowsAfterAMinute() {
    for (int i = 0; i < 70; i++) {
      results(Fault.READ_TIMEOUT);
      pass(SECOND);
    }
    assertThat(ask()).isEqualTo("READ_TIMEOUT PT10S");
  }

  @Test
  void allowsNoSecondTrialRequestAtATime() {
    results(Fault.LOADING, Fault.LOADING, Fault.LOADING);

    String answer = guard.call(
        () -> {
          pass(Duration.ofSeconds(5));
          return ask();
        },
        refusal -> "not the first");
    assertThat(answer).isEqualTo("LOADING PT2S");
  }

  @Test
  void releasesATrialThatFails() {
    results(Fault.LOADING, Fault.LOADING, Fault.LOADING);

    assertThatThrownBy(() -> guard.call(
            () -> {
              throw new IOException("no connection");
            },
            refusal -> "refused"))
        .isInstanceOf(IOException.class);
    pass(SECOND);
    assertThat(ask()).isEqualTo("used");
  }

  @Test
  void whatComesOfARequestChangesNothing() {
    results(Fault.LOADING, Fault.LOADING, Fault.LOADING);
    HealthReport before = store.state().report();

    assertThat(ask()).isEqualTo("used");
    assertThat(store.state().report()).isSameAs(before);
  }

  @Test
  void servesOnWhileDraining() {
    results((Cause) null);
    store.drain();

    assertThat(ask()).isEqualTo("used");
    assertThat(ask()).isEqualTo("used");
  }

  @Test
  @SuppressWarnings("NullAway") // Outside its JSpecify mode it does not see that T may be nullable.
  void returnsANullOfTheWork() {
    results((Cause) null);

    assertThat(guard.<@Nullable String, RuntimeException>call(() -> null, refusal -> "refused"))
        .isNull();
  }

  @Test
  void looksAtItsOwnCheckOnly() {
    var other = new DependencyGuard(store, 1, clock, () -> now, null, slot -> null);
    results(Fault.READ_TIMEOUT, Fault.READ_TIMEOUT, Fault.READ_TIMEOUT);

    assertThat(other.<String, RuntimeException>call(() -> "used", refusal -> "refused"))
        .isEqualTo("used");
  }

  private String ask() {
    return guard.call(
        () -> {
          used++;
          return "used";
        },
        DependencyGuardTest::refused);
  }

  private static String refused(Refusal refusal) {
    return refusal.cause().code() + " " + refusal.retryAfter();
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

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
