package ai.hokusai.health.connect;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.hokusai.config.IamSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.AwsIdentity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;

/**
 * A token of AWS IAM for each connection, signed with the credentials that are held now. No token is
 * kept. Any thread may use it.
 */
final class IamLogins implements Logins {
  // The probe renews the credentials before a request has to.
  private static final Duration AHEAD = Duration.ofMinutes(10);
  private static final Duration RESERVE = Duration.ofMinutes(5);
  // Between two attempts to renew credentials that still work.
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration PAUSE_WITHOUT = Duration.ofMillis(500);

  private final IamSettings iam;
  private final String user;
  private final AwsCredentialsSource source;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable AwsCredentials held;
  private @Nullable Cause failure;
  private Instant triedAt = Instant.MIN;

  IamLogins(IamSettings iam, String user, InstantSource clock) {
    this.iam = iam;
    this.user = user;
    this.source = new AwsCredentialsSource(iam.credentialVariables());
    this.clock = clock;
  }

  /** The logins of settings, null where they have a password or none. */
  static @Nullable IamLogins of(RedisSettings settings, InstantSource clock) {
    IamSettings iam = settings.iam();
    return iam == null
        ? null
        : new IamLogins(iam, requireNonNull(settings.username(), "username"), clock);
  }

  @Override
  public RedisCredentials next(Budget budget, ConnectionWatch watch) {
    Instant now = clock.instant();
    AwsCredentials current = current(budget, watch.mayWaitLonger(), now);
    watch.identifies(AwsIdentity.of(current.source(), current.end()));
    String token = IamToken.sign(iam, user, current, now);
    return new DefaultRedisCredentials(user, token.toCharArray());
  }

  @Override
  public boolean isFetched() {
    return true;
  }

  @Override
  public Cause describe(Cause cause, RedisSettings settings) {
    if (cause == Fault.CREDENTIALS_UNAVAILABLE) {
      return Fault.IAM_CREDENTIALS_UNREACHABLE;
    }
    if (cause != Fault.AUTH_FAILED) {
      return cause;
    }
    String kind = iam.isServerless() ? "serverless cache " : "cache ";
    return Fault.IAM_REJECTED.with(
        "Redis rejected the IAM token for user \"" + settings.safeUsername() + "\" of " + kind
            + "\"" + iam.cache() + "\" in " + iam.region(),
        Fault.IAM_REJECTED.remedy());
  }

  private AwsCredentials current(Budget budget, boolean isAhead, Instant now) {
    AwsCredentials kept = held;
    if (kept != null && kept.lasts(isAhead ? AHEAD : RESERVE, now)) {
      return kept;
    }
    boolean isUsable = kept != null && kept.lasts(Duration.ZERO, now);
    return isUsable ? renewed(requireNonNull(kept), budget, isAhead, now) : first(budget, now);
  }

  /** Newer credentials if they can be had, else those that still work. */
  private AwsCredentials renewed(AwsCredentials kept, Budget budget, boolean isAhead, Instant now) {
    if (!lock.tryLock()) {
      return kept;
    }
    try {
      if (now.isBefore(triedAt.plus(PAUSE))) {
        return requireNonNull(held);
      }
      // A request keeps half of its time for Redis.
      Duration half = Duration.ofMillis(Math.max(1, budget.millisLeft() / 2));
      return fetch(isAhead ? Budget.of(AwsCredentialsSource.LIMIT) : Budget.of(half), now);
    } catch (FaultException e) {
      return kept;
    } finally {
      lock.unlock();
    }
  }

  private AwsCredentials first(Budget budget, Instant now) {
    try {
      boolean isLocked = budget.spend("Credentials", this::tryLock);
      if (!isLocked) {
        throw new FaultException(Fault.IAM_CREDENTIALS_UNREACHABLE);
      }
    } catch (IOException e) {
      throw new FaultException(Fault.IAM_CREDENTIALS_UNREACHABLE);
    }
    try {
      AwsCredentials found = held;
      if (found != null && found.lasts(Duration.ZERO, now)) {
        return found;
      }
      Cause last = failure;
      if (last != null && now.isBefore(triedAt.plus(PAUSE_WITHOUT))) {
        throw new FaultException(last);
      }
      return fetch(budget, now);
    } finally {
      lock.unlock();
    }
  }

  private boolean tryLock(int millis) throws IOException {
    try {
      return lock.tryLock(millis, MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Credentials interrupted");
    }
  }

  private AwsCredentials fetch(Budget budget, Instant now) {
    triedAt = now;
    try {
      AwsCredentials found = source.fetch(budget, now);
      held = found;
      failure = null;
      return found;
    } catch (FaultException e) {
      failure = e.described();
      throw e;
    }
  }
}
