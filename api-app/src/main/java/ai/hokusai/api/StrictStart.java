package ai.hokusai.api;

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
 * The first seconds of a strict start. The server listens after the first success, or once Redis was shown
 * to be unusable for a reason that may pass: by two answers, or by three attempts that ran out of their
 * time. A fault of class CONFIG on two probes in a row, ignoring attempts that ran out of time, refuses the
 * start. Used by one thread.
 */
final class StrictStart {
  // Shorter than the time between two probes.
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int CONFIRMED = 2;

  private final StartupSettings settings;
  private final Supplier<Optional<HealthSnapshot>> redis;
  private final long start = System.nanoTime();
  private int failures;
  private int configFaults;
  private int passingFaults;
  private int timeouts;

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
   * Waits for the results that decide whether to listen. A load balancer that got a single 200 from a server
   * that is about to refuse its settings would count it as a healthy one. The grace does not end this wait:
   * the number of attempts does.
   *
   * @throws StartRefusedException where the settings cannot work
   */
  void decide() throws StartRefusedException {
    while (isOpen() && !isUnusable()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /**
   * Waits for the end of the start.
   *
   * @throws StartRefusedException where the settings cannot work
   */
  void watch() throws StartRefusedException {
    while (isOpen() && System.nanoTime() - start < settings.grace().toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Reads the snapshot once and returns whether there is a reason to read it again. */
  private boolean isOpen() throws StartRefusedException {
    HealthSnapshot snapshot = redis.get().orElse(null);
    if (!settings.isStrict() || snapshot == null || isOver(snapshot)) {
      return false;
    }
    look(snapshot);
    return true;
  }

  private boolean isUnusable() {
    return passingFaults >= CONFIRMED || timeouts >= Schedule.FIRST_ATTEMPTS;
  }

  private static boolean isOver(HealthSnapshot snapshot) {
    return snapshot.status() == Status.HEALTHY || snapshot.tally().lastSuccessAt() != null;
  }

  private void look(HealthSnapshot snapshot) throws StartRefusedException {
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
      passingFaults++;
      configFaults = 0;
    }
    if (configFaults >= CONFIRMED) {
      throw new StartRefusedException(Finding.of(Severity.ERROR, cause));
    }
  }
}
