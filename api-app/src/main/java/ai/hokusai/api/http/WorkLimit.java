package ai.hokusai.api.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests through that those which wait for a dependency never take all threads. A few more
 * wait for a moment without one, and what comes beyond that is told so at once.
 */
final class WorkLimit extends QoSHandler {

  WorkLimit() {
    setMaxRequestCount(Bounds.WORKING);
    setMaxSuspendedRequestCount(Bounds.WAITING);
    setMaxSuspend(Bounds.WAITING_TIME);
  }

  @Override
  protected void reject(Request request, Response response, Callback callback, int status) {
    Problems.write(request, response, callback, Problem.busy());
  }

  @Override
  protected void failSuspended(
      Request request, Response response, Callback callback, int status, Throwable failure) {
    Problems.write(request, response, callback, Problem.busy());
  }
}
