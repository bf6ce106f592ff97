package ai.hokusai.it.app;

import ai.hokusai.it.process.Scratch;
import ai.hokusai.it.process.Tied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, which ends with {@link #close} or with this JVM, however that ends. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it, with both of its streams going into one file. */
  public static ChildProcess start(ProcessBuilder builder) {
    try {
      Path output = Scratch.file("child", ".log");
      builder.command(Tied.command(builder.command()));
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      return new ChildProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Fails, with what it printed, where it has ended. */
  public void assertRuns() {
    if (!process.isAlive()) {
      throw new AssertionError("it ended:\n" + output());
    }
  }

  long pid() {
    return process.pid();
  }

  /** Sends SIGTERM. */
  public void signal() {
    // Not Process.destroy, which closes the pipe and so lets Tied kill it.
    boolean ignored = process.toHandle().destroy();
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode(Duration patience) {
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it still runs:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it printed so far, on both streams. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
