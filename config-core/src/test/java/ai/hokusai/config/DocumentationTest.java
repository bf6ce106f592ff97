package ai.hokusai.config;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the tables and sections of the documents to the code. With {@code -Dgolden.update} it writes them: the
 * sections of the codes, with their examples, and the rows of the variables.
 */
@Tag("once")
final class DocumentationTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Path CODE =
      Path.of("src/main/java/ai/hokusai/config/diagnostic/ConfigCode.java");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
  private static final Set<ConfigCode> OF_THE_SERVER = Set.of(
      ConfigCode.LABEL_INVALID,
      ConfigCode.BEARER_TOKEN_INVALID,
      ConfigCode.MODELS_TOKEN_MISSING,
      ConfigCode.MODELS_SETTING_UNUSED,
      ConfigCode.DURATIONS_INCONSISTENT);

  @BeforeAll
  static void update() throws IOException {
    if (System.getProperty("golden.update") == null) {
      return;
    }
    String sections = document("diagnostics.md");
    String previous = "";
    for (ConfigCode code : ConfigCode.values()) {
      String old = sectionOf(code);
      String section = wrapped(section(code, example(code, old)));
      sections = old.isEmpty()
          ? sections.replace(previous, previous + "\n\n" + section)
          : sections.replace(old, section);
      previous = section;
    }
    Files.writeString(DOCS.resolve("diagnostics.md"), sections);
    String page = document("configuration.md");
    String rows =
        Arrays.stream(RedisVariable.values()).map(DocumentationTest::row).collect(joining("\n"));
    Files.writeString(
        DOCS.resolve("configuration.md"), page.replace(String.join("\n", rows()), rows));
  }

  @ParameterizedTest
  @EnumSource
  void hasARowForEachVariable(RedisVariable variable) throws IOException {
    assertThat(rows()).containsOnlyOnce(row(variable));
  }

  @Test
  void hasNoRowWithoutAVariable() throws IOException {
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

  @ParameterizedTest
  @EnumSource
  void everyCodeHasItsSection(ConfigCode code) throws IOException {
    assertThat(folded(sectionOf(code)))
        .isEqualTo(folded(section(code, example(code, sectionOf(code)))));
  }

  @ParameterizedTest
  @EnumSource
  void theCommentOfACodeIsItsMessage(ConfigCode code) throws IOException {
    String message = withPlaceholders(code.message().replace("&", "&amp;"), "{@code ", "}");
    assertThat(Files.readString(CODE))
        .contains("  /** %s. */\n  %s(".formatted(capitalised(message), code));
  }

  @ParameterizedTest
  @EnumSource
  void aTemplateHasOneNameForItsDetail(ConfigCode code) {
    Set<String> names = PLACEHOLDER
        .matcher(code.message() + code.remedy())
        .results()
        .map(match -> match.group(1))
        .collect(toSet());
    names.removeAll(Set.of("origin", "variable"));
    assertThat(names).as("a name that says more than {detail}").doesNotContain("detail");
    assertThat(names).hasSizeLessThanOrEqualTo(1);
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
        .containsExactlyElementsOf(
            Arrays.stream(ConfigCode.values()).map(Enum::name).toList());
  }

  private static String sectionOf(ConfigCode code) throws IOException {
    Matcher found = Pattern.compile("(?ms)^### " + code + "\n.*?^Fix: .*?(?=\n\n|\n*\\z)")
        .matcher(document("diagnostics.md"));
    return found.find() ? found.group() : "";
  }

  /** The text with the lines of a paragraph joined. */
  private static String folded(String text) {
    return text.replaceAll("(?<!\n)\n(?!\n)", " ");
  }

  /** The section with message and fix wrapped as all prose is. */
  private static String wrapped(String section) {
    return Pattern.compile("(?m)^(?:Error|Warning|Correction|Fix): .*$")
        .matcher(section)
        .replaceAll(line -> Matcher.quoteReplacement(
            line.group().replaceAll("(.{1,120})(?: |$)", "$1\n").strip()));
  }

  /** The message, an example, and the fix. */
  private static String section(ConfigCode code, String example) {
    return "### %s\n\n%s: %s.\n\n%s\nFix: %s."
        .formatted(
            code,
            capitalised(code.severity().label()),
            withPlaceholders(code.message(), "`", "`"),
            example,
            withPlaceholders(code.remedy(), "`", "`"));
  }

  /** The case of the code, which is run here; api-app runs those of its own variables. */
  private static String example(ConfigCode code, String section) {
    if (OF_THE_SERVER.contains(code)) {
      return section.substring(section.indexOf("```ini"), section.indexOf("\nFix: "));
    }
    Case example = Case.read(code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    List<Diagnostic> diagnostics = example.outcome().diagnostics().stream()
        .filter(each -> each.type() == code)
        .toList();
    assertThat(diagnostics).as("%s in its example", code).isNotEmpty();
    return "```ini\n%s```\n\n```text\n%s```\n"
        .formatted(example.text(), TextReport.render(diagnostics.subList(0, 1)));
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

  /** The template with {@code <name>} for a placeholder, and words that hold one as code. */
  private static String withPlaceholders(String template, String open, String close) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll("<$1>")
        .replaceAll("(\\S*[<>{]\\S*?)(?=[,;.]?(?:\\s|$))", open + "$1" + close);
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String document(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }
}
