package ai.hokusai.api.report;

import java.util.regex.Pattern;

/** The colours of text on a terminal (ECMA-48, SGR). */
public enum Colour {
  /** Success. */
  GREEN("32"),
  /** A warning. */
  YELLOW("1;33"),
  /** An error. */
  RED("1;31"),
  /** Text of less weight. */
  DIM("2");

  private static final Pattern HEADING =
      Pattern.compile("(?m)^(\\s*)((error|warning|correction)\\[[A-Z0-9_]+])");

  private final String parameters;

  Colour(String parameters) {
    this.parameters = parameters;
  }

  /** Returns the text in this colour, or unchanged if the terminal shows none. */
  public String paint(String text, boolean isColoured) {
    return isColoured ? "\u001b[" + parameters + "m" + text + "\u001b[0m" : text;
  }

  /** Returns a text with its findings, such as {@code error[AUTH_FAILED]: ...}, with their codes in colour. */
  public static String paintFindings(String text, boolean isColoured) {
    return HEADING.matcher(text).replaceAll(found -> {
      Colour colour = switch (found.group(3)) {
        case "error" -> RED;
        case "warning" -> YELLOW;
        default -> DIM;
      };
      return found.group(1) + colour.paint(found.group(2), isColoured).replace("$", "\\$");
    });
  }
}
