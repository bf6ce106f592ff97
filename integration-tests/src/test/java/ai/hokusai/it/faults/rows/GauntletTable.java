package ai.hokusai.it.faults.rows;

import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Output;
import ai.hokusai.it.faults.rows.FaultOutcome.Times;
import ai.hokusai.it.faults.rows.GauntletReport.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report of the gauntlet as people read it. */
final class GauntletTable {
  private static final String HEAD = """
      # The fault gauntlet

      Each fault provoked for real under a service that was healthy, and judged at four outputs at once: the report of the library, `/health` and
      `/metrics` of the jar, and `check`. The code of a row is what all four said, and nothing else; the times are from the provocation to
      that answer, and from the cure to the first good one. Bounds: detection %s, at the start %s, recovery %s and %s after a minute, as docs/health-model.md has them, and
      %s more, and again %s where a service first tests for TLS, beside what a busy machine lost (%d ms in all).

      | fault | class | recipe | probe | `/health` | `/metrics` | at the start | `check` | recovered: probe, `/health`, `/metrics` | remark |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private GauntletTable() {}

  static String render(List<Row> rows, Duration lost) {
    var text = new StringBuilder(HEAD.formatted(
        seconds(Bounds.DETECTION),
        seconds(Bounds.DETECTION_AT_START),
        seconds(Bounds.RECOVERY),
        seconds(Bounds.LATE_RECOVERY),
        seconds(Bounds.TOLERANCE),
        seconds(Bounds.FIRST_TLS),
        lost.toMillis()));
    rows.forEach(row -> text.append(line(cells(row))));
    text.append(
        "\n## Faults that no recipe of the table can end in\n\n| fault | why, and what holds it\n|---|---|\n"
            .replace("holds it\n", "holds it |\n"));
    FaultTable.ELSEWHERE.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each ->
            text.append(line(Stream.of("`" + each.getKey().code() + "`", each.getValue()))));
    text.append("\n## Incidents\n\n| # | what happened | held by |\n|---|---|---|\n");
    Incidents.ALL.forEach(each -> text.append(line(
        Stream.of(String.valueOf(each.number()), each.what(), String.join(", ", each.heldBy())))));
    return text.toString();
  }

  private static Stream<String> cells(Row row) {
    var fault = row.fault();
    var first = Stream.of("`" + fault.fault() + "`", fault.faultClass().name(), fault.recipe());
    var outcome = row.outcome();
    if (outcome == null) {
      return Stream.concat(first, Stream.of("", "", "", "", "", "", row.remark()));
    }
    return Stream.concat(
        first,
        Stream.of(
            detected(outcome, Output.PROBE),
            detected(outcome, Output.HEALTH),
            detected(outcome, Output.METRICS),
            seconds(outcome.detectedAtStart()),
            check(fault, outcome.check()),
            Stream.of(Output.values())
                .map(output -> time(outcome, output, Times::recovered))
                .collect(Collectors.joining(", ")),
            remark(fault, outcome)));
  }

  /** Why a output of this row is closed, or says something else than the others. */
  private static String remark(FaultCase fault, FaultOutcome outcome) {
    var here = outcome.watched().containsKey(Output.PROBE)
        ? ""
        : "names resolve so in the JVM of the jar only, whose probe is judged at its outputs";
    var other = fault.onNewConnection() == fault.fault()
        ? ""
        : "a new connection does not come as far as one that is kept: `%s`"
            .formatted(fault.onNewConnection());
    return here + other;
  }

  private static String check(FaultCase fault, CheckAnswer check) {
    var code = fault.onNewConnection() == fault.fault() ? "" : "`" + check.code() + "`, ";
    return "%sexit code %d, %s, %s"
        .formatted(code, check.exitCode(), check.step(), seconds(check.took()));
  }

  private static String detected(FaultOutcome outcome, Output output) {
    return time(outcome, output, Times::detected);
  }

  private static String time(FaultOutcome outcome, Output output, Function<Times, Duration> which) {
    var times = outcome.watched().get(output);
    return times == null ? "–" : seconds(which.apply(times));
  }

  private static String line(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null ? "–" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
