package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.Resource;
import ai.hokusai.health.classify.Fault;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The answers under the paths of the models where none are served. */
public enum NoModels implements Resource {
  /** The operator did not enable them. */
  OFF(Problem.of(404, "there are no models here: MODELS_ENABLED is not true")),
  /** The service runs without Redis. */
  DISABLED(Problem.of(404, "there are no models here: Redis is disabled by REDIS_ENABLED")),
  /** The settings of Redis are of no use, for as long as the process runs. */
  REJECTED(Problem.unavailable(Fault.CONFIG_INVALID, Duration.ofMinutes(1)));

  @SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
  private final Problem problem;

  NoModels(Problem problem) {
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
