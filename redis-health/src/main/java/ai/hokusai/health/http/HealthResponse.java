package ai.hokusai.health.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A response of a health endpoint, for the server to send. Immutable. */
public final class HealthResponse {
  private final String path;
  private final int status;
  private final Map<String, String> headers;
  private final String body;

  HealthResponse(String path, int status, Map<String, String> headers, String body) {
    this.path = requireNonNull(path, "path");
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** An error in the format of RFC 9457. */
  static HealthResponse error(String path, int status, String title, Map<String, String> headers) {
    String body =
        "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + '}';
    return new HealthResponse(path, status, headers, body);
  }

  /** The endpoint, one of {@link HealthEndpoints#paths()}: one value for an alias and for all checks, for metrics. */
  public String path() {
    return path;
  }

  /** The status code: 200, 404, 405 or 503. */
  public int status() {
    return status;
  }

  /** The headers except the length. Unmodifiable. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body, a new array. A response to HEAD has the same headers and no body, which most servers leave out. */
  public byte[] body() {
    return body.getBytes(US_ASCII);
  }

  @Override
  public String toString() {
    return status + " " + path;
  }
}
