package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.probe.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class HealthSnapshotTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration TOOK = Duration.ofMillis(3);
  private static final HealthSnapshot STARTING = HealthSnapshot.starting(START);

  @Test
  void knowsNothingBeforeTheFirstResult() {
    assertThat(STARTING)
        .isEqualTo(new HealthSnapshot(Status.STARTING, null, START, null, null, null));
    assertThat(STARTING.isHealthy()).isFalse();
  }

  @Test
  void isHealthyWithTheFirstSuccess() {
    HealthSnapshot healthy = STARTING.after(ProbeResult.success(TOOK, at(1)));

    assertThat(healthy)
        .isEqualTo(new HealthSnapshot(Status.HEALTHY, null, at(1), at(1), TOOK, null));
    assertThat(healthy.isHealthy()).isTrue();
  }

  @Test
  void keepsTheBeginningOfAStatusThatGoesOn() {
    HealthSnapshot healthy =
        STARTING.after(ProbeResult.success(TOOK, at(1))).after(ProbeResult.success(TOOK, at(6)));

    assertThat(healthy.since()).isEqualTo(at(1));
    assertThat(healthy.checkedAt()).isEqualTo(at(6));
  }

  @Test
  void countsAFaultAtOnce() {
    HealthSnapshot unhealthy = STARTING
        .after(ProbeResult.success(TOOK, at(1)))
        .after(ProbeResult.failure(Fault.LOADING, TOOK, at(6)));

    assertThat(unhealthy)
        .isEqualTo(new HealthSnapshot(Status.UNHEALTHY, Fault.LOADING, at(6), at(6), TOOK, null));
  }

  @Test
  void staysUnhealthyWhereOneFaultFollowsAnother() {
    HealthSnapshot unhealthy = STARTING
        .after(ProbeResult.failure(Fault.READ_TIMEOUT, TOOK, at(1)))
        .after(ProbeResult.failure(Fault.CONNECT_REFUSED, TOOK, at(2)));

    assertThat(unhealthy.fault()).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(unhealthy.since()).isEqualTo(at(1));
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
