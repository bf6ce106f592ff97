package ai.hokusai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the documents to their form: links resolve, every document is linked, prose wraps, headings name their
 * subject, and the names of events, tests and classes exist.
 */
@Tag("once")
final class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)\\s]+)\\)");
  private static final Pattern TITLE = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern NO_PROSE = Pattern.compile(" *(?:\\||!\\[|<!--).*");
  private static final Pattern VAGUE_TITLE =
      Pattern.compile("(?m)^#+ (?:What|Who|Whom|Whose|Whoever|How|Where)\\b.*$");
  // Where a name with a dot is that of a meter.
  private static final Pattern METERS = Pattern.compile("/(metrics|micrometer)/[A-Z]");
  private static final Pattern EVENT = Pattern.compile(
      "\"((?:startup|shutdown|health|log|requests?|connection|redis|credentials)\\.(?!html)[a-z_]+)\"");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z][A-Za-z]+)`");

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream<Path> others = Stream.of(
              "README.md",
              "CHANGELOG.md",
              "CONTRIBUTING.md",
              "SECURITY.md",
              "redis-health/README.md")
          .map(ROOT::resolve);
      return Stream.concat(docs.filter(file -> file.toString().endsWith(".md")), others)
          .map(Path::normalize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkHasATarget(Path document) throws IOException {
    assertThat(links(document)).allSatisfy(link -> {
      String[] parts = link.split("#", 2);
      Path target = target(document, parts[0]);
      assertThat(target).exists();
      if (parts.length == 2) {
        assertThat(anchors(target)).contains(parts[1]);
      }
    });
  }

  @Test
  void everyDocumentIsLinked() throws IOException {
    Set<Path> ledTo = links(ROOT.resolve("docs/README.md")).stream()
        .map(link -> target(ROOT.resolve("docs/README.md"), link))
        .collect(Collectors.toSet());

    assertThat(documents())
        .filteredOn(each -> each.startsWith(ROOT.resolve("docs")))
        .filteredOn(each -> !each.endsWith("docs/README.md"))
        .allMatch(ledTo::contains);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void proseWrapsAt120Columns(Path document) throws IOException {
    assertThat(longLines(Files.readString(document))).isEmpty();
  }

  @Test
  void recognisesProseThatDoesNotWrap() {
    String prose = "word ".repeat(24) + "more";
    String text = prose + "\n* " + prose + "\n| " + prose + "\nFix: " + prose + "\n  ```sh\n"
        + prose + "\n  ```\n" + "x".repeat(120);
    assertThat(longLines(text)).containsExactly(prose, "* " + prose, "Fix: " + prose);
  }

  private static List<String> longLines(String text) {
    return CODE.matcher(text)
        .replaceAll("")
        .lines()
        .filter(line -> line.length() > 120)
        .filter(line -> !NO_PROSE.matcher(line).matches())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyHeadingNamesItsSubject(Path document) throws IOException {
    assertThat(vagueTitles(text(document))).isEmpty();
  }

  @Test
  void recognisesAHeadingThatIsAQuestion() {
    assertThat(vagueTitles("# Whole\n## What some see\n### Status codes\n#### How it is\nWhat"))
        .containsExactly("## What some see", "#### How it is");
  }

  private static List<String> vagueTitles(String text) {
    return VAGUE_TITLE.matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void theTableOfTheLogHasEveryEvent() throws IOException {
    Set<String> events = new TreeSet<>();
    for (String module : new String[] {"api-app", "redis-health"}) {
      for (Path source : files(ROOT.resolve(module).resolve("src/main/java"))) {
        if (METERS.matcher(source.toString()).find()) {
          continue;
        }
        EVENT
            .matcher(Files.readString(source))
            .results()
            .forEach(each -> events.add(each.group(1)));
      }
    }
    assertThat(Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z_]+)` \\|")
            .matcher(Files.readString(ROOT.resolve("docs/configuration.md")))
            .results()
            .map(row -> row.group(1)))
        .hasSizeGreaterThan(20)
        .containsExactlyInAnyOrderElementsOf(events);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyNamedTestExists(Path document) throws IOException {
    assertThat(sources()).containsAll(named(TEST, document));
  }

  @Test
  void everyClassInTheRecipesExists() throws IOException {
    List<String> named = named(CLASS, ROOT.resolve("CONTRIBUTING.md"));
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(sources()).containsAll(named);
  }

  private static List<String> named(Pattern name, Path document) throws IOException {
    return name.matcher(text(document))
        .results()
        .map(each -> each.group(1) + ".java")
        .distinct()
        .toList();
  }

  private static Set<String> sources() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : new String[] {
      "config-core",
      "redis-health",
      "redis-health/spring-boot",
      "redis-health/testkit",
      "api-app",
      "integration-tests"
    }) {
      files(ROOT.resolve(module).resolve("src"))
          .forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Path target(Path document, String link) {
    return link.isEmpty() ? document : document.resolveSibling(link).normalize();
  }

  private static List<String> links(Path document) throws IOException {
    return LINK.matcher(text(document)).results().map(each -> each.group(1)).toList();
  }

  /** The anchors that the usual renderers make of the headings. */
  private static List<String> anchors(Path document) {
    try {
      return TITLE
          .matcher(text(document))
          .results()
          .map(each -> each.group(1).toLowerCase(Locale.ROOT))
          .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path document) throws IOException {
    return CODE.matcher(Files.readString(document)).replaceAll("");
  }
}
