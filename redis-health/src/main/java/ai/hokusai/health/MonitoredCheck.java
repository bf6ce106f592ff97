package ai.hokusai.health;

import ai.hokusai.health.probe.ProbeResult;
import ai.hokusai.health.probe.SingleFlight;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.health.state.HealthState;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One check on its schedule: when it is asked, and where the answers go. It never waits, and the thread
 * of the loop, the only one to use it, says what time it is.
 */
final class MonitoredCheck {
  private final int index;
  private final SingleFlight flight;
  private final Schedule schedule;
  private final Board board;
  private final DoubleSupplier jitter;
  private long dueAt;

  MonitoredCheck(
      int index,
      SingleFlight flight,
      Schedule schedule,
      Board board,
      DoubleSupplier jitter,
      long firstDueAt) {
    this.index = index;
    this.flight = flight;
    this.schedule = schedule;
    this.board = board;
    this.jitter = jitter;
    this.dueAt = firstDueAt;
  }

  /**
   * Does what has to be done by now.
   *
   * @return when there will be something to do next, unless an attempt lands before
   */
  long advance(long now) {
    take(flight.poll(now), now);
    if (!flight.isWaiting() && now - dueAt >= 0) {
      take(flight.begin(now), now);
    }
    return flight.isWaiting() ? flight.deadlineAt() : dueAt;
  }

  private void take(@Nullable ProbeResult result, long now) {
    if (result != null) {
      HealthState state = board.publish(index, result, now);
      Duration pause = state.pause(schedule, result.at(), jitter.getAsDouble());
      dueAt = now + pause.toNanos();
    }
  }
}
