package ai.hokusai.it;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requires a Javadoc comment on every type and public method, and plain words in those of types. */
final class CommentTest {
  private static final Pattern RELATIVE_CLAUSE = Pattern.compile(
      "(What|How|Where|When|Which|Who|Whom|Whoever|Whatever|Whether|Somebody|Everything|Everybody)\\b.*",
      Pattern.DOTALL);
  private static final Pattern PRONOUN =
      Pattern.compile("(?i)\\b(nobody|somebody|everybody|anybody|whoever|whom)\\b");

  @ParameterizedTest
  @ValueSource(strings = {"config-core", "redis-health", "api-app"})
  void everyTypeAndPublicMethodHasAComment(String module) throws IOException {
    assertThat(new Comments(module).missing()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"config-core", "redis-health"})
  void theCommentOfATypeOpensWithANounOrAVerb(String module) throws IOException {
    assertThat(new Comments(module).ofTypes())
        .hasSizeGreaterThan(30)
        .filteredOn(each -> RELATIVE_CLAUSE.matcher(each).matches())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"config-core", "redis-health"})
  void noCommentHasAnIndefinitePerson(String module) throws IOException {
    assertThat(sources(module))
        .hasSizeGreaterThan(30)
        .filteredOn(each -> PRONOUN.matcher(text(each)).find())
        .isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> sources(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
      return files
          .filter(each -> each.toString().endsWith(".java") && !each.endsWith("module-info.java"))
          .toList();
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
        var sources = files.getJavaFileObjectsFromPaths(sources(module));
        var task = (JavacTask) compiler.getTask(null, files, null, null, null, sources);
        comments = DocTrees.instance(task);
        for (CompilationUnitTree unit : task.parse()) {
          scan(unit, null);
        }
      }
    }

    List<String> missing() {
      return missing;
    }

    List<String> ofTypes() {
      return ofTypes;
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
