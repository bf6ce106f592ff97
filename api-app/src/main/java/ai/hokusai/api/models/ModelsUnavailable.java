package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.Resource;
import ai.hokusai.health.classify.Fault;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The error response under the paths of the models while they are not served. */
public record ModelsUnavailable(Problem problem) implements Resource {
  /** The operator did not enable them. */
  public static final ModelsUnavailable OFF = because("MODELS_ENABLED is not true");
  /** The service runs without Redis. */
  public static final ModelsUnavailable DISABLED = because("Redis is disabled by REDIS_ENABLED");
  /** The settings of Redis cannot be used while the process runs. */
  public static final ModelsUnavailable REJECTED = new ModelsUnavailable(new Problem(
      503,
      "the settings of Redis were rejected; correct them and restart the service",
      Fault.CONFIG_INVALID.code(),
      Duration.ofMinutes(1)));

  private static ModelsUnavailable because(String reason) {
    return new ModelsUnavailable(Problem.of(404, "there are no models here: " + reason));
  }

  @Override
  public String root() {
    return ModelsResource.LIST;
  }

  @Override
  public Optional<Problem> refusal(Request request) {
    return Optional.of(problem);
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi routes) {
    // Every request is refused before it is routed.
  }
}
