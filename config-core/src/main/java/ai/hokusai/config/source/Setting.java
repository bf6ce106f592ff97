package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value with its pedigree: where it came from, and which places spoke of the same thing and lost.
 * Immutable.
 *
 * @param <T> the type of the value
 * @param variable the variable that stands for this setting
 * @param value the value, null where the setting has none
 * @param origin where the value came from
 * @param lost the places that were read and not used, the strongest first
 */
public record Setting<T>(Variable variable, @Nullable T value, Origin origin, List<Origin> lost) {

  /**
   * Copies the list.
   *
   * @param variable as the component
   * @param value as the component
   * @param origin as the component
   * @param lost as the component
   */
  public Setting {
    lost = lost.isEmpty() ? List.of() : List.copyOf(lost);
  }

  /**
   * A setting that nobody set.
   *
   * @param <T> the type of the value
   * @param variable the variable that stands for it
   * @param value the default, null for none
   * @return the setting
   */
  public static <T> Setting<T> byDefault(Variable variable, @Nullable T value) {
    return new Setting<>(variable, value, Origin.DEFAULT, List.of());
  }

  /**
   * Whether nobody set it.
   *
   * @return true where the value is the default
   */
  public boolean isDefault() {
    return origin.kind() == Origin.Kind.DEFAULT;
  }

  /**
   * The value as it may be shown to anybody.
   *
   * @return the text as an operator would type it, {@code ***} for a secret, empty for none
   */
  public String shown() {
    if (value == null) {
      return "";
    }
    if (value instanceof Secret) {
      return "***";
    }
    if (value instanceof Duration duration) {
      return durationText(duration);
    }
    return value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value.toString();
  }

  static String durationText(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    return duration.toSecondsPart() == 0 && !duration.isZero()
        ? duration.toMinutes() + "m"
        : duration.toSeconds() + "s";
  }

  @Override
  public String toString() {
    return variable.name() + "=" + shown() + " from " + origin;
  }
}
