package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.check.ReportFixtures;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.CheckText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The output of every command in ASCII, since a terminal may show nothing else. */
final class AsciiTest {
  private static final Path DIAGNOSTICS = Path.of("..", "docs", "diagnostics.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^### ([A-Z0-9_]+)$");
  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z-]+)  ");
  private static final List<String> HIDDEN =
      List.of("train", "generate-completion", "generate-man-page");

  private static String run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(new byte[0]);
    new Cli(Map.of(), input, out, out).run(arguments);
    return out.toString(UTF_8);
  }

  static Stream<String> commands() {
    String all = run("--help").split("Commands:", 2)[1];
    return Stream.concat(
        COMMAND.matcher(all).results().map(each -> each.group(1)), HIDDEN.stream());
  }

  static Stream<String> codes() throws IOException {
    return SECTION.matcher(Files.readString(DIAGNOSTICS)).results().map(each -> each.group(1));
  }

  @Test
  void findsEveryCommand() {
    assertThat(commands())
        .contains("serve", "explain", "check", "rehearse", "why", "demo", "help")
        .hasSizeGreaterThanOrEqualTo(7 + HIDDEN.size());
    assertThat(run("--help")).isASCII();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void printsHelp(String command) {
    assertThat(run(command, "--help"))
        .contains("Usage: api-app " + command + " ")
        .isASCII();
    assertThat(run("help", command)).contains("Usage: api-app " + command + " ").isASCII();
    assertThat(run("generate-man-page", command)).startsWith(".TH ").isASCII();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void explainsEveryCode(String code) {
    assertThat(run("explain", code)).startsWith(code + "\n\n").isASCII();
  }

  @Test
  void escapesTheCharactersOfExamples() {
    assertThat(run("explain", "HOST_NON_ASCII"))
        .contains("\n  REDIS_URL=rediss://r\\u00e9dis.example.com\n");
    assertThat(run("explain", "UNDECODABLE_CHARACTER"))
        .contains("\n  REDIS_AUTH_TOKEN=tok\\ufffd\\ufffdn-of-orders\n");
  }

  @Test
  void printsSettingsAndCompletion() {
    assertThat(run("explain", "--all")).contains("REDIS_URL").isASCII();
    assertThat(run("generate-completion")).contains("complete ").isASCII();
  }

  @Test
  void printsReportsOfChecks() {
    for (CheckReport report : ReportFixtures.reports()) {
      assertThat(CheckText.render(report, true)).contains("exit code").isASCII();
    }
  }
}
