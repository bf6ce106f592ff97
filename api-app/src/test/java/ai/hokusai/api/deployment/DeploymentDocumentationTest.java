package ai.hokusai.api.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.report.CheckText;
import ai.hokusai.config.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the documents on the check after a deployment with the code. */
final class DeploymentDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "check.md");
  private static final Path DIAGNOSTICS = Path.of("..", "docs", "diagnostics.md");

  @Test
  void thePageShowsReportsOfDeployments() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(block(CheckText.render(Deployments.settled(), false)))
        .contains(block(CheckText.render(Deployments.rolledBack(), false)))
        .contains(block(CheckText.render(Deployments.unhealthy(), false)));
  }

  @Test
  void thePageNamesTheNumberOfPolls() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("the last %d polls, and %d more for each further of `--instances`"
            .formatted(requiredStreak(1), requiredStreak(2) - requiredStreak(1)));
  }

  private static int requiredStreak(int instances) {
    return new DeploymentOptions("v7", instances, Duration.ofMinutes(1), false).requiredStreak();
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeOfADeploymentHasItsSection(DeploymentCode code) throws IOException {
    String severity = code.severity() == Severity.ERROR ? "Error" : "Warning";
    assertThat(Files.readString(DIAGNOSTICS).replaceAll("(?<!\n)\n(?!\n)", " "))
        .contains("\n### %s\n\n%s: %s.\n\nFix: %s."
            .formatted(code, severity, code.message(), code.remedy()));
  }

  @Test
  void noSectionOfADeploymentIsLeftOver() throws IOException {
    String sections = Files.readString(DIAGNOSTICS).split("\n## After a deployment\n", 2)[1];
    assertThat(sections.lines().filter(each -> each.startsWith("### ")))
        .containsExactlyElementsOf(
            Arrays.stream(DeploymentCode.values()).map(each -> "### " + each).toList());
  }

  private static String block(String content) {
    return "```text\n" + content + "```\n";
  }
}
