package ai.hokusai.health.connect;

import ai.hokusai.config.setting.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of AWS. Immutable; its text shows no secret.
 *
 * @param token the session token, null for long-lived credentials
 * @param end the time at which they expire, null for never
 * @param source the place that they came from, in words for people
 */
record AwsCredentials(
    String keyId,
    Secret key,
    @Nullable Secret token,
    @Nullable Instant end,
    String source) {

  /** Returns true if they do not expire within a time. */
  boolean lasts(Duration time, Instant now) {
    return end == null || now.plus(time).isBefore(end);
  }

  @Override
  public String toString() {
    return "credentials from " + source;
  }
}
