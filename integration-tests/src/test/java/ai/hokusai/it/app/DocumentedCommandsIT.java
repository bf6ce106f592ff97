package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command lines of the jar in the documents: each is one that it understands. */
final class DocumentedCommandsIT {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```sh$(.*?)^ *```$");
  private static final Pattern COMMAND =
      Pattern.compile("-jar api-app/target/api-app\\.jar *([^#\\n]*)");
  private static final Pattern AFTER_DEPLOY = Pattern.compile(".* check --after-deploy .*");

  static Stream<String> commands() throws IOException {
    return documents()
        .flatMap(DocumentedCommandsIT::blocks)
        .flatMap(block -> COMMAND.matcher(block).results())
        .map(command -> command.group(1).strip())
        .distinct();
  }

  private static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("../docs"))) {
      return Stream.concat(Stream.of(Path.of("../README.md")), docs.toList().stream())
          .filter(file -> file.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  private static Stream<String> blocks(Path document) {
    try {
      return BLOCK.matcher(Files.readString(document)).results().map(MatchResult::group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nameTheJarByItsPathFromTheRepositoryRoot() throws IOException {
    assertThat(documents().flatMap(DocumentedCommandsIT::blocks).flatMap(String::lines))
        .filteredOn(line -> line.contains("-jar ") && !line.contains("-jar target/"))
        .isNotEmpty()
        .allMatch(line -> line.contains("-jar api-app/target/api-app.jar"));
    assertThat(Path.of("..", "api-app/target/api-app.jar")).isRegularFile();
  }

  @Test
  void giveTheTokenToTheCheckAfterADeployment() throws IOException {
    assertThat(documents().flatMap(DocumentedCommandsIT::blocks))
        .filteredOn(block -> AFTER_DEPLOY.matcher(block).find())
        .hasSize(3)
        .allMatch(block -> block.contains("HEALTH_DETAILS_TOKEN="));
  }

  /** Asked for help, it says so of what it does not understand all the same. */
  @ParameterizedTest(name = "api-app.jar {0}")
  @MethodSource("commands")
  void isUnderstood(String command) {
    Stream<String> arguments =
        Arrays.stream(command.replaceAll("[\"$]", "").split(" ")).filter(each -> !each.isEmpty());
    FinishedApp finished = FinishedApp.run(
        Map.of(), Stream.concat(arguments, Stream.of("--help")).toArray(String[]::new));

    assertThat(finished.exitCode()).as(finished.err()).isZero();
    assertThat(finished.out()).startsWith("Usage: ");
  }
}
