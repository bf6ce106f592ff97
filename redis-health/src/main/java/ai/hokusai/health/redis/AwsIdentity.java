package ai.hokusai.health.redis;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The credentials of AWS that signed a token, without any part of them. Immutable. */
public final class AwsIdentity {
  private final String source;
  private final @Nullable Instant expiresAt;

  private AwsIdentity(String source, @Nullable Instant expiresAt) {
    this.source = Objects.requireNonNull(source, "source");
    this.expiresAt = expiresAt;
  }

  /** Credentials of a source, which expire at a time, null for never. */
  public static AwsIdentity of(String source, @Nullable Instant expiresAt) {
    return new AwsIdentity(source, expiresAt);
  }

  /** The source in words for people, such as {@code the ECS task role}. */
  public String source() {
    return source;
  }

  /** The time at which the credentials expire, null for never. */
  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AwsIdentity identity
        && source.equals(identity.source)
        && Objects.equals(expiresAt, identity.expiresAt);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, expiresAt);
  }

  @Override
  public String toString() {
    return source + " until " + expiresAt;
  }
}
