package ai.hokusai.it.neighbours;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.app.ChildProcess;
import ai.hokusai.it.process.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that this machine may have. */
public record Program(Path file) {
  private static final List<String> PLACES =
      List.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin");
  private static final int SECONDS = 60;

  /**
   * Finds it where packages put programs. Where there is none, the test is left out, or fails with {@code
   * -Dneighbours=required}; {@code -Dneighbours=none} leaves it out in any case.
   *
   * @param aptPackage what to install
   * @param names what it may be called
   */
  public static Program installed(String aptPackage, String... names) {
    String wanted = System.getProperty("neighbours", "");
    assumeFalse(wanted.equals("none"), "neighbours=none: nothing to start");
    Optional<Program> found = Stream.of(names)
        .flatMap(name -> PLACES.stream().map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .map(Program::new)
        .findFirst();
    String missing = names[0] + " is not installed: apt-get install " + aptPackage;
    if (wanted.equals("required")) {
      return found.orElseThrow(() -> new AssertionError(missing));
    }
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }

  /** Finds one that no package of Debian has, on the PATH; the test is left out where there is none. */
  static Program onPath(String name) {
    assumeFalse(System.getProperty("neighbours", "").equals("none"), "neighbours=none");
    Optional<Program> found = Stream.of(
            Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .map(Program::new)
        .findFirst();
    assumeTrue(found.isPresent(), name + " is not on the PATH: pip install " + name);
    return found.orElseThrow();
  }

  /** Starts it, to run until it is closed. */
  ChildProcess start(String... arguments) {
    return ChildProcess.start(builder(arguments));
  }

  /** Runs it to its end with a text on its stdin; returns what it says, and fails where it fails. */
  public String run(String input, String... arguments) {
    Path stdin = Scratch.file("stdin", ".txt");
    Path output = Scratch.file("output", ".log");
    try {
      Files.writeString(stdin, input);
      Process process = builder(arguments)
          .redirectInput(stdin.toFile())
          .redirectOutput(output.toFile())
          .start();
      boolean isOver = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      if (!isOver || process.exitValue() != 0) {
        throw new AssertionError(file.getFileName() + " failed:\n" + Files.readString(output));
      }
      return Files.readString(output);
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
