package ai.hokusai.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the server's tables, sections and the example environment to the code. */
final class DocumentationTest {
  private static final Path DOCS = Path.of("../docs");

  @Test
  void hasOneRowForEachVariableAndNoOther() throws IOException {
    String text = Files.readString(DOCS.resolve("configuration.md"));
    assertThat(text.substring(text.indexOf("## The server"), text.indexOf("### The start"))
            .lines()
            .filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(
            Arrays.stream(ApiVariable.values()).map(DocumentationTest::row).toList());
  }

  private static String row(ApiVariable variable) {
    String file = variable.hasFile() ? ", or the file named by `" + variable.fileName() + "`" : "";
    String fallback = variable.defaultText().isEmpty() ? "–" : "`" + variable.defaultText() + "`";
    return "| `%s` | %s%s | %s |".formatted(variable.name(), variable.meaning(), file, fallback);
  }

  @ParameterizedTest
  @EnumSource
  void theExampleEnvironmentNamesEveryVariable(ApiVariable variable) throws IOException {
    assertThat(Files.readString(DOCS.resolveSibling(".env.example")))
        .contains("#" + variable.name() + "=" + variable.defaultText() + "\n")
        .contains(variable.hasFile() ? "#" + variable.fileName() + "=" : "");
  }

  /** The codes that no variable of Redis leads to. */
  @ParameterizedTest
  @CsvSource({
    "LABEL_INVALID, RELEASE_ID, release of today",
    "BEARER_TOKEN_INVALID, HEALTH_DETAILS_TOKEN, fuji",
    "MODELS_TOKEN_MISSING, MODELS_ENABLED, true",
    "MODELS_SETTING_UNUSED, MODELS_MAX_DOCUMENTS, 500"
  })
  void theSectionOfACodeShowsWhatIsReallySaid(String code, String name, String value)
      throws IOException {
    assertSectionShows(code, Map.of(name, value), name + "=" + value);
  }

  @Test
  void theSectionOfInconsistentDurationsShowsTheRealMessage() throws IOException {
    assertSectionShows(
        "DURATIONS_INCONSISTENT",
        Map.of("HEALTH_INTERVAL", "2s", "HEALTH_DEADLINE", "6s"),
        "HEALTH_INTERVAL=2s\nHEALTH_DEADLINE=6s");
  }

  private static void assertSectionShows(String code, Map<String, String> variables, String shown)
      throws IOException {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("REDIS_ENABLED", "false");
    List<Diagnostic> said = AppConfig.resolve(environment).diagnostics();
    assertThat(said).hasSize(1);
    String document = Files.readString(DOCS.resolve("diagnostics.md"));
    int start = document.indexOf("### " + code + "\n");
    String section = document.substring(start, document.indexOf("\nFix: ", start));
    assertThat(section)
        .contains("```ini\n" + shown + "\n```")
        .contains("```text\n" + TextReport.render(said) + "```");
  }
}
