package ai.hokusai.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control group of Linux that bounds the memory of the processes in it; version 2, or version 1 by hand. */
final class Cgroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");

  private final Path directory;
  private final String events;
  private final String peak;

  private Cgroup(Path directory, String events, String peak) {
    this.directory = directory;
    this.events = events;
    this.peak = peak;
  }

  /** Makes one, empty where this machine or user cannot. */
  static Optional<Cgroup> ofMemory(long bytes) {
    String name = "hokusai-" + UUID.randomUUID();
    boolean isSecond = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path directory = (isSecond ? ROOT : ROOT.resolve("memory")).resolve(name);
    String limit = isSecond ? "memory.max" : "memory.limit_in_bytes";
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      Files.writeString(directory.resolve(limit), String.valueOf(bytes));
      return Optional.of(
          isSecond
              ? new Cgroup(directory, "memory.events", "memory.peak")
              : new Cgroup(directory, "memory.oom_control", "memory.max_usage_in_bytes"));
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
