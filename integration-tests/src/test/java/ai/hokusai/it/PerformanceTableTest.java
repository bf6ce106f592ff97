package ai.hokusai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/performance.md to the script that writes it. */
final class PerformanceTableTest {
  private static final Path SCRIPT = Path.of("compare", "performance.py");
  private static final Path PAGE = Path.of("..", "docs", "performance.md");
  private static final Pattern COLUMN =
      Pattern.compile("\\(\"\\w+\", \"([^\"]+)\", (?:\"[^\"]*\"|None)\\)");
  private static final Pattern ROW = Pattern.compile("Row\\(\"[^\"]+\", \"([^\"]+)\"");
  private static final String RANGE = "[\\d.,]+ \\([\\d.,]+–[\\d.,]+\\)";
  private static final String ANSWER = "(?:\\d{3}|no response), " + RANGE + " s";
  private static final Pattern CELL = Pattern.compile(
      "–|never|%s(?: in \\d+ of \\d+)?|%s(?: or %s)*".formatted(RANGE, ANSWER, ANSWER));

  @Test
  void hasTheColumnsAndRowsOfTheScript() throws IOException {
    String script = Files.readString(SCRIPT);
    List<List<String>> table = table();

    assertThat(table.get(0).subList(1, table.get(0).size()))
        .hasSizeGreaterThan(5)
        .isEqualTo(first(COLUMN, script));
    assertThat(table.subList(2, table.size()).stream().map(row -> row.get(0)))
        .hasSizeGreaterThan(5)
        .isEqualTo(first(ROW, script));
  }

  @Test
  void hasAFigureOrADashInEachCell() throws IOException {
    List<List<String>> table = table();
    for (List<String> row : table.subList(2, table.size())) {
      assertThat(row).hasSameSizeAs(table.get(0));
      assertThat(row.subList(1, row.size())).allMatch(cell -> CELL.matcher(cell).matches());
    }
  }

  private static List<List<String>> table() throws IOException {
    String[] parts = Files.readString(PAGE).split("<!-- performance\\.py: (?:begin|end) -->\n", -1);
    assertThat(parts).hasSize(3);
    return parts[1]
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(PerformanceTableTest::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    return List.of(line.substring(2, line.length() - 2).split(" \\| "));
  }

  private static List<String> first(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
