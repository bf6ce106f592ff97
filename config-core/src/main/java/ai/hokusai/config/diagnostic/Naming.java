package ai.hokusai.config.diagnostic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the settings of one Redis are read and shown: those of the documentation,
 * or the same with a prefix where a service uses several Redis. Immutable.
 */
public final class Naming {
  /** The names of the documentation. */
  public static final Naming PLAIN = new Naming("");

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]*_");
  // The names in messages and remedies; a name that has its prefix is no match.
  private static final Pattern NAME = Pattern.compile("\\bREDIS_[A-Z][A-Z_]*\\b");

  private final String prefix;

  private Naming(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The names with a prefix.
   *
   * @param prefix letters, digits and underscores, a letter first and an underscore last, such as
   *     {@code CACHE_} for {@code CACHE_REDIS_URL}; empty for {@link #PLAIN}
   * @throws IllegalArgumentException where the prefix is not as described
   */
  public static Naming prefixed(String prefix) {
    if (prefix.isEmpty()) {
      return PLAIN;
    }
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a prefix has letters, digits and underscores, a letter first and an underscore last,"
              + " such as CACHE_");
    }
    return new Naming(prefix);
  }

  /** The prefix, empty for {@link #PLAIN}. */
  public String prefix() {
    return prefix;
  }

  /** The name that is read for a variable of the documentation, such as {@code CACHE_REDIS_URL}. */
  public String name(String variable) {
    return prefix + variable;
  }

  /** A text about variables of the documentation, with the names that are read. */
  public String in(String text) {
    return prefix.isEmpty()
        ? text
        : NAME.matcher(text).replaceAll(Matcher.quoteReplacement(prefix) + "$0");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Naming naming && prefix.equals(naming.prefix);
  }

  @Override
  public int hashCode() {
    return prefix.hashCode();
  }

  @Override
  public String toString() {
    return prefix;
  }
}
