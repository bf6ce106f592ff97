package ai.hokusai.api.health;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One question about the whole service, each with a right answer of its own for who asks it. */
enum Endpoint {
  /** How is it? For people, monitoring, and whoever wants one answer. */
  OVERALL("/health"),
  /** Can it take traffic that needs its dependencies? For orchestrators. */
  READY("/health/ready"),
  /** May the load balancer send traffic? It may as long as the server answers and is to stay. */
  ALB("/health/alb"),
  /** Is the process to be left alone? It is unless it has stopped to notice anything. */
  LIVE("/health/live");

  // Shorter stalls happen, such as a machine that was frozen; they pass without a restart.
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  /** Where it is; an alias leads there too. */
  String path() {
    return path;
  }

  /** The endpoint at a path, null where there is none. */
  static @Nullable Endpoint at(String path) {
    return switch (path) {
      case "/health" -> OVERALL;
      case "/health/ready", "/ready" -> READY;
      case "/health/alb" -> ALB;
      case "/health/live" -> LIVE;
      default -> null;
    };
  }

  /** Whether the answer is yes, which HTTP knows as 200 and as 503 otherwise. */
  boolean isYes(HealthReport report, Instant now) {
    return switch (this) {
      case OVERALL, READY -> report.status().isUsable();
      case ALB -> report.status() != Status.DRAINING;
      case LIVE ->
        report.status() != Status.STALE || now.isBefore(report.since().plus(STALLED));
    };
  }

  /** The whole body of an answer that tells nothing of dependencies. */
  ByteBuffer shortBody(HealthReport report, Instant now) {
    String body = isYes(report, now)
        ? "{\"status\":\"healthy\"}"
        : "{\"status\":\"" + Summary.word(report.status()) + "\",\"code\":\"" + Summary.code(report)
            + "\"}";
    return ByteBuffer.wrap(body.getBytes(US_ASCII));
  }

  /** Whether the answer depends on dependencies, and so may say how they are. */
  boolean tellsOfDependencies() {
    return this == OVERALL || this == READY;
  }
}
