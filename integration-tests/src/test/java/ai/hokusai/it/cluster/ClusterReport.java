package ai.hokusai.it.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The measured figures of each row, in the log and as a table in {@code target}. */
final class ClusterReport {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterReport.class);

  private final Path table;
  private final Map<String, String> rows = new TreeMap<>();

  ClusterReport(String file) {
    this.table = Path.of("target", file);
  }

  /** Adds what was measured of a row; a row is measured once for each service. */
  void add(String row, String fault, ClusterService service, String measured) {
    LOG.info("{} {}, {}: {}", row, fault, service.name(), measured);
    rows.put(
        row + " " + service.name(),
        "| %s | %s | %s | %s |".formatted(row, fault, service.name(), measured));
  }

  void write() throws IOException {
    Files.createDirectories(table.resolveSibling("."));
    Files.writeString(
        table,
        rows.values().stream()
            .collect(Collectors.joining(
                "\n", "| # | fault | topology | measured |\n|---|---|---|---|\n", "\n")));
  }

  /** Milliseconds for people. */
  static String ms(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}
