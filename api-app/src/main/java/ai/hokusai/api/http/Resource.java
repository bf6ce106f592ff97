package ai.hokusai.api.http;

import io.javalin.router.JavalinDefaultRoutingApi;

/** One part of the API: a few paths, and who answers there. */
@FunctionalInterface
public interface Resource {

  /**
   * Adds its paths.
   *
   * @param routes where
   */
  void addTo(JavalinDefaultRoutingApi routes);
}
