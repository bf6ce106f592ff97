package ai.hokusai.api.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Limits the number of concurrent requests, so that requests which wait for a dependency never use all threads.
 * Some more requests wait briefly without a thread; the others get 503 immediately.
 */
final class ConcurrencyLimit extends QoSHandler {

  ConcurrencyLimit() {
    setMaxRequestCount(ServerLimits.WORKING);
    setMaxSuspendedRequestCount(ServerLimits.WAITING);
    setMaxSuspend(ServerLimits.WAITING_TIME);
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
