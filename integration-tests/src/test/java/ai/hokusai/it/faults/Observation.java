package ai.hokusai.it.faults;

import ai.hokusai.health.Status;
import org.jspecify.annotations.Nullable;

/** What somebody who asks a service at one moment is told of its Redis. */
record Observation(Status status, @Nullable String code) {

  boolean isUp() {
    return status == Status.HEALTHY || status == Status.DEGRADED;
  }

  boolean isDown() {
    return status == Status.UNHEALTHY;
  }

  @Override
  public String toString() {
    return code == null ? status.name() : status + " " + code;
  }
}
