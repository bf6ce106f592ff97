package ai.hokusai.api.endpoint;

import ai.hokusai.api.http.BearerToken.Verdict;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.api.http.ReadOnly;
import ai.hokusai.api.http.RequestCounts;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Handles the health paths before all other handlers, so that they never wait behind a request that uses Redis.
 * Reads the present report, and never contacts a dependency. Thread-safe.
 */
public final class HealthHandler extends Handler.Wrapper {
  private static final String CHECKS = "/health/checks/";
  private static final String CHECK = CHECKS + "{name}";
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField DEGRADED = new HttpField("X-Health-Status", "degraded");
  private static final String CODE = "X-Health-Code";
  private static final HttpField WRONG_TOKEN =
      new HttpField("X-Health-Details", "this is not the token in HEALTH_DETAILS_TOKEN");
  // The interval of probes while Redis is down; no earlier request gets a new result.
  private static final HttpField RETRY_AFTER = new PreEncodedHttpField(HttpHeader.RETRY_AFTER, "2");

  private final Supplier<HealthReport> health;
  private final ResponseWriter responses;
  private final DetailsAccess access;
  private final InstantSource clock;
  private final RequestCounts requests = new RequestCounts();

  /**
   * Creates a handler.
   *
   * @param health supplies the present report
   * @param access decides which requests get details
   * @param facts the facts on this service for detailed responses
   * @param history the latest changes
   * @param clock supplies the present time, for the age of results
   */
  public HealthHandler(
      Supplier<HealthReport> health,
      DetailsAccess access,
      ServiceFacts facts,
      ChangeHistory history,
      InstantSource clock) {
    this.health = health;
    this.responses = new ResponseWriter(facts, history);
    this.access = access;
    this.clock = clock;
    for (Endpoint endpoint : Endpoint.values()) {
      requests.addPath(endpoint.path(), 200, 400, 405, 503);
    }
    requests.addPath(CHECK, 200, 400, 404, 405, 503);
  }

  /** The number of responses by path and status. */
  public RequestCounts requests() {
    return requests;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    Endpoint endpoint = Endpoint.at(path);
    if (endpoint == null && !path.startsWith(CHECKS)) {
      return super.handle(request, response, callback);
    }
    if (ReadOnly.rejects(request, response, callback, status -> count(endpoint, status))) {
      return true;
    }
    boolean hasDetails = endpoint == null || endpoint.exposesChecks();
    Verdict verdict = hasDetails ? access.judge(request) : Verdict.ANONYMOUS;
    access.respond(
        verdict, request, callback, () -> respond(endpoint, verdict, request, response, callback));
    return true;
  }

  private void respond(
      @Nullable Endpoint endpoint,
      Verdict verdict,
      Request request,
      Response response,
      Callback callback) {
    HealthReport report = health.get();
    response.getHeaders().add(NO_STORE);
    if (verdict == Verdict.REFUSED) {
      response.getHeaders().put(WRONG_TOKEN);
    }
    ByteBuffer body = endpoint == null
        ? check(report.check(checkName(request)).orElse(null), verdict, response)
        : service(endpoint, report, verdict, request, response);
    if (body == null) {
      count(endpoint, HttpStatus.NOT_FOUND_404);
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    } else {
      count(endpoint, response.getStatus());
      response.write(true, body, callback);
    }
  }

  private static String checkName(Request request) {
    return Request.getPathInContext(request).substring(CHECKS.length());
  }

  private void count(@Nullable Endpoint endpoint, int status) {
    requests.add(endpoint == null ? CHECK : endpoint.path(), status);
  }

  private ByteBuffer service(
      Endpoint endpoint, HealthReport report, Verdict verdict, Request request, Response response) {
    Instant now = clock.instant();
    status(response, endpoint.isOk(report, now));
    HttpFields.Mutable headers = response.getHeaders();
    if (!endpoint.exposesChecks()) {
      headers.add(HttpHeader.CONTENT_TYPE, ResponseFormat.JSON.contentType());
      if (response.getStatus() != HttpStatus.OK_200) {
        code(response, report.cause().orElse(null));
      }
      return endpoint.shortBody(report, now);
    }
    code(response, report.cause().orElse(null));
    if (endpoint == Endpoint.OVERALL && report.status() == Status.DEGRADED) {
      headers.put(DEGRADED);
    }
    ResponseFormat format = ResponseFormat.of(request);
    headers.add(HttpHeader.CONTENT_TYPE, format.contentType());
    if (format == ResponseFormat.PAGE) {
      headers.put(HealthPage.POLICY);
    }
    return verdict == Verdict.GRANTED
        ? responses.full(format, report, now)
        : responses.brief(format, report, now);
  }

  private @Nullable ByteBuffer check(
      HealthReport.@Nullable Check check, Verdict verdict, Response response) {
    if (check == null) {
      return null;
    }
    Instant now = clock.instant();
    status(response, check.snapshot().isUsable());
    code(response, check.snapshot().cause());
    response.getHeaders().add(HttpHeader.CONTENT_TYPE, ResponseFormat.JSON.contentType());
    return verdict == Verdict.GRANTED
        ? ResponseWriter.full(check, now)
        : ResponseWriter.brief(check, now);
  }

  /** The code in a header, for clients that read no body. */
  private static void code(Response response, @Nullable Cause cause) {
    if (cause != null) {
      response.getHeaders().put(CODE, cause.code());
    }
  }

  private static void status(Response response, boolean isOk) {
    response.setStatus(isOk ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
    if (!isOk) {
      response.getHeaders().put(RETRY_AFTER);
    }
  }
}
