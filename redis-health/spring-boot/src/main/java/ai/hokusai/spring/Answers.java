package ai.hokusai.spring;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** Translates a status and its cause for the actuator. */
final class Answers {

  private Answers() {}

  static org.springframework.boot.health.contributor.Status of(Status status) {
    return switch (status) {
      case HEALTHY, DEGRADED -> org.springframework.boot.health.contributor.Status.UP;
      case STARTING, DRAINING -> org.springframework.boot.health.contributor.Status.OUT_OF_SERVICE;
      case UNHEALTHY, STALE -> org.springframework.boot.health.contributor.Status.DOWN;
    };
  }

  /** Adds the status, and the cause where there is one, to the details of an answer. */
  static Health complete(Health.Builder answer, Status status, @Nullable Cause cause) {
    answer.withDetail("status", status.name().toLowerCase(Locale.ROOT));
    if (cause != null) {
      answer
          .withDetail("code", cause.code())
          .withDetail("message", cause.message())
          .withDetail("remedy", cause.remedy());
    }
    return answer.build();
  }
}
