package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the documents on the check of documents with the code. */
final class DocumentDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "check-documents.md");
  private static final Path DIAGNOSTICS = Path.of("..", "docs", "diagnostics.md");

  @Test
  void thePageShowsTheReportsOnTheIncident() throws IOException {
    String path = Documents.sample("00-incident.json");
    String values = Documents.sample("incident-values.json");
    assertThat(Files.readString(PAGE))
        .contains("```text\n"
            + check("--task-definition", path, "--redis-only")
                .out()
                .replace(path, "task-definition.json")
            + "```\n")
        .contains("```text\n"
            + check("--task-definition", path, "--redis-only", "--values", values)
                .out()
                .replace(path, "task-definition.json")
            + "```\n");
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsSection(DocumentCode code) throws IOException {
    String severity = code.severity().label();
    assertThat(Files.readString(DIAGNOSTICS).replaceAll("(?<!\n)\n(?!\n)", " "))
        .contains("\n### %s\n\n%s: %s.\n\nFix: %s."
            .formatted(
                code,
                severity.substring(0, 1).toUpperCase(Locale.ROOT) + severity.substring(1),
                code.message(),
                code.remedy()));
  }

  @Test
  void noSectionIsLeftOver() throws IOException {
    String sections = Files.readString(DIAGNOSTICS)
        .split("\n## Deployment documents\n", 2)[1]
        .split("\n## Failed deployments\n", 2)[0];
    assertThat(sections.lines().filter(each -> each.startsWith("### ")))
        .containsExactlyElementsOf(
            Arrays.stream(DocumentCode.values()).map(each -> "### " + each).toList());
  }
}
