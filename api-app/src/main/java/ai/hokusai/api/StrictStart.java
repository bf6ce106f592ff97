package ai.hokusai.api;

import ai.hokusai.api.log.Refusal;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
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
      Fault fault = look(snapshot);
      if (fault != null) {
        return Optional.of(new Refusal(fault.name(), fault.message(), fault.remedy()));
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return Optional.empty();
  }

  private static boolean isOver(HealthSnapshot snapshot) {
    return snapshot.status() == Status.HEALTHY
        || snapshot.status() == Status.DRAINING
        || snapshot.tally().lastSuccessAt() != null;
  }

  /** Takes one look; returns the fault once it was seen on two probes running. */
  @Nullable
  Fault look(HealthSnapshot snapshot) {
    Fault fault = snapshot.fault();
    boolean isNews = snapshot.tally().consecutiveFailures() != failures;
    boolean needsCorrection = fault != null && fault.faultClassWhileStarting() == FaultClass.CONFIG;
    if (isNews) {
      failures = snapshot.tally().consecutiveFailures();
      sightings = needsCorrection ? sightings + 1 : 0;
    }
    return needsCorrection && sightings >= 2 ? fault : null;
  }
}
