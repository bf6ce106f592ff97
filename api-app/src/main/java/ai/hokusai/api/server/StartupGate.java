package ai.hokusai.api.server;

import ai.hokusai.api.config.StartupSettings;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.schedule.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Decides in the first seconds of a strict start whether the server listens. It listens after the first
 * success, or once Redis is unusable for a temporary reason: two replies, or three timeouts. A fault of
 * class CONFIG on two consecutive probes, ignoring timeouts, refuses the start. Used by one thread.
 */
final class StartupGate {
  // Shorter than the time between two probes.
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int CONFIRMED = 2;

  private final StartupSettings settings;
  private final Supplier<Optional<HealthSnapshot>> redis;
  private final long start = System.nanoTime();
  private int failures;
  private int configFaults;
  private int temporaryFaults;
  private int timeouts;

  /**
   * Starts the grace period.
   *
   * @param settings the policy and the grace period
   * @param redis the present snapshot of Redis, empty if Redis is disabled
   */
  StartupGate(StartupSettings settings, Supplier<Optional<HealthSnapshot>> redis) {
    this.settings = settings;
    this.redis = redis;
  }

  /**
   * Waits for the results that decide whether to listen. A load balancer that got a single 200 would count a
   * server as healthy that refuses its settings a moment later. The number of attempts ends this wait, not
   * the grace period.
   *
   * @throws StartRefusedException if the settings cannot work
   */
  void decide() throws StartRefusedException {
    while (isOpen() && !isUnusable()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * Waits until the start is over.
   *
   * @throws StartRefusedException if the settings cannot work
   */
  void watch() throws StartRefusedException {
    while (isOpen() && System.nanoTime() - start < settings.grace().toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Reads the snapshot once. Returns true if it must be read again. */
  private boolean isOpen() throws StartRefusedException {
    HealthSnapshot snapshot = redis.get().orElse(null);
    if (!settings.isStrict() || snapshot == null || isOver(snapshot)) {
      return false;
    }
    count(snapshot);
    return true;
  }

  private boolean isUnusable() {
    return temporaryFaults >= CONFIRMED || timeouts >= Schedule.FIRST_ATTEMPTS;
  }

  private static boolean isOver(HealthSnapshot snapshot) {
    return snapshot.status() == Status.HEALTHY || snapshot.tally().lastSuccessAt() != null;
  }

  private void count(HealthSnapshot snapshot) throws StartRefusedException {
    Cause cause = snapshot.cause();
    int seen = snapshot.tally().consecutiveFailures();
    if (cause == null || seen == failures || snapshot.status() == Status.STALE) {
      return;
    }
    failures = seen;
    Fault fault = Fault.of(cause);
    if (cause.faultClassWhileStarting() == FaultClass.CONFIG) {
      configFaults++;
    } else if (fault != null && fault.isTimeout()) {
      timeouts++;
    } else {
      temporaryFaults++;
      configFaults = 0;
    }
    if (configFaults >= CONFIRMED) {
      throw new StartRefusedException(Finding.of(Severity.ERROR, cause));
    }
  }
}
