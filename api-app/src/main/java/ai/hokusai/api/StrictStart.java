package ai.hokusai.api;

import ai.hokusai.api.config.StartupSettings;
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
  // Shorter than the time between two probes.
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final StartupSettings settings;
  private final Supplier<Optional<HealthSnapshot>> redis;
  private final long start = System.nanoTime();
  private int failures;
  private int sightings;

  /**
   * Begins the grace.
   *
   * @param settings whether to be strict, and how long
   * @param redis how Redis is, empty where the service does without
   */
  StrictStart(StartupSettings settings, Supplier<Optional<HealthSnapshot>> redis) {
    this.settings = settings;
    this.redis = redis;
  }

  /**
   * Waits for the result that decides whether to listen. A load balancer that got a single good answer from a
   * server that is about to refuse its settings would count it as a healthy one.
   *
   * @throws StartRefusedException where the settings cannot work
   */
  void decide() throws StartRefusedException {
    while (isOpen() && (failures == 0 || sightings > 0)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * Waits for the end of the start.
   *
   * @throws StartRefusedException where the settings cannot work
   */
  void watch() throws StartRefusedException {
    while (isOpen()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Takes one look, and says whether there is a reason for another. */
  private boolean isOpen() throws StartRefusedException {
    HealthSnapshot snapshot = redis.get().orElse(null);
    if (!settings.isStrict() || snapshot == null || isOver(snapshot)) {
      return false;
    }
    look(snapshot);
    return System.nanoTime() - start < settings.grace().toNanos();
  }

  private static boolean isOver(HealthSnapshot snapshot) {
    return snapshot.status() == Status.HEALTHY || snapshot.tally().lastSuccessAt() != null;
  }

  private void look(HealthSnapshot snapshot) throws StartRefusedException {
    Cause cause = snapshot.cause();
    if (snapshot.tally().consecutiveFailures() != failures) {
      failures = snapshot.tally().consecutiveFailures();
      sightings = needsCorrection(cause) ? sightings + 1 : 0;
    }
    if (cause != null && sightings >= 2) {
      throw new StartRefusedException(new Refusal(cause.code(), cause.message(), cause.remedy()));
    }
  }

  private static boolean needsCorrection(@Nullable Cause cause) {
    return cause != null && cause.faultClassWhileStarting() == FaultClass.CONFIG;
  }
}
