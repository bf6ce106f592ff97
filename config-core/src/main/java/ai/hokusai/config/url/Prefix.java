package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text in front of a URL, copied from the command or file that the URL was taken from.
 *
 * @param phrase the kind of text, in words of this library
 */
record Prefix(ConfigCode code, String phrase) {
  private static final Pattern COMMAND =
      Pattern.compile("(?i)(?:.*[/\\s])?(?:redis|valkey)-cli\\s.*");
  private static final Pattern OPTION = Pattern.compile("--?[A-Za-z][A-Za-z-]*+[\\s=].*");
  private static final Pattern SCHEME =
      Pattern.compile("(?i)(?<![A-Za-z0-9+._-])(?:redis|valkey)[a-z+-]*+://");
  private static final Pattern KEY = Pattern.compile("[-\\s]*+[A-Za-z_][A-Za-z0-9_.-]*+:\\s.*");
  private static final Pattern SCHEME_PREFIX = Pattern.compile("[A-Za-z]++:");

  /** The text in front of the URL in a value that does not begin with a scheme; null for none. */
  static @Nullable Prefix of(String raw) {
    if (raw.indexOf(' ') >= 0 && COMMAND.matcher(raw).matches()) {
      return command(raw);
    }
    Matcher scheme = SCHEME.matcher(raw);
    if (!raw.contains("://") || !scheme.find() || scheme.start() == 0) {
      return null;
    }
    String text = raw.substring(0, scheme.start());
    return OPTION.matcher(text).matches()
        ? command(raw)
        : new Prefix(ConfigCode.TEXT_BEFORE_SCHEME, phrase(text));
  }

  private static Prefix command(String raw) {
    boolean tls = raw.contains("--tls");
    return new Prefix(
        ConfigCode.REDIS_CLI_COMMAND,
        tls ? "rediss://<host>:<port>, since --tls enables TLS" : "redis://<host>:<port>");
  }

  private static String phrase(String text) {
    if (SCHEME_PREFIX.matcher(text).matches()) {
      return "another scheme, such as \"jdbc:\",";
    }
    if (KEY.matcher(text).matches()) {
      return "a key, as in a YAML file,";
    }
    return switch (text.charAt(0)) {
      case '"', '\'', '`' -> "a quote";
      case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019', '\u201a', '\u00ab' ->
        "a typographic quote";
      default -> text.charAt(0) > '~' ? "a character outside ASCII" : "other text";
    };
  }
}
