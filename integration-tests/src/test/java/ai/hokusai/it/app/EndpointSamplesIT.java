package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The samples in {@code docs/endpoints.md}, as the jar answers with a Redis that is not there. */
final class EndpointSamplesIT {
  private static final String HOST = "redis.internal";
  private static final String TOKEN = "Details-Mule-Accumulator-8";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:json|text)\\n(.*?)^```$");

  private static RunningApp app;

  @BeforeAll
  static void launch() {
    app = RunningApp.serve(
        LoopbackPort.free(),
        Map.of(
            "REDIS_URL",
            "rediss://" + HOST + ":" + LoopbackPort.free(),
            "REDIS_AUTH_TOKEN",
            "Correct-Horse-Battery-9",
            "RELEASE_ID",
            "2026.11.24-1",
            "HEALTH_DETAILS_TOKEN",
            TOKEN),
        HOST);
    await().until(() -> app.get("/health").body().contains("\"unhealthy\""));
  }

  @AfterAll
  static void close() {
    app.close();
  }

  @Test
  void showsThePublicResponse() throws IOException {
    assertThat(likeTheSample(app.get("/health").body()))
        .isEqualTo(likeTheSample(sample("Public response")));
  }

  @Test
  void showsTheDetailedResponseWithTheToken() throws IOException {
    String answer =
        app.get("/health?verbose", "Authorization", "Bearer " + TOKEN).body();

    assertThat(likeTheSample(answer)).isEqualTo(likeTheSample(sample("Detailed response")));
  }

  /** The first block below a heading. */
  private static String sample(String heading) throws IOException {
    String page = Files.readString(Path.of("../docs/endpoints.md"));
    return BLOCK
        .matcher(page.substring(page.indexOf("\n## " + heading + "\n")))
        .results()
        .map(each -> each.group(1))
        .findFirst()
        .orElseThrow();
  }

  /** Without what is another each time: the host of the service, times, durations, counts, ports, the instance. */
  private static String likeTheSample(String text) {
    return text.replaceFirst("^[a-z0-9.:]+  ", "<host>  ")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "<time>")
        .replaceAll("\\d\\d:\\d\\d:\\d\\dZ", "<time>")
        .replaceAll("\"age\":\\d+\\.\\d", "\"age\":<age>")
        .replaceAll("less than 1 s|\\d+ min( \\d+ s)?|\\d+ s\\b", "<duration>")
        .replaceAll("(dns|tcp|probes|failed|mean|slowest) [\\d.]+", "$1 <number>")
        .replaceAll("[▁▄▇]+  \\(", "<blocks>  (")
        .replaceAll("; (starting|unhealthy) in .* of \\d+ steps", "; <statuses>")
        .replaceAll(Pattern.quote(HOST) + ":\\d+", HOST + ":<port>")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<instance>")
        .strip();
  }
}
