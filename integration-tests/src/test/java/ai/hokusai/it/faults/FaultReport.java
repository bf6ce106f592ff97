package ai.hokusai.it.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of what a run measured, for people to read. */
final class FaultReport {
  private static final Path FILE = Path.of("target", "faults.md");
  private static final String HEAD = """
      | fault | class | recipe | detected after | at the start after | recovered after | test |
      |---|---|---|---|---|---|---|
      """;

  private final List<String> lines = new ArrayList<>();

  synchronized void add(FaultCase row, FaultOutcome outcome) {
    lines.add(line(
        row,
        seconds(outcome.detected()),
        seconds(outcome.detectedAtStart()),
        seconds(outcome.recovered())));
  }

  /** Adds a row that was not measured. */
  synchronized void add(FaultCase row, String why) {
    lines.add(line(row, why, "", ""));
  }

  private static String line(FaultCase row, String... measured) {
    return Stream.concat(
            Stream.concat(
                Stream.of("`" + row.fault() + "`", row.faultClass().name(), row.recipe()),
                Stream.of(measured)),
            Stream.of("FaultsIT[" + row + "]"))
        .reduce("|", (line, cell) -> line + " " + cell + " |");
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null ? "" : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  /** Writes the table beside the reports of the tests. */
  synchronized void write() throws IOException {
    var sorted = lines.stream().sorted(Comparator.naturalOrder()).toList();
    Files.createDirectories(FILE.resolveSibling("."));
    Files.writeString(FILE, HEAD + String.join("\n", sorted) + "\n");
  }
}
