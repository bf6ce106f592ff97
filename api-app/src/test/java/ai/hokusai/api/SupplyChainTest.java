package ai.hokusai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds workflows, images and the build to what {@code docs/security.md} says of them. */
final class SupplyChainTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern USES = Pattern.compile("(?m)^ *(?:- )?uses: (.*)$");
  private static final Pattern SCRIPT = Pattern.compile("(?m)^ *(?:- )?run: .*(?:\n {10,}.*)*");
  private static final Pattern IMAGE = Pattern.compile("eclipse-temurin:[^\\s}]+");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

  @Test
  void pinsEveryActionToACommitWithItsVersionBesideIt() throws IOException {
    for (Path workflow : workflows()) {
      assertThat(found(USES, Files.readString(workflow)))
          .as("%s", workflow.getFileName())
          .isNotEmpty()
          .allMatch(
              each -> each.matches(" *(- )?uses: [a-z/-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }
  }

  @Test
  void givesWorkflowsTheRightToReadOnly() throws IOException {
    for (Path workflow : workflows()) {
      String text = Files.readString(workflow);
      assertThat(text)
          .as("%s", workflow.getFileName())
          .contains("\npermissions:\n  contents: read\n\n")
          .doesNotContain("pull_request_target", "workflow_run", "persist-credentials: true");
      assertThat(found(SCRIPT, text)).noneMatch(each -> each.contains("${{"));
    }
  }

  @Test
  void pinsTheBaseImageToADigest() throws IOException {
    for (String file : List.of("Dockerfile", "compose.yaml")) {
      assertThat(found(IMAGE, Files.readString(ROOT.resolve(file))))
          .as(file)
          .isNotEmpty()
          .allMatch(each -> each.matches("[^@]+@sha256:[0-9a-f]{64}"));
    }
  }

  @Test
  void refusesADownloadWithAnotherChecksum() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(".mvn/maven.config")))
        .containsExactly("--strict-checksums");
  }

  @Test
  void namesOnlyTestsThatExist() throws IOException {
    List<String> tests;
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      tests = files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.endsWith("Test.java"))
          .map(each -> each.substring(0, each.length() - ".java".length()))
          .toList();
    }
    List<String> named = TEST.matcher(Files.readString(ROOT.resolve("docs/security.md")))
        .results()
        .map(each -> each.group(1))
        .toList();
    assertThat(named).hasSizeGreaterThan(10).allMatch(tests::contains);
  }

  private static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
      return files.toList();
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }
}
