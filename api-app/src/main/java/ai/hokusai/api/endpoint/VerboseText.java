package ai.hokusai.api.endpoint;

/** Renders a view as text for a terminal: a line for each subject, and below it its facts. */
final class VerboseText {
  private static final String LEGEND = "  (▄ degraded, ▁ down; 30 s each)";

  private VerboseText() {}

  /**
   * The text of a view.
   *
   * @param name the name of the service
   */
  static String of(HealthView view, String name) {
    int width = view.groups().stream()
        .flatMap(group -> group.facts().stream())
        .mapToInt(fact -> fact.name().length())
        .max()
        .orElse(0);
    var text = new StringBuilder();
    String code = view.code().isEmpty() ? "" : "  " + view.code();
    text.append(name).append("  ").append(view.status()).append(code);
    text.append("  ").append(view.times()).append('\n');
    for (HealthView.Group group : view.groups()) {
      if (!group.title().isEmpty()) {
        text.append(group.title());
        text.append(group.note().isEmpty() ? "" : "  " + group.note());
        text.append(group.status().isEmpty() ? "" : "  " + group.status()).append('\n');
      }
      group.facts().forEach(fact -> append(text, fact, width));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, HealthView.Fact fact, int width) {
    String blocks = fact.picture().blocks();
    String all = blocks.isEmpty() ? fact.text() : blocks + LEGEND + "\n" + fact.text();
    String name = fact.name();
    for (String line : all.split("\n", -1)) {
      text.append("  ").append(name).append(" ".repeat(width + 2 - name.length()));
      text.append(line).append('\n');
      name = "";
    }
  }
}
