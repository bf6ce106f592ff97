package ai.hokusai.api.http;

import ai.hokusai.config.setting.Secret;
import java.util.function.LongSupplier;

/** Bearer tokens on a clock of the test. */
public final class Tokens {
  private Tokens() {}

  /** A token on a clock that stands still. */
  public static BearerToken timeless(String variable, Secret token) {
    return on(() -> 0, variable, token);
  }

  /** A token on a clock in nanoseconds. */
  public static BearerToken on(LongSupplier clock, String variable, Secret token) {
    return new BearerToken(variable, token, clock);
  }
}
