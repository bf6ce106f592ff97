package ai.hokusai.it.faults.harness;

import ai.hokusai.health.Status;
import org.jspecify.annotations.Nullable;

/** What somebody who asks a service at one moment is told of its Redis. */
public record Observation(Status status, @Nullable String code) {

  public boolean isUp() {
    return status == Status.HEALTHY || status == Status.DEGRADED;
  }

  public boolean isDown() {
    return status == Status.UNHEALTHY;
  }

  @Override
  public String toString() {
    return code == null ? status.name() : status + " " + code;
  }
}
