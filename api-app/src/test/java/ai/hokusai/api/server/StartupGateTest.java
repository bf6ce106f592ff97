package ai.hokusai.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.api.config.StartupSettings;
import ai.hokusai.api.config.StartupSettings.Policy;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StartupGateTest {
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
  private static final StartupSettings STRICT =
      new StartupSettings(Policy.STRICT, Duration.ofMinutes(1));
  private static final HealthSnapshot BEFORE = failing(0, Fault.NOT_CHECKED_YET);
  private static final HealthSnapshot WORKS = HealthSnapshot.of(Status.HEALTHY, null, AT)
      .withCheckedAt(AT)
      .withTally(Tally.of(1, 0, 0, false, AT));

  @ParameterizedTest
  @EnumSource(names = {"AUTH_FAILED", "TLS_UNTRUSTED", "DNS_NOT_FOUND"})
  void refusesAFaultOfTheSettingsOnTwoProbesRunning(Fault fault) {
    assertThat(watch(BEFORE, failing(1, fault), failing(1, fault), failing(2, fault)))
        .isEqualTo(Finding.of(Severity.ERROR, fault));
  }

  @Test
  void looksAtTwoProbesNotTwiceAtOne() {
    HealthSnapshot once = failing(1, Fault.AUTH_FAILED);
    assertThat(watch(once, once, once, WORKS)).isNull();
  }

  @Test
  void namesTheLaterOfTwoFaults() {
    assertThat(watch(failing(1, Fault.AUTH_REQUIRED), failing(2, Fault.TLS_EXPIRED)))
        .extracting(Finding::code)
        .isEqualTo("TLS_EXPIRED");
  }

  @Test
  void restartsAfterATransientFault() {
    assertThat(watch(
            failing(1, Fault.AUTH_FAILED),
            failing(2, Fault.CONNECT_REFUSED),
            failing(3, Fault.AUTH_FAILED),
            WORKS))
        .isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT_REFUSED", "LOADING", "MAX_CLIENTS", "INTERNAL_ERROR"})
  void toleratesEachOtherFault(Fault fault) {
    assertThat(watch(failing(1, fault), failing(2, fault), failing(3, fault), WORKS))
        .isNull();
  }

  @Test
  void endsWithTheFirstSuccess() {
    var later = HealthSnapshot.of(Status.UNHEALTHY, Fault.AUTH_FAILED, AT)
        .withCheckedAt(AT)
        .withTally(Tally.of(0, 3, 1, false, AT));
    assertThat(watch(later, failing(8, Fault.AUTH_FAILED), failing(9, Fault.AUTH_FAILED)))
        .isNull();
  }

  @Test
  void endsWithTheGrace() throws StartRefusedException {
    var settings = new StartupSettings(Policy.STRICT, Duration.ofMillis(5));
    var start = new StartupGate(settings, () -> Optional.of(BEFORE));
    start.watch();
  }

  @Test
  void isOverAtOnceWhereItNeedNotBeStrict() throws StartRefusedException {
    var tolerant = new StartupSettings(Policy.TOLERANT, Duration.ofDays(1));
    new StartupGate(tolerant, () -> Optional.of(failing(2, Fault.AUTH_FAILED))).watch();
    new StartupGate(STRICT, Optional::empty).watch();
  }

  /** Whether to listen is decided by the last snapshot of each row: the next one would be too much. */
  @Test
  void listensAfterTheFirstSuccessOrTwoTransientFaults() throws StartRefusedException {
    var once = failing(1, Fault.AUTH_FAILED);
    decide(BEFORE, BEFORE, WORKS);
    decide(once, once, WORKS);
    decide(BEFORE, failing(1, Fault.CONNECT_REFUSED), failing(2, Fault.CONNECT_REFUSED));
    decide(once, once, failing(2, Fault.LOADING), failing(3, Fault.BUSY));
    decide(once, failing(2, Fault.LOADING), failing(3, Fault.AUTH_FAILED), failing(4, Fault.BUSY));
    assertThatThrownBy(() -> decide(once, once, failing(2, Fault.AUTH_FAILED)))
        .isInstanceOf(StartRefusedException.class);
  }

  /** A cold JVM runs out of time by itself, which says nothing of the token. */
  @ParameterizedTest
  @EnumSource(names = {"DNS_TIMEOUT", "CONNECT_TIMEOUT", "TLS_HANDSHAKE_TIMEOUT", "READ_TIMEOUT"})
  void aTimeoutNeitherListensNorClearsTheSettings(Fault timeout) throws StartRefusedException {
    var late = failing(1, timeout);
    decide(late, late, failing(2, timeout), failing(3, timeout));
    for (List<HealthSnapshot> each : List.of(
        List.of(late, failing(2, Fault.AUTH_FAILED), failing(3, Fault.AUTH_FAILED)),
        List.of(
            late,
            failing(2, Fault.AUTH_FAILED),
            failing(3, timeout),
            failing(4, Fault.AUTH_FAILED)))) {
      assertThatThrownBy(() -> decide(each.toArray(HealthSnapshot[]::new)))
          .isInstanceOf(StartRefusedException.class);
    }
  }

  @Test
  void theGraceDoesNotEndTheWaitForADecision() {
    var seen = List.of(BEFORE, failing(1, Fault.AUTH_FAILED), failing(2, Fault.AUTH_FAILED))
        .iterator();
    var start = new StartupGate(
        new StartupSettings(Policy.STRICT, Duration.ofNanos(1)), () -> Optional.of(seen.next()));
    assertThatThrownBy(start::decide).isInstanceOf(StartRefusedException.class);
  }

  @Test
  void aStalledProbeDecidesNothing() throws StartRefusedException {
    var stale = failing(1, Fault.PROBE_STALLED, Status.STALE);
    decide(stale, failing(2, Fault.PROBE_STALLED, Status.STALE), WORKS);
  }

  private static void decide(HealthSnapshot... seen) throws StartRefusedException {
    Iterator<HealthSnapshot> snapshots = List.of(seen).iterator();
    new StartupGate(STRICT, () -> Optional.of(snapshots.next())).decide();
    assertThat(snapshots).isExhausted();
  }

  private static @Nullable Finding watch(HealthSnapshot... seen) {
    Iterator<HealthSnapshot> snapshots = List.of(seen).iterator();
    try {
      new StartupGate(STRICT, () -> Optional.of(snapshots.next())).watch();
      return null;
    } catch (StartRefusedException e) {
      return e.refusal();
    }
  }

  private static HealthSnapshot failing(int times, Fault fault) {
    return failing(times, fault, times == 0 ? Status.STARTING : Status.UNHEALTHY);
  }

  private static HealthSnapshot failing(int times, Fault fault, Status status) {
    return HealthSnapshot.of(status, fault, AT)
        .withCheckedAt(AT)
        .withTally(Tally.of(0, times, 0, false, null));
  }
}
