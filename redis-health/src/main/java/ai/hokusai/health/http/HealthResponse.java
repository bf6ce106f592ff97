package ai.hokusai.health.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
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

  /**
   * An error in the format of RFC 9457.
   *
   * @param more further fields of the JSON object, in their order
   */
  static HealthResponse error(
      String path,
      int status,
      String title,
      Map<String, Object> more,
      Map<String, String> headers) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("type", "about:blank");
    all.put("title", title);
    all.put("status", status);
    all.putAll(more);
    return new HealthResponse(path, status, headers, HealthDetails.json(all) + '\n');
  }

  /** The same response with a further header. */
  HealthResponse with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HealthResponse(path, status, Collections.unmodifiableMap(all), body);
  }

  /** The same response with another body. */
  HealthResponse with(String other) {
    return new HealthResponse(path, status, headers, other);
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

  /** The body, a new array that ends with a line end. A response to HEAD has the same headers and no body, which most servers leave out. */
  public byte[] body() {
    return body.getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return status + " " + path;
  }
}
