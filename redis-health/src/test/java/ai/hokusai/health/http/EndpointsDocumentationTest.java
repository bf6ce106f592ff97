package ai.hokusai.health.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/endpoints.md} against the code. */
final class EndpointsDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "endpoints.md");
  private static final Instant SINCE = Instant.parse("2026-11-24T03:00:00Z");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `[A-Z]+`.*$");

  @Test
  void listsEachStatusInEachState() throws IOException {
    List<String> written =
        ROW.matcher(Files.readString(PAGE)).results().map(each -> each.group()).toList();
    assertThat(written).containsExactlyInAnyOrderElementsOf(rows().toList());
  }

  private static Stream<String> rows() {
    Stream<String> states =
        Arrays.stream(Status.values()).map(status -> row("`" + status + "`", status, SINCE));
    String stalled = row("`STALE` for 60 s", Status.STALE, SINCE.plusSeconds(60));
    return Stream.concat(states, Stream.of(stalled));
  }

  private static String row(String title, Status status, Instant now) {
    HealthReport report = HealthReport.of(status, SINCE, List.of());
    return Arrays.stream(Endpoint.values())
        .map(each -> each.isOk(report, now) ? "200" : "503")
        .collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
  }
}
