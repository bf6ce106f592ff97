package ai.hokusai.api.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.Golden;
import ai.hokusai.api.format.Schemas;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The outputs in {@code docs/check.md} and its schema against the code. */
final class CheckDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "check.md");
  private static final String ARTIFACT = "task-definition.json";
  private static final Path DIAGNOSTICS = Path.of("..", "docs", "diagnostics.md");
  private static final CheckOptions OFFLINE =
      new CheckOptions(true, false, false, Set.of(), Duration.ofSeconds(10));

  @Test
  void thePageShowsWhatPeopleGet() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block("text", CheckText.render(ready(), false)))
        .contains(block("text", CheckText.render(refused(), false)))
        .contains(block("text", CheckText.render(warned(), false)))
        .contains(block("text", CheckText.render(rejected(), false)));
  }

  @Test
  void thePageShowsWhatADeploymentCameTo() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block("text", CheckText.render(Deployments.settled(), false)))
        .contains(block("text", CheckText.render(Deployments.rolledBack(), false)))
        .contains(block("text", CheckText.render(Deployments.unhealthy(), false)));
  }

  @Test
  void thePageSaysHowManyPollsDecide() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("the last %d polls, and %d more for each further of `--instances`"
            .formatted(stretch(1), stretch(2) - stretch(1)));
  }

  private static int stretch(int instances) {
    return new DeploymentOptions("v7", instances, false, Duration.ofMinutes(1), false).stretch();
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeOfADeploymentHasItsSection(DeploymentCode code) throws IOException {
    String severity = code.severity() == Severity.ERROR ? "Error" : "Warning";
    assertThat(Files.readString(DIAGNOSTICS))
        .contains("\n### %s\n\n%s: %s.\n\nFix: %s.\n"
            .formatted(code, severity, code.message(), code.remedy()));
  }

  @Test
  void noSectionOfADeploymentIsLeftOver() throws IOException {
    String sections = Files.readString(DIAGNOSTICS).split("\n## After a deployment\n", 2)[1];
    assertThat(sections.lines().filter(each -> each.startsWith("### ")))
        .containsExactlyElementsOf(
            Arrays.stream(DeploymentCode.values()).map(each -> "### " + each).toList());
  }

  @Test
  void thePageShowsWhatMachinesGet() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block("json", CheckFormat.JSON.render(offline(), ARTIFACT)))
        .contains(block("xml", CheckFormat.JUNIT.render(refused(), ARTIFACT)))
        .contains(block("json", CheckFormat.SARIF.render(refused(), ARTIFACT)))
        .contains(block("text", CheckFormat.GITHUB.render(refused(), ARTIFACT)));
  }

  @Test
  void theSchemaDescribesEveryReport() {
    reports()
        .forEach(
            report -> Schemas.assertValid("check.json", CheckFormat.JSON.render(report, ARTIFACT)));
    Schemas.assertInvalid(
        "check.json",
        CheckFormat.JSON
            .render(ready(), ARTIFACT)
            .replace("\"status\" : \"pass\"", "\"status\" : 1"));
  }

  @ParameterizedTest
  @EnumSource
  void eachFormatIsAsItsGoldenFile(CheckFormat format) {
    String output = format == CheckFormat.TEXT
        ? CheckText.render(refused(), false)
        : format.render(refused(), ARTIFACT);
    Golden.check("check-" + format.name().toLowerCase(Locale.ROOT) + ".txt", output);
  }

  @Test
  void onlyATerminalGetsColours() {
    assertThat(CheckText.render(refused(), true))
        .contains("\u001b[31mfail\u001b[0m  AUTH", "\u001b[2mskip\u001b[0m  PING")
        .contains("\u001b[32mpass\u001b[0m  TLS");
    assertThat(CheckText.render(refused(), false)).doesNotContain("\u001b");
  }

  static List<CheckReport> reports() {
    return Stream.concat(
            Stream.of(ready(), refused(), warned(), rejected(), offline()),
            Deployments.reports().stream())
        .toList();
  }

  private static CheckReport ready() {
    return look(Looks.well());
  }

  private static CheckReport refused() {
    return look(Looks.failed(Fault.AUTH_FAILED, Stage.AUTH));
  }

  private static CheckReport warned() {
    return look(Looks.warning(Fault.TLS_CERTIFICATE_EXPIRING));
  }

  private static CheckReport offline() {
    return Looks.report(Looks.INCIDENT, FakeRedis.of(Looks.well()), OFFLINE);
  }

  private static CheckReport rejected() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "rediss://:p#w@host", "API_PORT", Looks.TOKEN);
    return Looks.report(environment, FakeRedis.of(Looks.well()), Looks.OPTIONS);
  }

  private static CheckReport look(ProbeReport found) {
    return Looks.report(Looks.INCIDENT, FakeRedis.of(found), Looks.OPTIONS);
  }

  private static String block(String language, String content) {
    return "```" + language + "\n" + content + "```\n";
  }
}
