package ai.hokusai.api.deployment;

import static ai.hokusai.api.deployment.PollResult.DEGRADED;
import static ai.hokusai.api.deployment.PollResult.HEALTHY;
import static ai.hokusai.api.deployment.PollResult.PUBLIC;
import static ai.hokusai.api.deployment.PollResult.REDIRECT;
import static ai.hokusai.api.deployment.PollResult.UNHEALTHY;
import static ai.hokusai.api.deployment.PollResult.UNNAMED;
import static ai.hokusai.api.deployment.PollResult.UNRECOGNIZED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseReaderTest {
  private static final String WHO = "\"releaseId\":\"v7\",\"instanceId\":\"a1\"}";

  @Test
  void distinguishesInstances() {
    assertThat(read(200, "{\"status\":\"healthy\"," + WHO))
        .isEqualTo(new Poll(HEALTHY, "v7", "a1", "healthy"));
    assertThat(read(200, "{\"status\":\"degraded\",\"code\":\"FLAPPING\"," + WHO))
        .isEqualTo(new Poll(DEGRADED, "v7", "a1", "FLAPPING"));
    assertThat(read(503, "{\"status\":\"unhealthy\",\"code\":\"AUTH_FAILED\"," + WHO))
        .isEqualTo(new Poll(UNHEALTHY, "v7", "a1", "AUTH_FAILED"));
    assertThat(read(503, "{\"status\":\"draining\"," + WHO))
        .isEqualTo(new Poll(UNHEALTHY, "v7", "a1", "draining"));
    assertThat(read(503, "{\"status\":\"healthy\"," + WHO).result()).isEqualTo(UNHEALTHY);
  }

  @Test
  void looksAtTheOutermostObjectOnly() {
    assertThat(read(
            200,
            "{\"checks\":{\"releaseId\":\"v6\",\"a\":[{\"status\":\"x\"}]},"
                + "\"age\":1.5,\"status\":\"healthy\"," + WHO))
        .isEqualTo(new Poll(HEALTHY, "v7", "a1", "healthy"));
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(read(200, "{\"status\":\"healthy\"}")).isEqualTo(Poll.without(PUBLIC));
    assertThat(read(200, "{\"status\":\"healthy\",\"releaseId\":\"v7\"}").result())
        .isEqualTo(PUBLIC);
    assertThat(read(200, "{\"status\":\"healthy\",\"instanceId\":\"a1\"}"))
        .isEqualTo(new Poll(UNNAMED, "", "a1", ""));
    assertThat(read(302, "{\"status\":\"healthy\"," + WHO)).isEqualTo(Poll.without(REDIRECT));
  }

  @Test
  void keepsNoWordThatCouldBeMoreThanAName() {
    assertThat(read(
            200, "{\"status\":\"healthy\",\"releaseId\":\"\\u001b[31m\",\"instanceId\":\"a1\"}"))
        .isEqualTo(new Poll(UNNAMED, "", "a1", ""));
    assertThat(read(200, "{\"status\":\"healthy\",\"releaseId\":\"v7\",\"instanceId\":\"a\\n1\"}"))
        .isEqualTo(Poll.without(PUBLIC));
    assertThat(read(503, "{\"status\":\"unhealthy\",\"code\":\"::error::x\"," + WHO)
            .reason())
        .isEqualTo("unhealthy");
    assertThat(read(
                200,
                "{\"status\":\"healthy\",\"releaseId\":\"" + "v".repeat(129)
                    + "\",\"instanceId\":\"a1\"}")
            .result())
        .isEqualTo(UNNAMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>502 Bad Gateway</html>",
        "[]",
        "{}",
        "null",
        "{\"status\":\"ok\"}",
        "{\"status\":1}",
        "{\"status\":\"healthy\"",
        "{\"status\":\"healthy\",\"instanceId\":\"a1\""
      })
  void isNotTheHealthOfThisService(String body) {
    assertThat(read(200, body)).isEqualTo(Poll.without(UNRECOGNIZED));
    assertThat(read(502, body)).isEqualTo(Poll.without(UNRECOGNIZED));
  }

  private static Poll read(int statusCode, String body) {
    return ResponseReader.read(statusCode, body.getBytes(UTF_8));
  }
}
