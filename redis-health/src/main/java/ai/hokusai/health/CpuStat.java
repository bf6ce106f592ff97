package ai.hokusai.health;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counters of the control group of Linux that limits the processor time of this process.
 * Immutable.
 */
final class CpuStat {
  /** No counters, as on another system or without a limit. */
  static final CpuStat NONE = new CpuStat(null);

  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final Path MEMBERSHIP = Path.of("/proc/self/cgroup");
  private static final String FILE = "cpu.stat";
  private static final String THROTTLED = "nr_throttled";

  private final @Nullable Path file;

  private CpuStat(@Nullable Path file) {
    this.file = file;
  }

  /**
   * The counters since the group was created.
   *
   * @param throttled the periods in which the group used up its processor time
   * @param nanos the time for which it waited for the next period
   */
  record Counters(long throttled, long nanos) {
    static final Counters ZERO = new Counters(0, 0);
  }

  /** The counters of this process. */
  static CpuStat ofThisProcess() {
    return of(GROUPS, MEMBERSHIP);
  }

  /**
   * The counters below a directory, of version 2 or 1.
   *
   * @param membership names the groups of this process; within a container they may not be mounted
   */
  static CpuStat of(Path groups, Path membership) {
    return Stream.concat(paths(groups, membership), Stream.of(groups, groups.resolve("cpu")))
        .map(each -> each.resolve(FILE))
        .filter(each -> read(each).containsKey(THROTTLED))
        .findFirst()
        .map(CpuStat::new)
        .orElse(NONE);
  }

  private static Stream<Path> paths(Path groups, Path membership) {
    try {
      // As "0::/path" in version 2 and "4:cpu,cpuacct:/path" in version 1.
      return Files.readAllLines(membership).stream()
          .map(line -> line.split(":", 3))
          .filter(parts -> parts.length == 3)
          .filter(parts -> parts[1].isEmpty() || List.of(parts[1].split(",")).contains("cpu"))
          .map(parts -> groups.resolve(parts[1]).resolve(parts[2].substring(1)));
    } catch (IOException | RuntimeException e) {
      return Stream.of();
    }
  }

  /** The counters at this moment; zero where there are none. */
  Counters read() {
    if (file == null) {
      return Counters.ZERO;
    }
    Map<String, Long> values = read(file);
    long nanos = values.getOrDefault("throttled_time", 0L)
        + MICROSECONDS.toNanos(values.getOrDefault("throttled_usec", 0L));
    return new Counters(values.getOrDefault(THROTTLED, 0L), nanos);
  }

  private static Map<String, Long> read(Path file) {
    Map<String, Long> values = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int blank = line.indexOf(' ');
        if (blank > 0) {
          values.put(
              line.substring(0, blank), Long.parseLong(line.substring(blank + 1).strip()));
        }
      }
      return values;
    } catch (IOException | RuntimeException e) {
      // Not Linux, or no access: only the lateness is measured.
      return Map.of();
    }
  }
}
