package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import ai.hokusai.api.http.Resource;
import ai.hokusai.health.classify.Fault;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;

/** What the paths of the models answer where the service has no Redis to keep them in. */
public enum NoModels implements Resource {
  /** The operator wants none. */
  DISABLED(Problem.of(404, "there are no models here: Redis is disabled by REDIS_ENABLED")),
  /** The settings of Redis are of no use, for as long as the process runs. */
  REJECTED(Problem.unavailable(Fault.CONFIG_INVALID, Duration.ofMinutes(1)));

  @SuppressWarnings("ImmutableEnumChecker") // A record of immutable values.
  private final Problem problem;

  NoModels(Problem problem) {
    this.problem = problem;
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.before(ModelsResource.LIST, context -> refuse());
    routes.before(ModelsResource.LIST + "/*", context -> refuse());
  }

  private void refuse() {
    throw new ProblemException(problem);
  }
}
