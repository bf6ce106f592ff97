package ai.hokusai.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requires comments on types and public methods, and plain words in documents, comments and messages. The counts of
 * avoided words in {@code plain-language.txt} may only shrink; {@code -Dplain.update} writes the present ones.
 */
@Tag("once")
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
      "(What|How|Where|When|Which|Who|Whom|Whoever|Whatever|Whether|Why|Nobody|Somebody|Everything"
          + "|Everybody)\\b.*",
      Pattern.DOTALL);
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
  }

  static Stream<String> modules() {
    return Stream.of(
        "config-core",
        "redis-health",
        "redis-health/spring-boot",
        "redis-health/testkit",
        "api-app");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyTypeAndPublicMethodHasAComment(String module) throws IOException {
    assertThat(new Comments(module).missing).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theCommentOfATypeOpensWithANounOrAVerb(String module) throws IOException {
    assertThat(new Comments(module).ofTypes)
        .hasSizeGreaterThan(10)
        .filteredOn(each -> OPENING.matcher(each).matches())
        .isEmpty();
  }

  private static Map<String, Long> counts() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Path document : files(ROOT, ".md")) {
      counts.put(ROOT.relativize(document).toString(), words(read(document)));
    }
    for (String module : new String[] {
      "config-core", "redis-health", "redis-health/spring-boot", "redis-health/testkit", "api-app"
    }) {
      var sources = files(ROOT.resolve(module).resolve("src/main/java"), ".java");
      counts.put(module + " words", sum(sources, text -> words(prose(text))));
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

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && !file.endsWith("module-info.java"))
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

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The comments of one module. */
  private static final class Comments extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final List<String> missing = new ArrayList<>();
    private final List<String> ofTypes = new ArrayList<>();
    private final DocTrees comments;

    Comments(String module) throws IOException {
      var compiler = ToolProvider.getSystemJavaCompiler();
      var files = compiler.getStandardFileManager(null, null, null);
      try (files) {
        var sources = files.getJavaFileObjectsFromPaths(
            files(ROOT.resolve(module).resolve("src/main/java"), ".java"));
        var task = (JavacTask) compiler.getTask(null, files, null, null, null, sources);
        comments = DocTrees.instance(task);
        for (CompilationUnitTree unit : task.parse()) {
          scan(unit, null);
        }
      }
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      String comment = comments.getDocComment(getCurrentPath());
      Tree outer = getCurrentPath().getParentPath().getLeaf();
      if (comment != null) {
        ofTypes.add(comment.strip());
      } else if (outer instanceof CompilationUnitTree || isPublic(type.getModifiers(), outer)) {
        missing.add(type.getSimpleName().toString());
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      Tree outer = getCurrentPath().getParentPath().getLeaf();
      boolean isMissing = comments.getDocComment(getCurrentPath()) == null
          && isPublic(method.getModifiers(), outer)
          && !isInherited(method.getModifiers());
      if (isMissing && isInPublicTypes(getCurrentPath().getParentPath())) {
        missing.add(((ClassTree) outer).getSimpleName() + "." + method.getName());
      }
      return super.visitMethod(method, null);
    }

    private static boolean isInPublicTypes(TreePath type) {
      TreePath outer = type.getParentPath();
      return !(type.getLeaf() instanceof ClassTree tree)
          || (isPublic(tree.getModifiers(), outer.getLeaf()) && isInPublicTypes(outer));
    }

    private static boolean isPublic(ModifiersTree modifiers, Tree outer) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || (outer.getKind() == Tree.Kind.INTERFACE
              && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private static boolean isInherited(ModifiersTree modifiers) {
      return modifiers.getAnnotations().stream()
          .anyMatch(each -> Objects.equals(each.getAnnotationType().toString(), "Override"));
    }
  }
}
