package ai.hokusai.it.faults;

import ai.hokusai.it.faults.harness.TestBed;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How often Redis was asked what, by {@code INFO commandstats}, without the question itself. */
final class CommandCounts {
  private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

  private CommandCounts() {}

  static Map<String, Long> of(TestBed testBed) throws IOException {
    var counts = new TreeMap<String, Long>();
    var matcher = CALLS.matcher(testBed.console().text("INFO commandstats"));
    while (matcher.find()) {
      counts.put(matcher.group(1), Long.valueOf(matcher.group(2)));
    }
    counts.remove("info");
    return counts;
  }

  /** What came after an earlier count. */
  static Map<String, Long> since(Map<String, Long> before, TestBed testBed) throws IOException {
    var difference = new TreeMap<String, Long>();
    of(testBed).forEach((command, calls) -> {
      long more = calls - before.getOrDefault(command, 0L);
      if (more > 0) {
        difference.put(command, more);
      }
    });
    return difference;
  }
}
