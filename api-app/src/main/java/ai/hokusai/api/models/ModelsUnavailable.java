package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.Resource;
import ai.hokusai.health.classify.Fault;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The error responses under the paths of the models while they are not served. */
public enum ModelsUnavailable implements Resource {
  /** The operator did not enable them. */
  OFF(Problem.of(404, "there are no models here: MODELS_ENABLED is not true")),
  /** The service runs without Redis. */
  DISABLED(Problem.of(404, "there are no models here: Redis is disabled by REDIS_ENABLED")),
  /** The settings of Redis cannot be used while the process runs. */
  REJECTED(Problem.unavailable(Fault.CONFIG_INVALID, Duration.ofMinutes(1)));

  @SuppressWarnings("ImmutableEnumChecker") // Problem is a record of immutable values.
  private final Problem problem;

  ModelsUnavailable(Problem problem) {
    this.problem = problem;
  }

  @Override
  public String root() {
    return ModelsResource.LIST;
  }

  @Override
  public Optional<Refusal> refusal(Request request) {
    return Optional.of(new Refusal(problem, Duration.ZERO));
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi routes) {
    // Every request is refused before it is routed.
  }
}
