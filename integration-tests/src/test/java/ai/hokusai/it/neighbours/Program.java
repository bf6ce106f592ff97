package ai.hokusai.it.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.app.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that this machine may have. */
record Program(Path file) {
  private static final List<String> PLACES =
      List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin");
  private static final int SECONDS = 20;

  /** Finds it where packages put programs, and leaves out the test where there is none, or none is wanted. */
  static Program installed(String name, String aptPackage) {
    assumeFalse(
        System.getProperty("neighbours", "").equals("none"), "neighbours=none: nothing to start");
    List<Program> found = PLACES.stream()
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .map(Program::new)
        .toList();
    assumeTrue(!found.isEmpty(), name + " is not installed: apt-get install " + aptPackage);
    return found.get(0);
  }

  /** Starts it, to run until it is closed. */
  ChildProcess start(String... arguments) {
    return ChildProcess.start(builder(arguments));
  }

  /** Runs it to its end with a text on its stdin; returns what it says, and fails where it fails. */
  String run(String input, String... arguments) {
    try {
      Process process = builder(arguments).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(file.getFileName() + " failed:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command =
        Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toList();
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
