package ai.hokusai.api.metrics;

import ai.hokusai.api.health.BearerToken;
import ai.hokusai.api.health.BearerToken.Verdict;
import ai.hokusai.api.health.DetailsAccess;
import ai.hokusai.api.health.Later;
import ai.hokusai.api.health.ReadOnly;
import java.io.IOException;
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

/** Answers {@code /metrics} ahead of requests that may wait for Redis. Many threads use it. */
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
   * A handler in front of whatever is attached behind it.
   *
   * @param sources where the figures come from
   * @param access who may see them
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
    if (ReadOnly.refuses(request, response, callback)) {
      return true;
    }
    if (BearerToken.isAmbiguous(request)) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    Verdict verdict = access.judgeForMetrics(request);
    Later.answer(
        request,
        callback,
        access.delay(verdict),
        () -> answer(verdict, request, response, callback));
    return true;
  }

  private void answer(Verdict verdict, Request request, Response response, Callback callback)
      throws IOException {
    if (verdict == Verdict.GRANTED) {
      response.getHeaders().put(FORMAT);
      response.getHeaders().put(NO_STORE);
      response.write(true, ByteBuffer.wrap(exposition().text()), callback);
    } else {
      response.getHeaders().put(CHALLENGE);
      Response.writeError(request, response, callback, HttpStatus.UNAUTHORIZED_401);
    }
  }

  /** Made at the first scrape: 360 classes that no start waits for, nor a service without Prometheus. */
  private synchronized Exposition exposition() {
    Exposition made = exposition;
    if (made == null) {
      made = new Exposition(sources);
      exposition = made;
    }
    return made;
  }
}
