package ai.hokusai.api.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** A part of the API: its paths, the requests that it rejects without reading the body, and its routes. */
public interface Resource {

  /** The common prefix of its paths. */
  String root();

  /** The response to a request that is rejected before its body is read, empty if it is routed. Called once. */
  Optional<Problem> refusal(Request request);

  /** Adds the routes. */
  void addTo(JavalinDefaultRoutingApi routes);
}
