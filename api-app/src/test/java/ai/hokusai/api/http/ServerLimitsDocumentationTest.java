package ai.hokusai.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds the table of bounds in {@code docs/models.md} to the code. */
final class ServerLimitsDocumentationTest {

  @Test
  void theTableShowsTheBoundsThatAreSet() throws IOException {
    String document = Files.readString(Path.of("../docs/models.md"));
    List<String> rows = document
        .substring(document.indexOf("## Bounds of the server"))
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| of |"))
        .toList();
    assertThat(rows)
        .containsExactly(
            row("headers", kib(ServerLimits.HEADER_BYTES), "431"),
            row(
                "headers, from accepting the connection or the first byte of a further request",
                seconds(ServerLimits.HEADER_TIME),
                "the connection is closed"),
            row(
                "a body",
                kib(ServerLimits.BODY_BYTES) + ", and " + seconds(ServerLimits.BODY_TIME)
                    + " to come",
                "413, 408"),
            row("all bodies that are held", kib(ServerLimits.ALL_BODIES_BYTES), "503"),
            row("requests that are worked for", working(), "503"),
            row(
                "an exchange, from its headers to the end of its answer",
                seconds(ServerLimits.EXCHANGE_TIME),
                "the connection is closed"),
            row(
                "a connection without a request",
                seconds(ServerLimits.IDLE_CONNECTION) + ", longer than a load balancer keeps it",
                "it is closed"),
            row(
                "connections",
                connections(),
                "the ones longest without a complete request are closed"));
  }

  private static String working() {
    return ServerLimits.WORKING + ", and " + ServerLimits.WAITING + " that wait for "
        + seconds(ServerLimits.WAITING_TIME);
  }

  private static String connections() {
    return String.format(
        Locale.ROOT,
        "%,d, and fewer where the process may open fewer files",
        ServerLimits.CONNECTIONS);
  }

  private static String row(String of, String is, String beyond) {
    return "| " + of + " | " + is + " | " + beyond + " |";
  }

  private static String kib(int bytes) {
    int kib = bytes / 1024;
    return kib % 1024 == 0 ? kib / 1024 + " MiB" : kib + " KiB";
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
