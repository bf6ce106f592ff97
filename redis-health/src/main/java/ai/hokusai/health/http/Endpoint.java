package ai.hokusai.health.http;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The health endpoints of the whole service; each has its own rule for 200 and 503. */
enum Endpoint {
  /** The overall status, for people and monitoring. */
  OVERALL("/health"),
  /** The readiness for traffic that needs the dependencies, for orchestrators. */
  READY("/health/ready"),
  /** The target health check of a load balancer: 200 unless the service is draining. */
  ALB("/health/alb"),
  /** The liveness: 200 unless health monitoring has stalled for over 60 s. */
  LIVE("/health/live");

  // Shorter stalls, such as a paused virtual machine, end without a restart.
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  /** The path; some endpoints also have an alias. */
  String path() {
    return path;
  }

  /** The endpoint at a path, null for none. */
  static @Nullable Endpoint at(String path) {
    return switch (path) {
      case "/health" -> OVERALL;
      case "/health/ready", "/ready" -> READY;
      case "/health/alb" -> ALB;
      case "/health/live" -> LIVE;
      default -> null;
    };
  }

  /** Returns true for status 200, false for 503. */
  boolean isOk(HealthReport report, Instant now) {
    return switch (this) {
      case OVERALL, READY -> report.status().isUsable();
      case ALB -> report.status() != Status.DRAINING;
      case LIVE ->
        report.status() != Status.STALE || now.isBefore(report.since().plus(STALLED));
    };
  }

  /** Returns true if the response depends on the checks. */
  boolean exposesChecks() {
    return this == OVERALL || this == READY;
  }
}
