package ai.hokusai.api.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ends other JVMs than that of the tests. */
final class TerminationTest {

  @Test
  @Timeout(60)
  void breaksOffAStopThatDoesNotEnd() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Hanging.class.getName())
        .redirectErrorStream(true)
        .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INTERNAL_ERROR);
      assertThat(output).contains("\"event\":\"shutdown.overdue\"");
    } finally {
      process.destroyForcibly();
    }
  }

  /** A process whose stop waits for what never comes. */
  static final class Hanging {

    private Hanging() {}

    public static void main(String[] arguments) {
      Termination.arm().before(Hanging::hang, Duration.ofMillis(50));
      System.exit(ExitCode.OK);
    }

    private static void hang() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
