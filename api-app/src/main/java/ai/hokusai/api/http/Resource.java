package ai.hokusai.api.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** A part of the API: its paths, the requests that it refuses unread, and the answers to the others. */
public interface Resource {

  /** The path that all of its paths are equal to or below of. */
  String root();

  /**
   * The answer to a request that is refused before its body is read.
   *
   * @param problem the answer
   * @param delay how long it waits
   */
  record Refusal(Problem problem, Duration delay) {}

  /** The refusal of a request, empty where it is to be routed. Called once for a request. */
  Optional<Refusal> refusal(Request request);

  /** Adds its routes. */
  void addTo(JavalinDefaultRoutingApi routes);
}
