package ai.hokusai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds workflows, images and the build to what {@code docs/security.md} says of them. */
final class SupplyChainTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern USES = Pattern.compile("(?m)^ *(?:- )?uses: (.*)$");
  private static final Pattern SCRIPT = Pattern.compile("(?m)^ *(?:- )?run: .*(?:\n {10,}.*)*");
  private static final Pattern IMAGE = Pattern.compile("\\b(?:eclipse-temurin|redis):\\d[^\\s}]*");
  private static final Pattern BINARY =
      Pattern.compile(".*\\.(jar|war|class|so|dylib|dll|exe|zip|gz|tgz|xz|bz2|7z)");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| (.+) \\| (.+) \\|$");
  private static final Pattern NAMED = Pattern.compile("`([A-Za-z]+(?:\\.[a-z]+)?)`|]\\(([^)#]+)");

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
  void pinsEveryImageToADigest() throws IOException {
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
  void holdsNoBinary() throws IOException {
    assertThat(files())
        .hasSizeGreaterThan(100)
        .noneMatch(each -> BINARY.matcher(each).matches());
  }

  @Test
  void everyClaimOfTheSecurityPageNamesATestOrAFileThatExists() throws IOException {
    Set<String> files = Set.copyOf(files());
    List<MatchResult> claims = ROW.matcher(Files.readString(ROOT.resolve("docs/security.md")))
        .results()
        .filter(row -> row.group(2).matches("(yes|no|in part)\\b.*"))
        .toList();
    assertThat(claims).hasSizeGreaterThan(60);
    for (MatchResult claim : claims) {
      List<String> named = NAMED
          .matcher(claim.group(3))
          .results()
          .map(each -> each.group(1) == null ? each.group(2) : each.group(1))
          .filter(each -> each.matches(".*(Test|IT|\\.(yml|xml|md))|LICENSE"))
          .map(each -> each.replaceFirst("(Test|IT)$", "$1.java").replaceFirst(".*/", ""))
          .toList();
      assertThat(files).as(claim.group(1)).containsAll(named);
      assertThat(named.isEmpty() && claim.group(2).startsWith("yes"))
          .as("%s is held by nothing", claim.group(1))
          .isFalse();
    }
  }

  /** The names of the files of the project, without what a build makes. */
  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(each -> !each.toString().matches(".*/(target|\\.git|node_modules)(/.*)?"))
          .filter(Files::isRegularFile)
          .map(each -> each.getFileName().toString())
          .toList();
    }
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
