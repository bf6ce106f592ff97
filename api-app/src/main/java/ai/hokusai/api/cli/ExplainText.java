package ai.hokusai.api.cli;

import static java.util.stream.Collectors.joining;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.report.Colour;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.config.setting.Setting;
import java.util.List;

/** Renders the report of {@code explain} as text: the address, a table of settings, the diagnostics. */
final class ExplainText {

  private ExplainText() {}

  /**
   * Renders the report.
   *
   * @param isWhole whether settings that nothing sets are rows too
   * @param isColoured whether codes have colours
   */
  static String render(AppConfig config, boolean isWhole, boolean isColoured) {
    String report = Colour.paintFindings(TextReport.render(config.diagnostics()), isColoured);
    if (config.isRejected()) {
      return report;
    }
    String address = config.safeUrl().orElse("Redis is disabled by REDIS_ENABLED");
    List<Setting<?>> rows =
        config.provenance().stream().filter(each -> isWhole || isSet(each)).toList();
    int hidden = config.provenance().size() - rows.size();
    String table = table(config, rows)
        + (hidden == 0
            ? ""
            : "%d settings have their defaults; --all shows them\n".formatted(hidden));
    return address + "\n\n" + table + (report.isEmpty() ? "" : "\n" + report);
  }

  private static boolean isSet(Setting<?> setting) {
    return setting.origin().kind() != Origin.Kind.DEFAULT || !setting.lost().isEmpty();
  }

  private static String table(AppConfig config, List<Setting<?>> settings) {
    int names = settings.stream()
        .mapToInt(each -> each.variable().name().length())
        .max()
        .orElse(0);
    int values =
        settings.stream().mapToInt(each -> shown(config, each).length()).max().orElse(0);
    String row = "%-" + names + "s  %-" + values + "s  %s\n";
    return settings.stream()
        .map(each -> row.formatted(each.variable().name(), shown(config, each), origin(each)))
        .collect(joining());
  }

  private static String shown(AppConfig config, Setting<?> setting) {
    String shown = config.shown(setting);
    return shown.isEmpty() ? "-" : shown;
  }

  private static String origin(Setting<?> setting) {
    String lost = setting.lost().stream().map(Origin::phrase).collect(joining(", "));
    return setting.origin().phrase() + (lost.isEmpty() ? "" : " (not used: " + lost + ")");
  }
}
