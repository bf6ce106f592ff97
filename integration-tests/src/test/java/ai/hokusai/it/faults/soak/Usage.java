package ai.hokusai.it.faults.soak;

import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.JarUnderTest;
import ai.hokusai.it.faults.harness.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * What a jar holds at a moment of rest; known on Linux only.
 *
 * @param threads its threads
 * @param handles its open files and sockets
 * @param heap bytes of its heap in use after a collection
 * @param connections what Redis has of it
 */
record Usage(long threads, long handles, long heap, long connections) {
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\",.*} (\\S+)$");
  private static final Pattern CLIENTS = Pattern.compile("connected_clients:(\\d+)");
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  static boolean isKnown() {
    return Files.isDirectory(Path.of("/proc/self/fd")) && Files.isExecutable(JCMD);
  }

  /** Lets the jar collect its garbage and looks. */
  static Usage of(JarUnderTest jar, TestBed testBed) throws IOException {
    var process = Path.of("/proc", String.valueOf(jar.app().pid()));
    collectGarbage(jar.app().pid());
    var heap = HEAP.matcher(jar.ask("/metrics").body())
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .sum();
    return new Usage(
        entries(process.resolve("task")),
        entries(process.resolve("fd")),
        (long) heap,
        connections(testBed));
  }

  private static long entries(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.count();
    }
  }

  /** Without the console. */
  private static long connections(TestBed testBed) throws IOException {
    var clients = CLIENTS.matcher(testBed.console().text("INFO clients"));
    if (!clients.find()) {
      throw new IllegalStateException("Redis does not count its clients");
    }
    return Long.parseLong(clients.group(1)) - 1;
  }

  private static void collectGarbage(long pid) throws IOException {
    var jcmd = new ProcessBuilder(JCMD.toString(), String.valueOf(pid), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      if (!jcmd.waitFor(Bounds.PATIENCE.toSeconds(), TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
        throw new IllegalStateException("jcmd cannot reach the jar");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The one in the middle. */
  static long median(List<Usage> usages, ToLongFunction<Usage> which) {
    return usages.stream()
        .mapToLong(which)
        .sorted()
        .skip(usages.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
