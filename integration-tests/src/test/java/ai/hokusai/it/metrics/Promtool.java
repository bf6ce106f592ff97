package ai.hokusai.it.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tool that comes with Prometheus and judges rules and metrics as Prometheus does. */
final class Promtool {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/promtool"), Path.of("/usr/local/bin/promtool"));

  private Promtool() {}

  static boolean isInstalled() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  /** Runs it on a text; returns what it says, and fails where it finds fault. */
  static String run(String input, String... arguments) {
    Path tool = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    List<String> command = new ArrayList<>(
        Stream.concat(Stream.of(tool.toString()), Stream.of(arguments)).toList());
    try {
      Path stdin = Files.writeString(Files.createTempFile("promtool", ".txt"), input);
      try {
        return run(new ProcessBuilder(command)
            .redirectInput(stdin.toFile())
            .redirectErrorStream(true)
            .start());
      } finally {
        Files.delete(stdin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(Process process) throws IOException {
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("promtool finds fault:\n" + said);
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
