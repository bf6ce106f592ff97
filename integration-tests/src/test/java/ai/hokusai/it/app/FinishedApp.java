package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.it.process.Scratch;
import ai.hokusai.it.process.Tied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A run of the jar that ended by itself: its exit code and what it said. */
public record FinishedApp(int exitCode, String out, String err) {
  private static final int SECONDS = 60;

  /** Runs the jar to its end. */
  public static FinishedApp run(Map<String, String> environment, String... arguments) {
    return run(environment, FastStart.of(AppJvm.plain()), arguments);
  }

  /** Runs the jar to its end in a certain JVM. */
  public static FinishedApp run(Map<String, String> environment, AppJvm jvm, String... arguments) {
    Path out = Scratch.file("app", ".out");
    Path err = Scratch.file("app", ".err");
    var builder = AppJar.command(environment, jvm, arguments);
    builder.command(Tied.command(builder.command()));
    try {
      Process process =
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the jar still runs after " + SECONDS + " s");
      }
      return new FinishedApp(process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, UTF_8);
  }
}
