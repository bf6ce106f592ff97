package ai.hokusai.api.document;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The health check of a target group.
 *
 * @param isTls whether the requests are sent over TLS
 * @param path the path of the requests, with its query; empty for a check that only connects
 * @param codes the status codes of a healthy target, as {@code 200}, {@code 200,204} or {@code 200-299}
 * @param interval the time between two checks
 * @param timeout the time limit for a response
 * @param unhealthyThreshold the number of failed checks in a row that make a target unhealthy
 */
public record HealthCheck(
    boolean isTls,
    String path,
    String codes,
    Duration interval,
    Duration timeout,
    int unhealthyThreshold) {
  private static final Pattern CODES = Pattern.compile("[0-9]{3}(?:[-,][0-9]{3})*");

  /** The path that this server has for load balancers. */
  public static final String PATH = "/health/alb";

  // The defaults of an application load balancer.
  static final long INTERVAL_SECONDS = 30;
  static final long UNHEALTHY = 2;
  private static final long TIMEOUT_SECONDS = 5;
  private static final String DEFAULT_PATH = "/";
  private static final String DEFAULT_CODES = "200";

  /** The check of {@code docs/ecs}, for a deployment without a target group. */
  public static HealthCheck recommended() {
    return new HealthCheck(
        false, PATH, DEFAULT_CODES, Duration.ofSeconds(5), Duration.ofSeconds(2), 2);
  }

  /** The check of a target group; what it does not set, or what is not known, has its default. */
  public static HealthCheck of(Node target) {
    Node protocol = target.get("healthCheckProtocol");
    String name = protocol == null ? target.literal("protocol") : protocol.text();
    boolean isHttp = name.isEmpty() || name.startsWith("HTTP");
    String path = target.literal("healthCheckPath");
    Node matcher = target.get("matcher", "httpCode");
    String codes = matcher == null ? "" : matcher.text();
    return new HealthCheck(
        name.equals("HTTPS"),
        isHttp ? (path.isEmpty() ? DEFAULT_PATH : path) : "",
        isValid(codes) ? codes : DEFAULT_CODES,
        seconds(target, "healthCheckIntervalSeconds", INTERVAL_SECONDS),
        seconds(target, "healthCheckTimeoutSeconds", TIMEOUT_SECONDS),
        (int) Node.number(target.get("unhealthyThresholdCount"), UNHEALTHY).orElse(UNHEALTHY));
  }

  private static Duration seconds(Node target, String name, long absent) {
    return Duration.ofSeconds(Node.number(target.get(name), absent).orElse(absent));
  }

  /** Returns true if the text is a list of status codes. */
  static boolean isValid(String codes) {
    return CODES.matcher(codes).matches();
  }

  /** Returns true if a response with this status is healthy. */
  public boolean accepts(int status) {
    return accepts(codes, status);
  }

  static boolean accepts(String codes, int status) {
    for (String range : codes.split(",", -1)) {
      String[] ends = range.split("-", -1);
      if (Integer.parseInt(ends[0]) <= status
          && status <= Integer.parseInt(ends[ends.length - 1])) {
        return true;
      }
    }
    return false;
  }

  /** The same check, with a tenth of its interval. */
  public HealthCheck hastened() {
    Duration tenth = interval.dividedBy(10);
    return new HealthCheck(isTls, path, codes, tenth, timeout, unhealthyThreshold);
  }
}
