package ai.hokusai.health.connect;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The age at which connections are no longer used. Each has its own within 10 % of the setting, so
 * that they are not replaced together. Any thread may use it.
 */
final class MaxAge {
  private static final double SPREAD = 0.1;

  private final @Nullable Duration age;
  private final LongSupplier nanos;
  private final DoubleSupplier random;

  /**
   * An age from the settings.
   *
   * @param age the longest age, null for none
   * @param random draws numbers from 0 to 1
   */
  MaxAge(@Nullable Duration age, LongSupplier nanos, DoubleSupplier random) {
    this.age = age;
    this.nanos = nanos;
    this.random = random;
  }

  /** The same fellowship for a connection that is opened now, which is replaced at its age. */
  RedisLink.Fellowship limit(RedisLink.Fellowship fellows) {
    if (age == null) {
      return fellows;
    }
    double share = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    long lifetime = Math.round(age.toNanos() * share);
    long born = nanos.getAsLong();
    return new RedisLink.Fellowship() {
      @Override
      public boolean isWanted() {
        return nanos.getAsLong() - born < lifetime && fellows.isWanted();
      }

      @Override
      public void refused(JedisDataException error) {
        fellows.refused(error);
      }

      @Override
      public void redirected() {
        fellows.redirected();
      }

      @Override
      public void brokeIdle() {
        fellows.brokeIdle();
      }
    };
  }
}
