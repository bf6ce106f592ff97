package ai.hokusai.health.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of commands in {@code docs/clusters.md}. */
final class ClustersDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "clusters.md");
  private static final Pattern COMMAND = Pattern.compile("`([A-Z]+)`");

  @Test
  void namesTheCommandsThatAreSplit() throws IOException {
    assertThat(commandsOf("split into one command")).isEqualTo(RoutedExecutor.SPLIT);
  }

  @Test
  void namesTheCommandsOfAllPrimaries() throws IOException {
    assertThat(commandsOf("sent to each primary in turn"))
        .isEqualTo(RoutedExecutor.OF_ALL_PRIMARIES);
  }

  /** The commands in the first column of the row with this text. */
  private static Set<String> commandsOf(String text) throws IOException {
    String row = Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| ") && line.contains(text))
        .findFirst()
        .orElseThrow();
    return COMMAND
        .matcher(row.substring(0, row.indexOf(" | ")))
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }
}
