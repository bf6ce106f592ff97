package ai.hokusai.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Counts words that the documents, comments and messages do not use, by document and by module. The counts in
 * {@code plain-language.txt} may only shrink; {@code -Dplain.update} writes the present ones.
 */
final class PlainLanguageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path ALLOWED =
      Path.of("src", "test", "resources", "ai", "hokusai", "it", "plain-language.txt");

  private static final Pattern WORDS = Pattern.compile(
      "(?i)\\b(nobody|somebody|everybody|anybody|whoever|whom|name servers?|vouch\\w*|of ours"
          + "|goes and comes|gave no answer|gives no answer|no answer in time|taken back|admits?"
          + "|admitted|lets? in|take back|takes back|took back|comes and goes|come and gone"
          + "|anyone|someone|everyone|no one|some see|ends in \\d+ days?|comes after|in vain|anew"
          + "|(?<!certificate )authorit(?:y|ies) (?:that|of)"
          + "|ask|asks|asked|asking|tells?|told|hears?|knows?|believe[sd]?|forgets?|wants?"
          + "|stopped to notice|untold)\\b");
  private static final Pattern OPENING = Pattern.compile(
      "^/\\*\\*\\s*(?:\\* )?(What|How|Where|Who|Whom|Whoever|Somebody|Nobody|Everybody|When|Why"
          + "|Whether)\\b");
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:[^\"\\\\\\n]|\\\\.)*\"", Pattern.DOTALL);

  @Test
  void usesNoMoreOfTheAvoidedWordsThanBefore() throws IOException {
    Map<String, Long> counts = counts();
    if (System.getProperty("plain.update") != null) {
      Files.writeString(
          ALLOWED,
          counts.entrySet().stream()
              .filter(count -> count.getValue() > 0)
              .map(count -> count.getValue() + " " + count.getKey() + "\n")
              .collect(Collectors.joining()));
    }
    Map<String, Long> allowed = Files.readAllLines(ALLOWED).stream()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> line[1], line -> Long.valueOf(line[0])));
    assertThat(counts)
        .allSatisfy((place, count) ->
            assertThat(count).as(place).isLessThanOrEqualTo(allowed.getOrDefault(place, 0L)));
  }

  @Test
  void recognisesTheAvoidedWords() {
    assertThat(words("Whoever asks the name server is told nothing by anybody."))
        .isEqualTo(5);
    assertThat(words("A fault of ours, admitted: it comes and goes, and was asked 2 s ago."))
        .isEqualTo(4);
    assertThat(words("What some see comes after AUTH, in vain, and ends in 9 days."))
        .isEqualTo(4);
    assertThat(words("The authority that vouches; the authorities of the JVM.")).isEqualTo(3);
    assertThat(words("The DNS server replies. A certificate authority of the JVM is known."))
        .isZero();
    assertThat(openings("/** What a thing is. */\npublic final class A {}")).isEqualTo(1);
    assertThat(openings("/** Holds a thing. How it does so is in B. */\nfinal class A {}"))
        .isZero();
    assertThat(openings("/** What it is. */\nint a;\n\n/** Holds it. */\nclass B {}"))
        .isZero();
  }

  private static Map<String, Long> counts() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Path document : files(ROOT, ".md")) {
      counts.put(ROOT.relativize(document).toString(), words(read(document)));
    }
    for (String module : new String[] {"config-core", "redis-health", "api-app"}) {
      var sources = files(ROOT.resolve(module).resolve("src/main/java"), ".java");
      counts.put(module + " words", sum(sources, text -> words(prose(text))));
      counts.put(module + " class comments", sum(sources, PlainLanguageTest::openings));
    }
    return counts;
  }

  private static long sum(Iterable<Path> sources, Function<String, Long> count) {
    long sum = 0;
    for (Path source : sources) {
      sum += count.apply(read(source));
    }
    return sum;
  }

  private static Iterable<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("target")
              && !file.toString().contains("node_modules")
              && !file.toString().contains("src/test"))
          .sorted()
          .toList();
    }
  }

  /** The comments and texts of a source. */
  private static String prose(String source) {
    return COMMENT_OR_TEXT
        .matcher(source)
        .results()
        .map(found -> found.group().replaceAll("\\n\\s*\\* ", " "))
        .collect(Collectors.joining("\n"));
  }

  private static long words(String text) {
    return WORDS.matcher(text.replaceAll("\\s+", " ")).results().count();
  }

  private static long openings(String source) {
    return Stream.of(source.split("(?=(?m)^/\\*\\*)"))
        .filter(part -> OPENING.matcher(part).find() && isOfType(part))
        .count();
  }

  /** Returns true if the comment at the start belongs to a type. */
  private static boolean isOfType(String part) {
    return Pattern.compile(
            "^(?:@|public |final |sealed |abstract |class |interface |enum |record )")
        .matcher(part.substring(part.indexOf("*/") + 2).strip())
        .find();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
