package ai.hokusai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents as a book: every link leads somewhere, and every document is led to. */
final class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)\\s]+)\\)");
  private static final Pattern TITLE = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      Stream<Path> others =
          Stream.of("README.md", "CONTRIBUTING.md", "redis-health/README.md").map(ROOT::resolve);
      return Stream.concat(docs.filter(file -> file.toString().endsWith(".md")), others)
          .map(Path::normalize)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
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
  void everyDocumentIsLedTo() throws IOException {
    Set<Path> ledTo = links(ROOT.resolve("docs/README.md")).stream()
        .map(link -> target(ROOT.resolve("docs/README.md"), link))
        .collect(Collectors.toSet());

    assertThat(documents())
        .filteredOn(each -> each.startsWith(ROOT.resolve("docs")))
        .filteredOn(each -> !each.endsWith("docs/README.md"))
        .allMatch(ledTo::contains);
  }

  private static Path target(Path document, String link) {
    return link.isEmpty() ? document : document.resolveSibling(link).normalize();
  }

  private static List<String> links(Path document) throws IOException {
    return LINK.matcher(text(document)).results().map(each -> each.group(1)).toList();
  }

  /** As the usual renderers make them of a title. */
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
