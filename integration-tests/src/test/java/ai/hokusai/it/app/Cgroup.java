package ai.hokusai.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control group of Linux that bounds what the processes in it use; version 2, or version 1 by hand. */
final class Cgroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  // The default of the kernel.
  private static final int PERIOD_MICROS = 100_000;
  private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");

  private final Path directory;
  private final String events;
  private final String peak;

  private Cgroup(Path directory, String events, String peak) {
    this.directory = directory;
    this.events = events;
    this.peak = peak;
  }

  /** Makes one of memory, empty where this machine or user cannot. */
  static Optional<Cgroup> ofMemory(long bytes) {
    return isSecond()
        ? of("", "memory.events", "memory.peak", Map.of("memory.max", "" + bytes))
        : of(
            "memory",
            "memory.oom_control",
            "memory.max_usage_in_bytes",
            Map.of("memory.limit_in_bytes", "" + bytes));
  }

  /** Makes one of processor time, in percent of one processor, empty where this machine or user cannot. */
  static Optional<Cgroup> ofCpu(int percent) {
    return isSecond()
        ? of("", "memory.events", "memory.peak", cpu(percent))
        : of("cpu", "", "", cpu(percent));
  }

  private static Map<String, String> cpu(int percent) {
    int micros = percent * PERIOD_MICROS / 100;
    return isSecond()
        ? Map.of("cpu.max", micros + " " + PERIOD_MICROS)
        : Map.of("cpu.cfs_quota_us", "" + micros);
  }

  /** Changes the processor time of a group that was made for it. */
  void limitCpu(int percent) throws IOException {
    for (Map.Entry<String, String> limit : cpu(percent).entrySet()) {
      Files.writeString(directory.resolve(limit.getKey()), limit.getValue());
    }
  }

  private static boolean isSecond() {
    return Files.exists(ROOT.resolve("cgroup.controllers"));
  }

  private static Optional<Cgroup> of(
      String controller, String events, String peak, Map<String, String> limits) {
    Path directory = ROOT.resolve(controller).resolve("hokusai-" + UUID.randomUUID());
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      for (Map.Entry<String, String> limit : limits.entrySet()) {
        Files.writeString(directory.resolve(limit.getKey()), limit.getValue());
      }
      return Optional.of(new Cgroup(directory, events, peak));
    } catch (IOException e) {
      directory.toFile().delete();
      return Optional.empty();
    }
  }

  /** The command that runs another one in this group. */
  List<String> launcher() {
    return List.of(
        "/bin/sh", "-c", "echo $$ >" + directory.resolve("cgroup.procs") + " && exec \"$@\"", "sh");
  }

  /** How many processes the kernel has killed for want of memory. */
  int kills() throws IOException {
    Matcher kills = KILLS.matcher(Files.readString(directory.resolve(events)));
    return kills.find() ? Integer.parseInt(kills.group(1)) : 0;
  }

  /** The most memory that was in use, in MiB; 0 where the kernel does not say. */
  long peakMebibytes() throws IOException {
    Path file = directory.resolve(peak);
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) >> 20 : 0;
  }

  @Override
  public void close() throws IOException {
    Files.delete(directory);
  }
}
