package ai.hokusai.it.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Collects what the tests of the consumers measured, as one table. */
final class ConsumerReport {
  private static final String HEADER = """
      | consumer | version | Jedis | lines of glue | answer while Redis hangs, median / longest | detection | recovery \
      | rejected configuration: exit code, output |
      |---|---|---|---|---|---|---|---|
      """;

  private final Map<Consumer, String> times = new EnumMap<>(Consumer.class);
  private final Map<Consumer, String> rejections = new EnumMap<>(Consumer.class);

  /** Adds the times of a Redis that hung and continued. */
  void times(Consumer consumer, Answers hanging, Duration detection, Duration recovery) {
    times.put(
        consumer,
        "%d / %d ms | %.1f s | %.1f s"
            .formatted(
                hanging.median().toMillis(),
                hanging.longest().toMillis(),
                detection.toMillis() / 1000.0,
                recovery.toMillis() / 1000.0));
  }

  /** Adds the end of a start with rejected settings. */
  void rejection(Consumer consumer, int exitCode, String output) {
    long lines = output.lines().filter(line -> !line.isBlank()).count();
    rejections.put(
        consumer, exitCode + ", the report once in " + lines + " lines without a stack trace");
  }

  /** Writes a row for each consumer that passed both tests. */
  void write(Path file) throws IOException {
    var rows = new StringBuilder(HEADER);
    for (Consumer consumer : times.keySet()) {
      if (rejections.containsKey(consumer)) {
        rows.append("| %s | %s | %s | %d | %s | %s |%n"
            .formatted(
                consumer,
                consumer.version(),
                consumer.jedisVersion(),
                consumer.lines(),
                times.get(consumer),
                rejections.get(consumer)));
      }
    }
    Files.writeString(file, rows);
  }
}
