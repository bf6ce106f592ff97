package ai.hokusai.api.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Restricts a path to GET and HEAD. */
public final class ReadOnly {
  private static final HttpField ALLOWED = new PreEncodedHttpField(HttpHeader.ALLOW, "GET, HEAD");

  private ReadOnly() {}

  /** Responds with 405 to other methods. Returns false for GET and HEAD, which remain to be handled. */
  public static boolean rejects(Request request, Response response, Callback callback) {
    if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
      return false;
    }
    response.getHeaders().put(ALLOWED);
    Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
    return true;
  }
}
