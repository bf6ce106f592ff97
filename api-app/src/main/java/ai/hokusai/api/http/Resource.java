package ai.hokusai.api.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** A part of the API: its paths, the requests that it rejects without reading the body, and its routes. */
public interface Resource {

  /** The common prefix of its paths. */
  String root();

  /**
   * The response to a request that is rejected before its body is read.
   *
   * @param problem the content
   * @param delay the delay of the response
   */
  record Refusal(Problem problem, Duration delay) {}

  /** The refusal of a request, empty if it is routed. Called once for a request. */
  Optional<Refusal> refusal(Request request);

  /** Adds the routes. */
  void addTo(JavalinDefaultRoutingApi routes);
}
