package ai.hokusai.config.grammar;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammars of numbers, flags, words and durations. */
public final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Values() {}

  /** Reads true and false, and the words that stand for them, in any case. */
  public static @Nullable Boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> Boolean.TRUE;
      case "false", "0", "no", "off" -> Boolean.FALSE;
      default -> null;
    };
  }

  /** Reads the name of a constant, in any case. */
  public static <E extends Enum<E>> @Nullable E word(String text, Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(text)) {
        return word;
      }
    }
    return null;
  }

  /**
   * Reads ASCII digits, leading zeros included; empty where the text is anything else or too large.
   */
  public static OptionalInt number(String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE) {
        return OptionalInt.empty();
      }
    }
    return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) value);
  }

  /** Reads a number with a unit, such as {@code 500ms} or {@code 5s}, or an ISO 8601 duration. */
  public static @Nullable Duration duration(String text) {
    var matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        default -> Duration.ofHours(amount);
      };
    }
    return isoDuration(text);
  }

  /**
   * Writes a duration as {@link #duration} reads it, such as {@code 500ms}, {@code 5s},
   * {@code 2m} or {@code 11h}.
   */
  public static String text(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSecondsPart() != 0 || duration.isZero()) {
      return duration.toSeconds() + "s";
    }
    return duration.toMinutesPart() == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }

  private static @Nullable Duration isoDuration(String text) {
    if (text.length() > 32 || !text.regionMatches(true, 0, "P", 0, 1)) {
      return null;
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
