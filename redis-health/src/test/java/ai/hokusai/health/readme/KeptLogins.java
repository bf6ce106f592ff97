package ai.hokusai.health.readme;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.redis.CredentialsSource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The sample of the README for a credentials source, here so that it compiles and runs. */
final class KeptLogins implements CredentialsSource {
  private static final long KEPT = Duration.ofMinutes(1).toNanos();

  private final Callable<Map<String, String>> secret;
  private @Nullable Login last;
  private long readAt;

  KeptLogins(Callable<Map<String, String>> secret) {
    this.secret = secret;
  }

  @Override
  public synchronized Login current() throws Exception {
    Login kept = last;
    if (kept != null && System.nanoTime() - readAt < KEPT) {
      return kept;
    }
    Map<String, String> read = secret.call();
    Secret password = Secret.of(Objects.requireNonNull(read.get("password")));
    Login fresh = new Login(read.get("username"), password);
    last = fresh;
    readAt = System.nanoTime();
    return fresh;
  }
}
