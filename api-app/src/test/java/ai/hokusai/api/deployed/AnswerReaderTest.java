package ai.hokusai.api.deployed;

import static ai.hokusai.api.deployed.Sight.CLOSED;
import static ai.hokusai.api.deployed.Sight.DEGRADED;
import static ai.hokusai.api.deployed.Sight.FOREIGN;
import static ai.hokusai.api.deployed.Sight.HEALTHY;
import static ai.hokusai.api.deployed.Sight.NAMELESS;
import static ai.hokusai.api.deployed.Sight.REDIRECT;
import static ai.hokusai.api.deployed.Sight.UNHEALTHY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  private static final String WHO = "\"releaseId\":\"v7\",\"instanceId\":\"a1\"}";

  @Test
  void tellsTheInstancesApart() {
    assertThat(read(200, "{\"status\":\"healthy\"," + WHO))
        .isEqualTo(new Answer(HEALTHY, "v7", "a1", "healthy"));
    assertThat(read(200, "{\"status\":\"degraded\",\"code\":\"FLAPPING\"," + WHO))
        .isEqualTo(new Answer(DEGRADED, "v7", "a1", "FLAPPING"));
    assertThat(read(503, "{\"status\":\"unhealthy\",\"code\":\"AUTH_FAILED\"," + WHO))
        .isEqualTo(new Answer(UNHEALTHY, "v7", "a1", "AUTH_FAILED"));
    assertThat(read(503, "{\"status\":\"draining\"," + WHO))
        .isEqualTo(new Answer(UNHEALTHY, "v7", "a1", "draining"));
    assertThat(read(503, "{\"status\":\"healthy\"," + WHO).sight()).isEqualTo(UNHEALTHY);
  }

  @Test
  void looksAtTheOutermostObjectOnly() {
    assertThat(read(
            200,
            "{\"checks\":{\"releaseId\":\"v6\",\"a\":[{\"status\":\"x\"}]},"
                + "\"age\":1.5,\"status\":\"healthy\"," + WHO))
        .isEqualTo(new Answer(HEALTHY, "v7", "a1", "healthy"));
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(read(200, "{\"status\":\"healthy\"}")).isEqualTo(Answer.without(CLOSED));
    assertThat(read(200, "{\"status\":\"healthy\",\"releaseId\":\"v7\"}").sight())
        .isEqualTo(CLOSED);
    assertThat(read(200, "{\"status\":\"healthy\",\"instanceId\":\"a1\"}"))
        .isEqualTo(new Answer(NAMELESS, "", "a1", ""));
    assertThat(read(302, "{\"status\":\"healthy\"," + WHO)).isEqualTo(Answer.without(REDIRECT));
  }

  @Test
  void keepsNoWordThatCouldBeMoreThanAName() {
    assertThat(read(
            200, "{\"status\":\"healthy\",\"releaseId\":\"\\u001b[31m\",\"instanceId\":\"a1\"}"))
        .isEqualTo(new Answer(NAMELESS, "", "a1", ""));
    assertThat(read(200, "{\"status\":\"healthy\",\"releaseId\":\"v7\",\"instanceId\":\"a\\n1\"}"))
        .isEqualTo(Answer.without(CLOSED));
    assertThat(read(503, "{\"status\":\"unhealthy\",\"code\":\"::error::x\"," + WHO)
            .reason())
        .isEqualTo("unhealthy");
    assertThat(read(
                200,
                "{\"status\":\"healthy\",\"releaseId\":\"" + "v".repeat(129)
                    + "\",\"instanceId\":\"a1\"}")
            .sight())
        .isEqualTo(NAMELESS);
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
    assertThat(read(200, body)).isEqualTo(Answer.without(FOREIGN));
    assertThat(read(502, body)).isEqualTo(Answer.without(FOREIGN));
  }

  private static Answer read(int statusCode, String body) {
    return AnswerReader.read(statusCode, body.getBytes(UTF_8));
  }
}
