package ai.hokusai.config.source;

import static java.util.Objects.requireNonNull;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Setting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading one variable: nothing, a value, or a faulty value that was reported.
 * Immutable.
 *
 * @param value the value, null where there is none
 * @param origin where it was read, null where the variable is not set
 */
public record Reading<T>(@Nullable T value, @Nullable Origin origin) {
  private static final Reading<?> ABSENT = new Reading<>(null, null);

  /** A variable that is not set. */
  @SuppressWarnings("unchecked") // it holds no value
  static <T> Reading<T> absent() {
    return (Reading<T>) ABSENT;
  }

  /** Returns true if the variable is set, to a valid value or not. */
  public boolean isSet() {
    return origin != null;
  }

  /** Returns true if {@link #value()} is not null. */
  public boolean isUsable() {
    return value != null;
  }

  /**
   * The origin of a reading that is set.
   *
   * @throws NullPointerException where the variable is not set
   */
  public Origin place() {
    return requireNonNull(origin, "not set");
  }

  /**
   * This value or, where there is none, the default.
   *
   * @param fallback the default of the variable that was read
   */
  public Setting<T> orDefault(Setting<T> fallback) {
    return value == null ? fallback : new Setting<>(fallback.variable(), value, place(), List.of());
  }

  /** States whether there is a value and its origin, but not the value, which may be a secret. */
  @Override
  public String toString() {
    if (origin == null) {
      return "not set";
    }
    return (value == null ? "faulty" : "set") + ", read from " + origin;
  }
}
