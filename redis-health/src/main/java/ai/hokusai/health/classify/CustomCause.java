package ai.hokusai.health.classify;

import java.util.Objects;
import java.util.regex.Pattern;

/** A cause that a service has named itself. Immutable. */
record CustomCause(String code, FaultClass faultClass, String message, String remedy)
    implements Cause {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]*");
  private static final Pattern LINE = Pattern.compile("\\S(.*\\S)?");

  /** Rejects codes and lines that do not fit an alert. */
  CustomCause {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a code is capital letters, digits and underscores");
    }
    Objects.requireNonNull(faultClass, "faultClass");
    requireLine(message);
    requireLine(remedy);
  }

  private static void requireLine(String text) {
    if (!LINE.matcher(text).matches()) {
      throw new IllegalArgumentException("a message or remedy is one line of text");
    }
  }

  @Override
  public String toString() {
    return code;
  }
}
