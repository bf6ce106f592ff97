package ai.hokusai.health.readme;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the sections and the table of the faults to the code. With {@code -Dgolden.update} it writes them; the
 * example in a section is written by hand.
 */
final class DiagnosticsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SECTIONS = ROOT.resolve("docs/diagnostics.md");
  private static final Pattern TITLE = Pattern.compile("^### (.+)$", Pattern.MULTILINE);

  @BeforeAll
  static void update() throws IOException {
    if (System.getProperty("golden.update") == null) {
      return;
    }
    String sections = Files.readString(SECTIONS);
    for (Fault fault : Fault.values()) {
      sections = Pattern.compile("(?s)(\\n### " + fault
              + "\\n\\n)(?:[^\\n]+\\n)+(\\nExample: .*?\\n\\n)(?:[^\\n]+\\n)+")
          .matcher(sections)
          .replaceFirst(found -> Matcher.quoteReplacement(found.group(1)
              + wrapped(classes(fault) + ": " + fault.message() + ".")
              + found.group(2)
              + wrapped("Fix: " + fault.remedy() + ".")));
    }
    Files.writeString(SECTIONS, sections);
    Path table = ROOT.resolve("docs/troubleshooting.md");
    Files.writeString(
        table, Files.readString(table).replace(String.join("\n", rows()), expectedRows()));
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultHasItsSection(Fault fault) throws IOException {
    String section =
        "\n### %s\n\n%s: %s.\n\nExample: ".formatted(fault, classes(fault), fault.message());
    String fix = "\n\nFix: %s.".formatted(fault.remedy());

    assertThat(document()).contains(section);
    String rest = document().substring(document().indexOf(section) + section.length());
    assertThat(rest.indexOf(fix)).as("%s at the end of it", fix).isPositive();
    assertThat(rest.substring(0, rest.indexOf(fix))).doesNotContain("\n### ");
  }

  @Test
  void noSectionIsLeftOver() throws IOException {
    // What follows is of api-app, and held to its code there.
    String faults =
        document().split("\n## Faults while running\n", 2)[1].split("\n## While starting\n", 2)[0];

    assertThat(titles(faults))
        .containsExactlyElementsOf(Arrays.stream(Fault.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyLinkLeadsToItsSection(Fault fault) throws IOException {
    String[] link = fault.docs().split("/blob/main/|#", 3);
    List<String> anchors = titles(Files.readString(ROOT.resolve(link[1]))).stream()
        .map(title -> title.toLowerCase(Locale.ROOT))
        .toList();

    // Two sections of one title would have two anchors, of which only the first is this one.
    assertThat(anchors).containsOnlyOnce(link[2]);
  }

  @Test
  void troubleshootingLeadsFromEveryFaultToItsSection() throws IOException {
    assertThat(String.join("\n", rows())).isEqualTo(expectedRows());
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/troubleshooting.md")).stream()
        .filter(line -> line.startsWith("| [`"))
        .toList();
  }

  private static String expectedRows() {
    return Arrays.stream(Fault.values())
        .map(DiagnosticsTest::row)
        .collect(Collectors.joining("\n"));
  }

  private static String row(Fault fault) {
    return "| [`%s`](%s) | %s | %s |"
        .formatted(
            fault,
            fault.docs().replaceAll(".*/docs/", ""),
            fault.message(),
            fault.remedy().replace("|", "\\|"));
  }

  private static String classes(Fault fault) {
    return fault.faultClass() == fault.faultClassWhileStarting()
        ? fault.faultClass().toString()
        : fault.faultClass() + ", but " + fault.faultClassWhileStarting() + " while starting";
  }

  private static List<String> titles(String text) {
    return TITLE.matcher(text).results().map(each -> each.group(1)).toList();
  }

  private static String wrapped(String paragraph) {
    return paragraph.replaceAll("(.{1,120})(?: |$)", "$1\n");
  }

  /** The sections with the lines of a paragraph joined. */
  private static String document() throws IOException {
    return Files.readString(SECTIONS).replaceAll("(?<!\n)\n(?!\n)", " ");
  }
}
