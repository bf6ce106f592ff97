package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    return run(environment, AppJvm.plain(), arguments);
  }

  /** Runs the jar to its end in a certain JVM. */
  public static FinishedApp run(Map<String, String> environment, AppJvm jvm, String... arguments) {
    try {
      Path out = Files.createTempFile("app", ".out");
      Path err = Files.createTempFile("app", ".err");
      Process process = AppJar.command(environment, jvm, arguments)
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the jar still runs after " + SECONDS + " s");
      }
      var finished = new FinishedApp(process.exitValue(), read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      return finished;
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
