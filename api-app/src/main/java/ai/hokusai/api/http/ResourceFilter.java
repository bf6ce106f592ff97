package ai.hokusai.api.http;

import ai.hokusai.api.http.Resource.Refusal;
import java.time.Duration;
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
  private static final Refusal NOT_FOUND = new Refusal(Problem.of(404, ""), Duration.ZERO);

  private final List<Resource> resources;

  ResourceFilter(List<Resource> resources) {
    this.resources = List.copyOf(resources);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      Problem problem = refusal.get().problem();
      DelayedResponse.send(
          request,
          callback,
          refusal.get().delay(),
          () -> Problems.write(request, response, callback, problem));
      return true;
    }
    return super.handle(request, response, callback);
  }

  private Optional<Refusal> refusal(Request request) {
    String path = Request.getPathInContext(request);
    for (Resource resource : resources) {
      if (path.equals(resource.root()) || path.startsWith(resource.root() + "/")) {
        return resource.refusal(request);
      }
    }
    return Optional.of(NOT_FOUND);
  }
}
