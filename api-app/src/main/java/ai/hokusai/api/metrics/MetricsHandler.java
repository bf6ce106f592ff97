package ai.hokusai.api.metrics;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.api.http.ReadOnly;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Handles {@code /metrics} before requests that may wait for Redis. Thread-safe. */
public final class MetricsHandler extends Handler.Wrapper {
  private static final String PATH = "/metrics";
  private static final HttpField FORMAT =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
  private static final HttpField CHALLENGE =
      new PreEncodedHttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private final MetricSources sources;
  private final DetailsAccess access;
  private @Nullable Exposition exposition;

  /**
   * Creates a handler.
   *
   * @param sources supplies the values
   * @param access decides which requests get the metrics
   */
  public MetricsHandler(MetricSources sources, DetailsAccess access) {
    this.sources = sources;
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!PATH.equals(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    if (ReadOnly.rejects(request, response, callback, status -> {})) {
      return true;
    }
    switch (access.judgeForMetrics(request)) {
      case GRANTED -> {
        response.getHeaders().put(FORMAT);
        response.getHeaders().put(NO_STORE);
        response.write(true, ByteBuffer.wrap(exposition().text()), callback);
      }
      case ANONYMOUS, REFUSED -> {
        response.getHeaders().put(CHALLENGE);
        Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
      }
      case LIMITED -> {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, BearerToken.RETRY_AFTER);
        Response.writeError(request, response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
      }
    }
    return true;
  }

  /** Created at the first scrape: its 360 classes would delay the start. */
  private synchronized Exposition exposition() {
    Exposition made = exposition;
    if (made == null) {
      made = new Exposition(sources);
      exposition = made;
    }
    return made;
  }
}
