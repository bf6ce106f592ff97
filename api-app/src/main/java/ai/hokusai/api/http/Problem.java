package ai.hokusai.api.http;

import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The content of an error response. It is public, so it contains no part of the request, and of the internal
 * cause only the code.
 *
 * @param status the status code
 * @param detail the instruction for the client, empty for none
 * @param code the code of the cause, null for none
 * @param retryAfter the time after which a retry can succeed, null for none
 */
public record Problem(
    int status,
    String detail,
    @Nullable String code,
    @Nullable Duration retryAfter) {
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;
  private static final String NOT_FOUND_DETAIL =
      "no endpoint has this path; / lists those of the health";
  private static final String UNAVAILABLE_DETAIL =
      "a dependency of this request is unavailable; retry later";

  /** A problem that the client causes. */
  public static Problem of(int status, String detail) {
    return new Problem(status, detail, null, null);
  }

  /** A problem whose title says enough; a 404 also names the path that lists the endpoints. */
  static Problem of(int status) {
    return of(status, status == NOT_FOUND ? NOT_FOUND_DETAIL : "");
  }

  /** A problem of a dependency that cannot be used. */
  public static Problem unavailable(Cause cause, Duration retryAfter) {
    return new Problem(UNAVAILABLE, UNAVAILABLE_DETAIL, cause.code(), retryAfter);
  }

  /** The server has too many requests. */
  static Problem busy() {
    return new Problem(
        UNAVAILABLE, "the server is busy with other requests", null, Duration.ofSeconds(1));
  }
}
