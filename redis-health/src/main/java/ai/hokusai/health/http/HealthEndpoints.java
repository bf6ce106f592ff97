package ai.hokusai.health.http;

import static java.util.Objects.requireNonNull;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The health endpoints of a service, for any HTTP server: {@code /health}, {@code /health/ready} with its alias
 * {@code /ready}, {@code /health/alb}, {@code /health/live} and {@code /health/checks/{name}}. The responses are
 * those of {@code docs/endpoints.md}. Public ones hold the code with the constant words of its documentation,
 * and no address or setting; a request with the token of {@link #withDetails} gets more. Thread-safe, and
 * never waits.
 */
public final class HealthEndpoints {
  private static final String CHECKS = "/health/checks/";
  private static final String CHECK = CHECKS + "{name}";
  private static final String NO_SUCH_CHECK = "no check has this name";
  private static final String CODE = "X-Health-Code";
  private static final String HEALTHY = "{\"status\":\"healthy\"}\n";
  private static final String PROBLEM = "application/problem+json";
  private static final Map<String, String> ALWAYS =
      headers("Cache-Control", "no-store", "application/health+json");
  private static final Map<String, String> NOT_FOUND =
      headers("Cache-Control", "no-store", PROBLEM);
  private static final Map<String, String> NOT_ALLOWED = headers("Allow", "GET, HEAD", PROBLEM);
  // The interval of probes while Redis is down; no earlier request gets a new result.
  private static final String RETRY_AFTER = "2";

  private static final String BEARER = "Bearer ";
  private static final int SHORTEST_TOKEN = 16;
  private static final String HINT = "hidden; send the token for details as Authorization: Bearer";

  private final InstantSource clock;
  private final @Nullable Secret token;
  private final @Nullable String hint;
  private volatile @Nullable Rendered latest;

  private HealthEndpoints(InstantSource clock, @Nullable Secret token, @Nullable String hint) {
    this.clock = requireNonNull(clock, "clock");
    this.token = token;
    this.hint = hint;
  }

  /** One header and the content type, in this order with each start. */
  private static Map<String, String> headers(String name, String value, String contentType) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(name, value);
    headers.put("Content-Type", contentType);
    return Collections.unmodifiableMap(headers);
  }

  /** Endpoints with the clock of the system. */
  public static HealthEndpoints create() {
    return of(InstantSource.system());
  }

  /**
   * Endpoints with a clock.
   *
   * @param clock supplies the present time, for the age of results
   */
  public static HealthEndpoints of(InstantSource clock) {
    return new HealthEndpoints(clock, null, null);
  }

  /**
   * The same endpoints, whose public responses with a code say how to get the details.
   *
   * @param text one line without a secret, such as {@code hidden; send …}
   */
  public HealthEndpoints withHint(String text) {
    return new HealthEndpoints(clock, token, requireNonNull(text, "text"));
  }

  /**
   * The same endpoints with {@link HealthDetails} for requests that send a bearer token. Every client that has
   * the token sees them; limit the rate of wrong tokens in the server where it is public.
   *
   * @param token at least 16 characters, such as the output of {@code openssl rand -hex 32}
   * @throws IllegalArgumentException where the token is shorter
   */
  public HealthEndpoints withDetails(Secret token) {
    if (token.reveal(String::length) < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "the token for health details is shorter than 16 characters; openssl rand -hex 32 makes one");
    }
    return new HealthEndpoints(clock, token, HINT);
  }

  /** The paths of all endpoints without aliases, that of the checks as {@code /health/checks/{name}}. */
  public static List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (Endpoint endpoint : Endpoint.values()) {
      paths.add(endpoint.path());
    }
    paths.add(CHECK);
    return List.copyOf(paths);
  }

  /** The endpoint that serves the path of a request, one of {@link #paths()}; empty for paths of the service. */
  public static Optional<String> find(String path) {
    return Optional.ofNullable(name(path, Endpoint.at(path)));
  }

  /** Returns true for a path whose response depends on the checks, false for those of the load balancer and of liveness. */
  public static boolean exposesChecks(String path) {
    Endpoint endpoint = Endpoint.at(path);
    return endpoint == null ? isCheck(path) : endpoint.exposesChecks();
  }

  /** The name of the check whose endpoint has this path; empty for other paths. No check needs to have that name. */
  public static Optional<String> check(String path) {
    return isCheck(path) ? Optional.of(path.substring(CHECKS.length())) : Optional.empty();
  }

  /** The paths of the checks in a report, which a 404 lists for the path of another check. */
  public static List<String> checks(HealthReport report) {
    return report.checks().stream().map(each -> CHECKS + each.name()).toList();
  }

  private static boolean isCheck(String path) {
    return path.startsWith(CHECKS);
  }

  private static @Nullable String name(String path, @Nullable Endpoint endpoint) {
    return endpoint != null ? endpoint.path() : isCheck(path) ? CHECK : null;
  }

  /**
   * The public response to a request.
   *
   * @param report the present report, as {@code monitor.report()} returns it
   * @param method the method of the request, such as {@code GET}
   * @param path the path of the request, decoded and without the query
   * @return empty for a path that is none of the endpoints, which the service serves itself
   */
  public Optional<HealthResponse> respond(HealthReport report, String method, String path) {
    Endpoint endpoint = Endpoint.at(path);
    String name = name(path, endpoint);
    if (name == null) {
      return Optional.empty();
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Optional.of(
          HealthResponse.error(name, 405, "Method Not Allowed", Map.of(), NOT_ALLOWED));
    }
    Instant now = clock.instant();
    return Optional.of(
        endpoint == null
            ? check(check(path).flatMap(report::check).orElse(null), report, now)
            : service(endpoint, report, now));
  }

  /**
   * The response to a request, with details where it sends the token of {@link #withDetails}. A wrong token gets
   * the public response and the header {@code X-Health-Details}; the status is the same in each case.
   *
   * @param authorization the value of the header {@code Authorization}; null where the request has none, or
   *     several, of which a proxy may have read another
   * @return empty for a path that is none of the endpoints, which the service serves itself
   */
  public Optional<HealthResponse> respond(
      HealthReport report, String method, String path, @Nullable String authorization) {
    return respond(report, method, path).map(found -> {
      String sent = bearer(authorization);
      boolean hasChecks = exposesChecks(path) && (found.status() == 200 || found.status() == 503);
      if (sent == null || !hasChecks) {
        return found;
      }
      // Secrets compare in a time that does not depend on where the two differ.
      if (sent.isEmpty() || !Secret.of(sent).equals(token)) {
        return found.with("X-Health-Details", "wrong token");
      }
      Instant now = clock.instant();
      return found.with(HealthDetails.json(check(path)
              .flatMap(report::check)
              .map(check -> HealthDetails.of(check, now))
              .orElseGet(() -> HealthDetails.of(report, now)))
          + '\n');
    });
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private HealthResponse service(Endpoint endpoint, HealthReport report, Instant now) {
    boolean isOk = endpoint.isOk(report, now);
    Cause cause = report.cause().orElse(null);
    if (endpoint.exposesChecks()) {
      boolean isMarked = endpoint == Endpoint.OVERALL && report.status() == Status.DEGRADED;
      return response(endpoint.path(), isOk, cause, isMarked, json(report, now));
    }
    if (isOk) {
      return response(endpoint.path(), true, null, false, HEALTHY);
    }
    return response(
        endpoint.path(), false, cause, false, HealthSummary.of(report).start() + "}\n");
  }

  private HealthResponse check(
      HealthReport.@Nullable Check check, HealthReport report, Instant now) {
    if (check == null) {
      Map<String, Object> existing = new LinkedHashMap<>();
      existing.put("detail", NO_SUCH_CHECK);
      existing.put("endpoints", checks(report));
      return HealthResponse.error(CHECK, 404, "Not Found", existing, NOT_FOUND);
    }
    var snapshot = check.snapshot();
    String body = HealthSummary.of(check).json(now, hint);
    return response(CHECK, snapshot.isUsable(), snapshot.cause(), false, body);
  }

  private static HealthResponse response(
      String path, boolean isOk, @Nullable Cause cause, boolean isMarked, String body) {
    if (isOk && cause == null) {
      return new HealthResponse(path, 200, ALWAYS, body);
    }
    Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
    if (!isOk) {
      headers.put("Retry-After", RETRY_AFTER);
    }
    if (cause != null) {
      headers.put(CODE, cause.code());
    }
    if (isMarked) {
      headers.put("X-Health-Status", "degraded");
    }
    return new HealthResponse(path, isOk ? 200 : 503, Collections.unmodifiableMap(headers), body);
  }

  /** The JSON of the service, rendered again where the report or its age in tenths of a second changed. */
  @SuppressWarnings("ReferenceEquality") // Comparing the content would cost more than rendering.
  private String json(HealthReport report, Instant now) {
    Rendered last = latest;
    if (last == null || last.report != report || last.tenths != last.summary.tenths(now)) {
      HealthSummary summary = HealthSummary.of(report);
      last = new Rendered(report, summary, summary.tenths(now), summary.json(now, hint));
      latest = last;
    }
    return last.json;
  }

  private record Rendered(HealthReport report, HealthSummary summary, long tenths, String json) {}
}
