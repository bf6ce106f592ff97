package ai.hokusai.api.endpoint;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.http.BearerToken.Verdict;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.api.http.ReadOnly;
import ai.hokusai.api.http.RequestCounts;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthEndpoints;
import ai.hokusai.health.http.HealthResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Handles the health paths before all other handlers, so that they never wait behind a request that uses Redis.
 * Reads the present report, and never contacts a dependency. Thread-safe.
 */
public final class HealthHandler extends Handler.Wrapper {
  private static final int[] OF_SERVICE = {200, 400, 405, 503};
  private static final int[] OF_PAGE = {200, 400, 401, 405, 429, 503};
  private static final int[] OF_CHECK = {200, 400, 404, 405, 503};
  private static final String ROOT = "/";
  private static final HttpField WRONG_TOKEN =
      new HttpField("X-Health-Details", "this is not the token in HEALTH_DETAILS_TOKEN");
  private static final HttpField TOO_MANY_TOKENS =
      new HttpField("X-Health-Details", "too many wrong tokens; retry in a second");

  private final Supplier<HealthReport> health;
  private final HealthEndpoints endpoints;
  private final ResponseWriter responses;
  private final DetailsAccess access;
  private final InstantSource clock;
  private final RequestCounts requests = new RequestCounts();

  /**
   * Creates a handler.
   *
   * @param health supplies the present report
   * @param access decides which requests get details
   * @param facts the facts on this service for responses
   * @param recent the sources of further facts
   * @param clock supplies the present time, for the age of results
   */
  public HealthHandler(
      Supplier<HealthReport> health,
      DetailsAccess access,
      ServiceFacts facts,
      Recent recent,
      InstantSource clock) {
    this.health = health;
    this.endpoints = HealthEndpoints.of(clock).withHint(access.hint());
    this.responses = new ResponseWriter(facts, recent, access);
    this.access = access;
    this.clock = clock;
    for (String path : HealthEndpoints.paths()) {
      requests.addPath(path, statuses(path));
    }
  }

  private static int[] statuses(String path) {
    return Login.isAt(path)
        ? OF_PAGE
        : HealthEndpoints.check(path).isPresent() ? OF_CHECK : OF_SERVICE;
  }

  /** The number of responses by path and status. */
  public RequestCounts requests() {
    return requests;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    String endpoint = HealthEndpoints.find(path).orElse(null);
    if (endpoint == null) {
      return path.equals(ROOT)
          ? index(request, response, callback)
          : super.handle(request, response, callback);
    }
    if (ReadOnly.rejects(request, response, callback, status -> requests.add(endpoint, status))) {
      return true;
    }
    Verdict verdict =
        HealthEndpoints.exposesChecks(path) ? access.judge(request) : Verdict.ANONYMOUS;
    if (verdict != Verdict.GRANTED && access.hasLogin() && Login.isRequested(path, request)) {
      requests.add(endpoint, Login.status(verdict));
      Login.respond(verdict, response, callback);
    } else {
      respond(path, verdict, request, response, callback);
    }
    return true;
  }

  private boolean index(Request request, Response response, Callback callback) {
    if (!ReadOnly.rejects(request, response, callback, status -> {})) {
      Index.respond(health.get(), responses.title(request), request, response, callback);
    }
    return true;
  }

  private void respond(
      String path, Verdict verdict, Request request, Response response, Callback callback) {
    HealthReport report = health.get();
    HealthResponse found = endpoints.respond(report, request.getMethod(), path).orElseThrow();
    response.setStatus(found.status());
    found.headers().forEach(response.getHeaders()::add);
    switch (verdict) {
      case GRANTED, ANONYMOUS -> {}
      case REFUSED -> response.getHeaders().put(WRONG_TOKEN);
      case LIMITED -> response.getHeaders().put(TOO_MANY_TOKENS);
    }
    requests.add(found.path(), found.status());
    ByteBuffer body = found.status() == HttpStatus.NOT_FOUND_404
        ? noSuchCheck(found, report, request, response)
        : body(found, path, report, verdict, request, response);
    boolean isIndented = ResponseFormat.isPretty(request);
    response.write(true, isIndented ? ResponseWriter.indented(body) : body, callback);
  }

  /** Repeats no part of the path. */
  private static ByteBuffer noSuchCheck(
      HealthResponse found, HealthReport report, Request request, Response response) {
    if (ResponseFormat.of(request) != ResponseFormat.TEXT) {
      return ByteBuffer.wrap(found.body());
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ResponseFormat.TEXT.contentType());
    String paths =
        HealthEndpoints.checks(report).stream().map(each -> "  " + each + "\n").collect(joining());
    return ResponseWriter.text("404 Not Found: no check has this name\n" + paths);
  }

  private ByteBuffer body(
      HealthResponse found,
      String path,
      HealthReport report,
      Verdict verdict,
      Request request,
      Response response) {
    if (!HealthEndpoints.exposesChecks(path)) {
      return ByteBuffer.wrap(found.body());
    }
    Instant now = clock.instant();
    boolean hasDetails = verdict == Verdict.GRANTED;
    String check = HealthEndpoints.check(path).orElse(null);
    if (check != null) {
      return hasDetails
          ? ResponseWriter.full(report.check(check).orElseThrow(), now)
          : ByteBuffer.wrap(found.body());
    }
    ResponseFormat format = ResponseFormat.of(request);
    if (format != ResponseFormat.JSON) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, format.contentType());
    }
    if (format == ResponseFormat.PAGE) {
      response.getHeaders().put(HealthPage.POLICY);
    }
    return hasDetails
        ? responses.full(request, report, now)
        : responses.brief(request, found, report, now);
  }
}
