package ai.hokusai.it.faults.rows;

import ai.hokusai.it.redis.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The codes of each row against each server, as a table in {@code target/server-versions.md}. */
final class VersionsReport {
  private static final Path TABLE = Path.of("target", "server-versions.md");

  private final List<ServerProgram> programs;
  private final Map<String, Map<ServerProgram, String>> rows = new TreeMap<>();

  VersionsReport(List<ServerProgram> programs) {
    this.programs = programs;
  }

  void add(String row, ServerProgram program, String codes) {
    rows.computeIfAbsent(row, any -> new HashMap<>()).put(program, codes);
  }

  void write() throws IOException {
    Files.createDirectories(TABLE.resolveSibling("."));
    var head = Stream.concat(Stream.of("row"), programs.stream().map(ServerProgram::name));
    var rule = Stream.concat(Stream.of("---"), programs.stream().map(any -> "---"));
    var lines = rows.entrySet().stream().map(each -> line(each.getKey(), each.getValue()));
    var table = Stream.concat(Stream.of(line(head), line(rule)), lines);
    Files.writeString(TABLE, table.collect(Collectors.joining("\n", "", "\n")));
  }

  private String line(String row, Map<ServerProgram, String> codes) {
    var cells = programs.stream().map(program -> codes.getOrDefault(program, "–"));
    return line(Stream.concat(Stream.of(row), cells));
  }

  private static String line(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |"));
  }
}
