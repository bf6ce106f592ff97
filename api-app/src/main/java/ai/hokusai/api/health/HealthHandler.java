package ai.hokusai.api.health;

import ai.hokusai.api.format.Json;
import ai.hokusai.api.health.BearerToken.Verdict;
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
 * Answers the health paths ahead of everything else, since they are asked most and must not wait behind
 * a request that uses Redis. It reads a report and never a dependency; many threads use it.
 */
public final class HealthHandler extends Handler.Wrapper {
  private static final String CHECKS = "/health/checks/";
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField DEGRADED = new HttpField("X-Health-Status", "degraded");
  private static final String CODE = "X-Health-Code";
  private static final HttpField REFUSED =
      new HttpField("X-Health-Details", "this is not the token in HEALTH_DETAILS_TOKEN");
  // Redis is asked every two seconds while it is down, so an earlier look would find nothing new.
  private static final HttpField RETRY_AFTER = new PreEncodedHttpField(HttpHeader.RETRY_AFTER, "2");

  private final Supplier<HealthReport> health;
  private final Answers answers;
  private final DetailsAccess access;
  private final InstantSource clock;
  private final RequestCounts requests = new RequestCounts();

  /**
   * A handler in front of whatever is attached behind it.
   *
   * @param health how the service is, asked at each request
   * @param access who may see details
   * @param facts what the service knows of itself
   * @param history the last changes
   * @param clock tells how old a result is
   */
  public HealthHandler(
      Supplier<HealthReport> health,
      DetailsAccess access,
      ServiceFacts facts,
      History history,
      InstantSource clock) {
    this.health = health;
    this.answers = new Answers(facts, history);
    this.access = access;
    this.clock = clock;
  }

  /** How often each path was answered. */
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
    if (ReadOnly.refuses(request, response, callback)) {
      requests.add(endpoint, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    if (BearerToken.isAmbiguous(request)) {
      requests.add(endpoint, HttpStatus.BAD_REQUEST_400);
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    boolean hasDetails = endpoint == null || endpoint.tellsOfDependencies();
    Verdict verdict = hasDetails ? access.judge(request) : Verdict.ANONYMOUS;
    Later.answer(
        request,
        callback,
        access.delay(verdict),
        () -> answer(verdict, request, response, callback));
    return true;
  }

  private void answer(Verdict verdict, Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Endpoint endpoint = Endpoint.at(path);
    HealthReport report = health.get();
    response.getHeaders().put(NO_STORE);
    if (verdict == Verdict.REFUSED) {
      response.getHeaders().put(REFUSED);
    }
    ByteBuffer body = endpoint == null
        ? check(report.check(path.substring(CHECKS.length())).orElse(null), verdict, response)
        : service(endpoint, report, verdict, request, response);
    if (body == null) {
      requests.add(endpoint, HttpStatus.NOT_FOUND_404);
      Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    } else {
      requests.add(endpoint, response.getStatus());
      response.write(true, body, callback);
    }
  }

  private ByteBuffer service(
      Endpoint endpoint, HealthReport report, Verdict verdict, Request request, Response response) {
    Instant now = clock.instant();
    status(response, endpoint.isYes(report, now));
    HttpFields.Mutable headers = response.getHeaders();
    if (!endpoint.tellsOfDependencies()) {
      headers.put(HttpHeader.CONTENT_TYPE, Form.JSON.contentType());
      if (response.getStatus() != HttpStatus.OK_200) {
        code(response, report.cause().orElse(null));
      }
      return endpoint.shortBody(report, now);
    }
    code(response, report.cause().orElse(null));
    if (endpoint == Endpoint.OVERALL && report.status() == Status.DEGRADED) {
      headers.put(DEGRADED);
    }
    Form form = Form.of(request);
    headers.put(HttpHeader.CONTENT_TYPE, form.contentType());
    if (form == Form.PAGE) {
      headers.put(HealthPage.POLICY);
    }
    return verdict == Verdict.GRANTED
        ? answers.full(form, report, now)
        : answers.brief(form, report, now);
  }

  private @Nullable ByteBuffer check(
      HealthReport.@Nullable Check check, Verdict verdict, Response response) {
    if (check == null) {
      return null;
    }
    Instant now = clock.instant();
    status(response, check.snapshot().isUsable());
    code(response, check.snapshot().cause());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Form.JSON.contentType());
    return verdict == Verdict.GRANTED
        ? ByteBuffer.wrap(Json.bytes(Details.of(check, now)))
        : PublicJson.of(Summary.of(check)).at(now);
  }

  /** The code in a header, for clients that read no body. */
  private static void code(Response response, @Nullable Cause cause) {
    if (cause != null) {
      response.getHeaders().put(CODE, cause.code());
    }
  }

  private static void status(Response response, boolean isYes) {
    response.setStatus(isYes ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
    if (!isYes) {
      response.getHeaders().put(RETRY_AFTER);
    }
  }
}
