package ai.hokusai.api.http;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests of no resource, and those that their resource does not serve, before any of their body is
 * read. Whatever passes has been checked by the resource that its path belongs to.
 */
final class Admission extends Handler.Wrapper {
  private static final Problem NOT_FOUND = Problem.of(404, "");

  private final List<Resource> resources;

  Admission(List<Resource> resources) {
    this.resources = List.copyOf(resources);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Problem> refusal = refusal(request);
    if (refusal.isPresent()) {
      Problems.write(request, response, callback, refusal.get());
      return true;
    }
    return super.handle(request, response, callback);
  }

  private Optional<Problem> refusal(Request request) {
    String path = Request.getPathInContext(request);
    for (Resource resource : resources) {
      if (path.equals(resource.root()) || path.startsWith(resource.root() + "/")) {
        return resource.refusal(request);
      }
    }
    return Optional.of(NOT_FOUND);
  }
}
