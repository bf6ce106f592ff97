package ai.hokusai.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the tables and sections of the documents to the code; a failure shows what to paste. */
final class DocumentationTest {
  private static final Path DOCS = Path.of("../docs");

  @ParameterizedTest
  @EnumSource
  void everyVariableHasItsRow(RedisVariable variable) throws IOException {
    assertThat(rows()).containsOnlyOnce(row(variable));
  }

  @Test
  void noRowIsLeftOver() throws IOException {
    assertThat(rows())
        .containsExactlyElementsOf(
            Arrays.stream(RedisVariable.values()).map(DocumentationTest::row).toList());
  }

  private static List<String> rows() throws IOException {
    return document("configuration.md")
        .lines()
        .filter(line -> line.startsWith("| `REDIS_"))
        .toList();
  }

  static String row(RedisVariable variable) {
    String file = variable.hasFile() ? ", or the file named by `" + variable.fileName() + "`" : "";
    String aliases =
        variable.aliases().stream().map(alias -> "`" + alias + "`").collect(joining(", "));
    String fallback = variable.defaultText().isEmpty() ? "–" : "`" + variable.defaultText() + "`";
    return "| `%s` | %s%s | %s | %s |"
        .formatted(
            variable.name(), variable.meaning(), file, fallback, aliases.isEmpty() ? "–" : aliases);
  }

  /** The other three cannot come from a variable of Redis; the server's own test holds them. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WORD_INVALID", "LABEL_INVALID", "DURATIONS_INCONSISTENT"})
  void everyCodeHasItsSection(Code code) throws IOException {
    assertThat(document("diagnostics.md")).contains(section(code));
  }

  @Test
  void noSectionIsLeftOver() throws IOException {
    // The second part is of redis-health, and held to its code there.
    String firstPart = document("diagnostics.md").split("\n## Faults while running\n", 2)[0];
    List<String> titles = Pattern.compile("^### (.+)$", Pattern.MULTILINE)
        .matcher(firstPart)
        .results()
        .map(match -> match.group(1))
        .toList();
    assertThat(titles)
        .containsExactlyElementsOf(Arrays.stream(Code.values()).map(Enum::name).toList());
  }

  /** Meaning, an example that is run here, and the fix. */
  static String section(Code code) {
    String name = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Case example = Case.read(name);
    List<Diagnostic> diagnostics = example.outcome().diagnostics().stream()
        .filter(each -> each.code() == code)
        .toList();
    assertThat(diagnostics).as("%s in its example", code).isNotEmpty();
    return "### %s\n\n%s: %s.\n\n```ini\n%s```\n\n```text\n%s```\n\nFix: %s.\n"
        .formatted(
            code,
            capitalised(code.severity().label()),
            plain(code.message()),
            example.text(),
            TextReport.render(diagnostics.subList(0, 1)),
            plain(code.help()));
  }

  @ParameterizedTest
  @EnumSource
  void theExampleEnvironmentNamesEveryVariable(RedisVariable variable) throws IOException {
    String example = Files.readString(DOCS.resolveSibling(".env.example"));
    assertThat(example).containsPattern("(?m)^#?" + variable.name() + "=");
    if (variable.hasFile()) {
      assertThat(example).containsPattern("(?m)^#?" + variable.fileName() + "=");
    }
  }

  private static String plain(String template) {
    return template
        .replace("{origin}", "the value")
        .replace("{variable}", "the variable")
        .replace("{detail}", "the other")
        .replace("<", "&lt;");
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String document(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }
}
