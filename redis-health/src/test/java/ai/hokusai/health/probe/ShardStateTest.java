package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ShardStateTest {
  private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");

  private ShardState state = ShardState.initial(START);
  private Instant now = START;

  @Test
  void theFirstSuccessCountsAtOnce() {
    assertThat(state.isChanging()).isTrue();

    next(null);

    assertThat(state.isDown()).isFalse();
    assertThat(state.isChanging()).isFalse();
  }

  @Test
  void theThirdFailureCounts() {
    next(null);
    next(Fault.READ_TIMEOUT);
    next(Fault.CONNECT_TIMEOUT);
    assertThat(state.isDown()).isFalse();
    assertThat(state.isChanging()).isTrue();

    next(Fault.CONNECT_REFUSED);

    assertThat(state.cause()).isEqualTo(Fault.CONNECT_REFUSED);
    assertThat(state.since()).isEqualTo(now);
    assertThat(state.isChanging()).isFalse();
  }

  @Test
  void aSuccessInBetweenBeginsTheCountAgain() {
    next(null);
    next(Fault.READ_TIMEOUT);
    next(Fault.READ_TIMEOUT);
    next(null);
    next(Fault.READ_TIMEOUT);

    assertThat(state.isDown()).isFalse();
  }

  @Test
  void theSecondSuccessEndsAnOutage() {
    next(Fault.AUTH_FAILED);
    assertThat(state.isDown()).isTrue();
    Instant since = state.since();
    next(null);
    assertThat(state.isDown()).isTrue();
    assertThat(state.since()).isEqualTo(since);

    next(null);

    assertThat(state.isDown()).isFalse();
  }

  @Test
  void anOutageKeepsItsBeginningWithAnotherCause() {
    next(Fault.AUTH_FAILED);
    Instant since = state.since();
    next(Fault.READ_TIMEOUT);

    assertThat(state.cause()).isEqualTo(Fault.READ_TIMEOUT);
    assertThat(state.since()).isEqualTo(since);
  }

  private void next(@Nullable Cause result) {
    now = now.plusSeconds(1);
    state = state.next(result, now, Thresholds.DEFAULT);
  }
}
