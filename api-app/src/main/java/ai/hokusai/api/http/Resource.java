package ai.hokusai.api.http;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** A part of the API: its paths, the requests that it refuses unread, and the answers to the others. */
public interface Resource {

  /** The path that all of its paths are equal to or below of. */
  String root();

  /** The problem of a request that is refused before its body is read; empty where it is to be routed. */
  Optional<Problem> refusal(Request request);

  /** Adds its routes. */
  void addTo(JavalinDefaultRoutingApi routes);
}
