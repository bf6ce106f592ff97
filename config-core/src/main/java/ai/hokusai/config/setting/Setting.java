package ai.hokusai.config.setting;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.grammar.Values;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value with its origin, and the places that also set it and were not used. Immutable.
 *
 * @param variable the variable that stands for this setting
 * @param value the value, null where the setting has none
 * @param origin where the value came from
 * @param lost the places that were read and not used, the strongest first
 */
public record Setting<T>(Variable variable, @Nullable T value, Origin origin, List<Origin> lost) {

  /** Copies the list. */
  public Setting {
    lost = lost.isEmpty() ? List.of() : List.copyOf(lost);
  }

  /** A setting whose variable is not set; a null value means that there is no default. */
  public static <T> Setting<T> byDefault(Variable variable, @Nullable T value) {
    return new Setting<>(variable, value, Origin.DEFAULT, List.of());
  }

  /**
   * The value of a setting that has one.
   *
   * @throws IllegalStateException where it has none
   */
  public T valueOrThrow() {
    if (value == null) {
      throw new IllegalStateException(variable.name() + " has no value");
    }
    return value;
  }

  /** Returns true if the value is the default. */
  public boolean isDefault() {
    return origin.kind() == Origin.Kind.DEFAULT;
  }

  /** The value as an operator would type it: {@code ***} for a secret, empty for none. */
  public String shown() {
    if (value == null) {
      return "";
    }
    if (value instanceof Secret) {
      return "***";
    }
    if (value instanceof Duration duration) {
      return Values.text(duration);
    }
    return value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString();
  }

  @Override
  public String toString() {
    return variable.name() + "=" + shown() + " from " + origin;
  }
}
