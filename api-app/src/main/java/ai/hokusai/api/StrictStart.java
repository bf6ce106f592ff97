package ai.hokusai.api;

import ai.hokusai.api.log.Refusal;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first seconds of a service that refuses to run with settings that cannot work: a fault that somebody
 * has to correct, on two probes running, ends it. It looks at the tally now and then, which costs nobody
 * anything, and ends with the first success or with the grace. Used by one thread.
 */
final class StrictStart {
  private final Supplier<HealthSnapshot> health;
  private int failures;
  private int sightings;

  StrictStart(Supplier<HealthSnapshot> health) {
    this.health = health;
  }

  /**
   * Watches.
   *
   * @param grace how long
   * @param pause the time between two looks, shorter than that between two probes
   * @return why the service must not go on, empty where it may
   */
  Optional<Refusal> watch(Duration grace, Duration pause) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < grace.toNanos()) {
      HealthSnapshot snapshot = health.get();
      if (isOver(snapshot)) {
        return Optional.empty();
      }
      Cause cause = look(snapshot);
      if (cause != null) {
        return Optional.of(new Refusal(cause.code(), cause.message(), cause.remedy()));
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return Optional.empty();
  }

  private static boolean isOver(HealthSnapshot snapshot) {
    return snapshot.status() == Status.HEALTHY || snapshot.tally().lastSuccessAt() != null;
  }

  /** Takes one look; returns the cause once it was seen on two probes running. */
  @Nullable
  Cause look(HealthSnapshot snapshot) {
    Cause cause = snapshot.cause();
    boolean isNews = snapshot.tally().consecutiveFailures() != failures;
    boolean needsCorrection = cause != null && cause.faultClassWhileStarting() == FaultClass.CONFIG;
    if (isNews) {
      failures = snapshot.tally().consecutiveFailures();
      sightings = needsCorrection ? sightings + 1 : 0;
    }
    return needsCorrection && sightings >= 2 ? cause : null;
  }
}
