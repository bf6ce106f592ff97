package ai.hokusai.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.Stage;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A secret that was planted in every place, searched for in every form. */
final class CheckSecretsTest {

  @ParameterizedTest
  @EnumSource(CheckFormat.class)
  void noFormOfAReportHoldsAPartOfASecret(CheckFormat format) {
    for (String url : new String[] {
      "rediss://:" + Looks.TOKEN + "@host",
      "rediss://:" + Looks.TOKEN + "#@host",
      "rediss://" + Looks.TOKEN + ":" + Looks.TOKEN + "@host",
      Looks.TOKEN + "@host",
      Looks.ENDPOINT
    }) {
      CheckReport report = Looks.report(
          Map.of(
              "REDIS_URL",
              url,
              "REDIS_AUTH_TOKEN",
              Looks.TOKEN,
              "HEALTH_DETAILS_TOKEN",
              Looks.TOKEN,
              "REDIS_TLS_ENABLED",
              "true"),
          FakeRedis.of(Looks.failed(Fault.AUTH_FAILED, Stage.AUTH)),
          Looks.OPTIONS);
      assertThat(CheckText.render(report, true) + format.render(report, "task-definition.json"))
          .isNotEmpty()
          .doesNotContain("Corr", "Horse", "tery-9");
    }
  }
}
