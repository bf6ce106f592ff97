package ai.hokusai.api.http;

import ai.hokusai.health.classify.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an error answer says. Everybody reads it, so it holds nothing of what was sent and nothing of what
 * went wrong inside, except the code.
 *
 * @param status the status code
 * @param detail what the client can do about it, empty where the status says all
 * @param code the code of the cause, where there is one
 * @param retryAfter when it is worth to ask again, where waiting helps
 */
public record Problem(
    int status,
    String detail,
    @Nullable String code,
    @Nullable Duration retryAfter) {
  private static final int UNAVAILABLE = 503;
  private static final String LATER = "a dependency of this request is unavailable; retry later";

  /** A problem of the client's making. */
  public static Problem of(int status, String detail) {
    return new Problem(status, detail, null, null);
  }

  /** A dependency cannot be used. */
  public static Problem unavailable(Cause cause, Duration retryAfter) {
    return new Problem(UNAVAILABLE, LATER, cause.code(), retryAfter);
  }

  /** Too much is going on. */
  static Problem busy() {
    return new Problem(
        UNAVAILABLE, "the server is busy with other requests", null, Duration.ofSeconds(1));
  }
}
