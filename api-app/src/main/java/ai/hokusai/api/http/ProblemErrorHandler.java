package ai.hokusai.api.http;

import ai.hokusai.api.log.RequestEvents;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes the errors of Jetty, such as those for malformed requests, in the format of other errors. */
final class ProblemErrorHandler extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // The client causes 505, and a connection that ends or stalls.
    if (response.getStatus() == HttpStatus.INTERNAL_SERVER_ERROR_500
        && request.getAttribute(ERROR_EXCEPTION) instanceof Throwable failure
        && !isCausedByClient(failure)) {
      RequestEvents.failed(request.getMethod(), failure);
    }
    // No customizer ran for a request that is not HTTP.
    SecurityHeaders.addTo(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
    byte[] body = Problems.body(Problem.of(response.getStatus()));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static boolean isCausedByClient(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof QuietException || each instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
