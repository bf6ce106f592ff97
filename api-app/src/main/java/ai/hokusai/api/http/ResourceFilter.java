package ai.hokusai.api.http;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Rejects requests that belong to no resource, and those that their resource rejects, before any of the body
 * is read.
 */
final class ResourceFilter extends Handler.Wrapper {
  private static final Problem NOT_FOUND = Problem.of(404);

  private final List<Resource> resources;

  ResourceFilter(List<Resource> resources) {
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
