package ai.hokusai.it.faults.rows;

import ai.hokusai.it.faults.rows.FaultOutcome.Times;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run measured, every row with its times: a table for people and the same as JSON. */
final class GauntletReport {
  private static final Path TABLE = Path.of("target", "gauntlet.md");
  private static final Path JSON = Path.of("target", "gauntlet.json");

  private final List<Row> rows = new ArrayList<>();

  /**
   * A row and what came of it.
   *
   * @param outcome null where nothing was measured
   * @param remark why not, else empty
   */
  record Row(FaultCase fault, @Nullable FaultOutcome outcome, String remark) {}

  synchronized void add(FaultCase row, FaultOutcome outcome) {
    rows.add(new Row(row, outcome, ""));
  }

  /** Adds a row that was not measured. */
  synchronized void add(FaultCase row, String why) {
    rows.add(new Row(row, null, why));
  }

  /**
   * Writes both beside the reports of the tests.
   *
   * @param lost how long the machine stood still meanwhile
   */
  synchronized void write(Duration lost) throws IOException {
    rows.sort(Comparator.comparing(row -> row.fault().toString()));
    Files.createDirectories(TABLE.resolveSibling("."));
    Files.writeString(TABLE, GauntletTable.render(rows, lost));
    var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    var document = new LinkedHashMap<String, Object>();
    document.put("lostMillis", lost.toMillis());
    document.put("rows", rows.stream().map(GauntletReport::json).toList());
    document.put("elsewhere", FaultTable.ELSEWHERE);
    document.put("incidents", Incidents.ALL);
    Files.writeString(JSON, mapper.writeValueAsString(document) + "\n");
  }

  private static Map<String, @Nullable Object> json(Row row) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("fault", row.fault().fault().code());
    json.put("class", row.fault().faultClass());
    json.put("recipe", row.fault().recipe());
    json.put("remark", row.remark());
    var outcome = row.outcome();
    if (outcome != null) {
      json.put("detectedAtStartSeconds", seconds(outcome.detectedAtStart()));
      json.put("check", check(outcome.check()));
      outcome.watched().forEach((output, times) -> json.put(output.title(), times(times)));
    }
    return json;
  }

  private static Map<String, @Nullable Object> times(Times times) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("detectedSeconds", seconds(times.detected()));
    json.put("recoveredSeconds", seconds(times.recovered()));
    return json;
  }

  private static Map<String, @Nullable Object> check(CheckAnswer check) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("code", check.code());
    json.put("step", check.step());
    json.put("exitCode", check.exitCode());
    json.put("seconds", seconds(check.took()));
    return json;
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1e3;
  }
}
