package ai.hokusai.it.neighbours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program of somebody else in a process of its own, which ends with {@link #close} or with this JVM. */
final class RunningProgram implements AutoCloseable {
  private final Process process;
  private final Path output;
  private final Thread reaper;

  RunningProgram(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.reaper = new Thread(process::destroyForcibly, "program-reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /** Fails, with what it printed, where it has ended. */
  void assertRuns() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended:\n" + output());
    }
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(reaper);
    try {
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
