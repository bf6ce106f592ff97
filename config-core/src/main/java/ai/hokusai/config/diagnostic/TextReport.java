package ai.hokusai.config.diagnostic;

import java.util.List;

/** Renders diagnostics as text for people, plain and without colour. */
public final class TextReport {

  private TextReport() {}

  /**
   * Renders every diagnostic, one block each, in the order given.
   *
   * @return the text, each line ended by a line feed; empty for no diagnostics
   */
  public static String render(List<Diagnostic> diagnostics) {
    var text = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      append(text, diagnostic);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Diagnostic diagnostic) {
    text.append(diagnostic.severity().label());
    text.append('[').append(diagnostic.code()).append("]: ");
    text.append(diagnostic.message()).append('\n');
    RedactedValue value = diagnostic.redactedValue();
    if (value != null) {
      String label = label(diagnostic.origin());
      text.append(label).append(value.text()).append('\n');
      text.append(" ".repeat(label.length())).append(value.carets()).append('\n');
    }
    text.append("  remedy: ").append(diagnostic.remedy()).append('\n');
    text.append("  docs: ").append(diagnostic.docs()).append('\n');
  }

  private static String label(Origin origin) {
    boolean file = origin.kind() == Origin.Kind.FILE;
    return file ? "  content of " + origin.variable() + ": " : "  " + origin.variable() + "=";
  }
}
