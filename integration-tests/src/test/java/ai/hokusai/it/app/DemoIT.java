package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.process.Tied;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.ServerProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code demo} of the jar, with its own Redis and its own API. */
final class DemoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String REDIS_SERVER =
      ServerProgram.embedded().path().toAbsolutePath().toString();

  @TempDir
  private Path output;

  @TempDir
  private Path temporary;

  private @Nullable Process demo;
  private int read;

  @AfterEach
  void end() {
    if (demo != null) {
      demo.destroyForcibly().onExit().join();
    }
  }

  private Process start() throws IOException {
    var command = AppJar.command(
        Map.of(),
        // A process that was started in the background ignores SIGINT, and so would this one.
        AppJvm.plain()
            .with("-Djava.io.tmpdir=" + temporary)
            .through(List.of("env", "--default-signal=INT")),
        "demo",
        "--port",
        String.valueOf(LoopbackPort.free()),
        "--redis-server",
        REDIS_SERVER);
    var started =
        command.redirectErrorStream(true).redirectOutput(log().toFile()).start();
    demo = started;
    // With a key, the end of its input ends it too.
    press(started, "?");
    awaitLine("GET /health    healthy, [0-9.]+ s after the start of its JVM");
    return started;
  }

  private Path log() {
    return output.resolve("demo.log");
  }

  private static void press(Process demo, String key) throws IOException {
    demo.getOutputStream().write((key + "\n").getBytes(UTF_8));
    demo.getOutputStream().flush();
  }

  /** Waits for text that matches, after the text of the last call. */
  private void awaitLine(String pattern) {
    await().atMost(PATIENCE).untilAsserted(() -> {
      var later = Files.readString(log()).substring(read);
      assertThat(later).containsPattern(pattern);
    });
  }

  private void press(Process demo, String key, String pattern) throws IOException {
    read = Files.readString(log()).length();
    press(demo, key);
    awaitLine(pattern);
  }

  @Test
  void showsTheIncidentAndTheCauseOfEachFault() throws Exception {
    var demo = start();
    assertThat(Files.readString(log()))
        .containsSubsequence(
            "REDIS_URL=master.orders.ab12cd.use1.cache.amazonaws.com\n",
            "REDIS_AUTH_TOKEN=***\n",
            "InvalidURIException",
            "HTTP 200 {\"status\":\"degraded\"}",
            "[3/3]",
            "page           http://localhost:")
        .doesNotContain("Correct-Horse");
    press(demo, "h", "unhealthy (READ_TIMEOUT|TLS_HANDSHAKE_TIMEOUT)");
    press(demo, "r", " (healthy|degraded FLAPPING)");
    press(demo, "t", "unhealthy AUTH_FAILED: .*\n +remedy: .*REDIS_AUTH_TOKEN");
    press(demo, "m", "OUT_OF_MEMORY");
    press(demo, "X", "unhealthy TLS_EXPIRED");
    press(demo, "k", "unhealthy CONNECT_REFUSED");
    press(demo, "c", "CONNECT_REFUSED: .*\n> exit code 1\n");
    press(demo, "r", " (healthy|degraded FLAPPING)");
    press(demo, "c", "> exit code 0\n");
    press(demo, "hang", "Type a key and Enter");

    List<ProcessHandle> programs = demo.descendants().toList();
    press(demo, "q", "stopped: ");
    assertThat(demo.waitFor()).isZero();
    assertNothingIsLeft(programs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM", "INT"})
  void leavesNothingHoweverItEnds(String signal) throws Exception {
    var demo = start();
    List<ProcessHandle> programs = demo.descendants().toList();
    assertThat(programs).as("redis-server, the API and what ends them").hasSize(5);
    new ProcessBuilder("kill", "-" + signal, String.valueOf(demo.pid())).start().waitFor();
    await().atMost(PATIENCE).until(() -> !demo.isAlive());
    assertNothingIsLeft(programs);
  }

  private void assertNothingIsLeft(List<ProcessHandle> programs) {
    await().atMost(PATIENCE).until(() -> programs.stream().noneMatch(Tied::isRunning));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
  }

  @ParameterizedTest
  @CsvSource({
    "'', /usr/bin:/bin, the demo needs a redis-server on the PATH: install it",
    "/no-such-file, '', the file of --redis-server is not a program",
    "/bin/false, '', 'the demo cannot start redis-server, which must be version 6 or newer'"
  })
  void saysWhatItNeeds(String redisServer, String path, String message) throws IOException {
    var withoutRedis =
        Stream.of(path.split(":")).noneMatch(each -> Files.exists(Path.of(each, "redis-server")));
    var finished = FinishedApp.run(
        Map.of("PATH", withoutRedis ? path : ""),
        AppJvm.plain().with("-Djava.io.tmpdir=" + temporary),
        "demo",
        "--port",
        String.valueOf(LoopbackPort.free()),
        "--redis-server",
        redisServer);
    assertThat(finished.err()).startsWith("error: " + message);
    assertThat(finished.exitCode()).isEqualTo(3);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
  }

  @Test
  void namesAnotherPort() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      var finished = FinishedApp.run(
          Map.of(), "demo", "--redis-server", REDIS_SERVER, "--port", String.valueOf(port));
      assertThat(finished.err())
          .isEqualTo("error: port %d is in use: name a free one, such as --port %d\n"
              .formatted(port, port + 1));
      assertThat(finished.exitCode()).isEqualTo(3);
    }
  }
}
