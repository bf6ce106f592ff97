package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;

final class AnswersTest {

  @ParameterizedTest
  @CsvSource({
    "STARTING, OUT_OF_SERVICE",
    "HEALTHY, UP",
    "DEGRADED, UP",
    "UNHEALTHY, DOWN",
    "STALE, DOWN",
    "DRAINING, OUT_OF_SERVICE"
  })
  void everyStatusHasOneOfTheActuator(Status status, String expected) {
    assertThat(Answers.of(status).getCode()).isEqualTo(expected);
  }

  @Test
  void theDetailsAreStatusCodeMessageAndRemedy() {
    Health health = Answers.complete(Health.up(), Status.DEGRADED, Fault.AUTH_NOT_NEEDED);

    assertThat(health)
        .isEqualTo(new Health.Builder(
                org.springframework.boot.health.contributor.Status.UP,
                Map.of(
                    "status",
                    "degraded",
                    "code",
                    "AUTH_NOT_NEEDED",
                    "message",
                    Fault.AUTH_NOT_NEEDED.message(),
                    "remedy",
                    Fault.AUTH_NOT_NEEDED.remedy()))
            .build());
    assertThat(Answers.complete(Health.up(), Status.HEALTHY, null).getDetails())
        .isEqualTo(Map.of("status", "healthy"));
  }
}
