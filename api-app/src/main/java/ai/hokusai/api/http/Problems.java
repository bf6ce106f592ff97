package ai.hokusai.api.http;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Json;
import ai.hokusai.api.log.RequestEvents;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes error responses in the format of RFC 9457, without internal details. */
final class Problems {
  static final String CONTENT_TYPE = "application/problem+json";

  private Problems() {}

  /** Writes an error before the servlet layer. */
  static void write(Request request, Response response, Callback callback, Problem problem) {
    // The connection cannot be reused while a part of the body is unread.
    if (!request.consumeAvailable()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
    if (problem.status() == HttpStatus.UNAUTHORIZED_401) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds(retryAfter));
    }
    response.write(true, ByteBuffer.wrap(body(problem)), callback);
  }

  /** Writes the error of a resource. */
  static void refused(Context context, ProblemException refusal) {
    render(context, refusal.problem());
  }

  /** Writes the error of the router. */
  static void refused(Context context, HttpResponseException refusal) {
    if (refusal.getStatus() == HttpStatus.METHOD_NOT_ALLOWED_405) {
      context.header("Allow", String.join(", ", refusal.getDetails().values()));
    }
    render(context, Problem.of(refusal.getStatus()));
  }

  /** Writes status 500 for an unexpected exception, and logs it. */
  static void internal(Context context, Exception failure) {
    RequestEvents.failed(context.method().name(), failure);
    render(context, Problem.of(HttpStatus.INTERNAL_SERVER_ERROR_500));
  }

  private static void render(Context context, Problem problem) {
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      context.header("Retry-After", seconds(retryAfter));
    }
    context.status(problem.status()).contentType(CONTENT_TYPE).result(body(problem));
  }

  /** The wait in whole seconds, rounded up so that no client retries too early. */
  private static String seconds(Duration wait) {
    return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  static byte[] body(Problem problem) {
    return Json.bytes(new Fields()
        .add("type", "about:blank")
        .add("title", HttpStatus.getMessage(problem.status()))
        .add("status", problem.status())
        .addIfPresent("detail", problem.detail())
        .addIfPresent("code", problem.code()));
  }
}
