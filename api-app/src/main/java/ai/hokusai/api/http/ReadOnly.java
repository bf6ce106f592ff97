package ai.hokusai.api.http;

import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Restricts a path to GET and HEAD with at most one Authorization header. */
public final class ReadOnly {
  private static final HttpField ALLOWED = new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD");

  private ReadOnly() {}

  /** Responds with 405 or 400 to other requests, whose status it counts first; returns false for all that remain. */
  public static boolean rejects(
      Request request, Response response, Callback callback, IntConsumer counter) {
    boolean isRead =
        HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    if (isRead && !BearerToken.isAmbiguous(request)) {
      return false;
    }
    int status = isRead ? HttpStatus.BAD_REQUEST_400 : HttpStatus.METHOD_NOT_ALLOWED_405;
    if (!isRead) {
      response.getHeaders().put(ALLOWED);
    }
    counter.accept(status);
    Response.writeError(request, response, callback, status);
    return true;
  }
}
