package ai.hokusai.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.report.CheckFormat;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.CheckText;
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
      "rediss://:" + ReportFixtures.TOKEN + "@host",
      "rediss://:" + ReportFixtures.TOKEN + "#@host",
      "rediss://" + ReportFixtures.TOKEN + ":" + ReportFixtures.TOKEN + "@host",
      ReportFixtures.TOKEN + "@host",
      ReportFixtures.ENDPOINT
    }) {
      CheckReport report = ReportFixtures.report(
          Map.of(
              "REDIS_URL",
              url,
              "REDIS_AUTH_TOKEN",
              ReportFixtures.TOKEN,
              "HEALTH_DETAILS_TOKEN",
              ReportFixtures.TOKEN,
              "REDIS_TLS_ENABLED",
              "true"),
          FakeRedis.of(ReportFixtures.failed(Fault.AUTH_FAILED, Stage.AUTH)),
          ReportFixtures.OPTIONS);
      assertThat(CheckText.render(report, true) + format.render(report, "task-definition.json"))
          .isNotEmpty()
          .doesNotContain("Corr", "Horse", "tery-9");
    }
  }
}
