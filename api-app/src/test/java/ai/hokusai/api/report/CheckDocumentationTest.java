package ai.hokusai.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.check.ReportFixtures;
import ai.hokusai.api.deployment.Deployments;
import ai.hokusai.api.format.Golden;
import ai.hokusai.api.format.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The outputs in {@code docs/check.md} and its schema against the code. */
final class CheckDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "check.md");
  private static final String ARTIFACT = "task-definition.json";

  @Test
  void thePageShowsTheText() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block("text", CheckText.render(ReportFixtures.ready(), false)))
        .contains(block("text", CheckText.render(ReportFixtures.refused(), false)))
        .contains(block("text", CheckText.render(ReportFixtures.warned(), false)))
        .contains(block("text", CheckText.render(ReportFixtures.rejected(), false)));
  }

  @Test
  void thePageShowsTheJson() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block("json", CheckFormat.JSON.render(ReportFixtures.offline(), ARTIFACT)))
        .contains(block("xml", CheckFormat.JUNIT.render(ReportFixtures.refused(), ARTIFACT)))
        .contains(block("json", CheckFormat.SARIF.render(ReportFixtures.refused(), ARTIFACT)))
        .contains(block("text", CheckFormat.GITHUB.render(ReportFixtures.refused(), ARTIFACT)));
  }

  @Test
  void theSchemaDescribesEveryReport() {
    reports()
        .forEach(
            report -> Schemas.assertValid("check.json", CheckFormat.JSON.render(report, ARTIFACT)));
    Schemas.assertInvalid(
        "check.json",
        CheckFormat.JSON
            .render(ReportFixtures.ready(), ARTIFACT)
            .replace("\"status\" : \"pass\"", "\"status\" : 1"));
  }

  @ParameterizedTest
  @EnumSource
  void eachFormatIsAsItsGoldenFile(CheckFormat format) {
    String output = format == CheckFormat.TEXT
        ? CheckText.render(ReportFixtures.refused(), false)
        : format.render(ReportFixtures.refused(), ARTIFACT);
    Golden.check("check-" + format.name().toLowerCase(Locale.ROOT) + ".txt", output);
  }

  @Test
  void usesColoursOnATerminalOnly() {
    assertThat(CheckText.render(ReportFixtures.refused(), true))
        .contains("\u001b[1;31merror[AUTH_FAILED]\u001b[0m: ", "\u001b[1;31mfail\u001b[0m  AUTH")
        .contains("\u001b[2m  skip  PING, role", "\u001b[1;31mnot ready (exit code 1)\u001b[0m: ")
        .contains("\u001b[32mpass\u001b[0m  TLS");
    assertThat(CheckText.render(ReportFixtures.refused(), false)).doesNotContain("\u001b");
  }

  private static String block(String language, String content) {
    return "```" + language + "\n" + content + "```\n";
  }

  static List<CheckReport> reports() {
    return Stream.concat(ReportFixtures.reports().stream(), Deployments.reports().stream())
        .toList();
  }
}
