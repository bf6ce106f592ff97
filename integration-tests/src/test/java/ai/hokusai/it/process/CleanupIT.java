package ai.hokusai.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a JVM of tests, with a Redis and the jar running: no process and no file is left. */
@Tag("once")
final class CleanupIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir
  private Path output;

  @TempDir
  private Path temporary;

  /** How the JVM of the tests ends. */
  enum End {
    KILLED,
    TERMINATED,
    FAILED
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoProcessAndNoFolder(End end) throws IOException {
    Path log = output.resolve("tests.log");
    Process tests = start(log);
    try {
      await().atMost(PATIENCE).until(() -> isStarted(log) || !tests.isAlive());
      assertThat(Files.readString(log)).contains("started\n");
      List<ProcessHandle> programs = tests.descendants().toList();
      assertThat(programs).as("redis-server, the jar and what ends them").hasSize(5);
      assertThat(temporary).isNotEmptyDirectory();

      bring(tests, end);

      await().atMost(PATIENCE).until(() -> !tests.isAlive());
      assertThat(Files.readString(log).contains("a test failed")).isEqualTo(end == End.FAILED);
      await().atMost(PATIENCE).until(() -> programs.stream().noneMatch(Tied::isRunning));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    } finally {
      tests.destroyForcibly();
    }
  }

  /** Signals go to the handle, because the process itself would close its stdin too, at whose end the main throws. */
  private static void bring(Process tests, End end) throws IOException {
    switch (end) {
      case KILLED -> tests.toHandle().destroyForcibly();
      case TERMINATED -> tests.toHandle().destroy();
      case FAILED -> tests.getOutputStream().close();
    }
  }

  private static boolean isStarted(Path log) throws IOException {
    return Files.readString(log).contains("started\n");
  }

  private Process start(Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-Dredis.engine=embedded",
            "-Dapi.jar=" + System.getProperty("api.jar", "../api-app/target/api-app.jar"),
            "-cp",
            System.getProperty("java.class.path"),
            Failing.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Starts what a test starts, and closes none of it. */
  static final class Failing {
    private Failing() {}

    public static void main(String[] arguments) throws IOException {
      var incident = new Incident();
      var app = RunningApp.serve(LoopbackPort.free(), incident.environment(), Incident.ENDPOINT);
      app.awaitHealth(200);
      System.out.println("started");
      while (System.in.read() >= 0) {
        // Until the end of stdin.
      }
      throw new IllegalStateException("a test failed");
    }
  }
}
