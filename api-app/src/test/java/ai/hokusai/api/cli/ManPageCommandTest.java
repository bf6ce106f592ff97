package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManPageCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new Cli(Map.of(), InputStream.nullInputStream(), out, err).run(arguments);
  }

  @Test
  void printsThePageOfACommand() {
    assertThat(run("generate-man-page", "explain")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("""
        .TH "API\\-APP\\-EXPLAIN" 1
        .SH NAME
        api\\-app\\-explain \\- shows every setting with its origin and every problem, or explains one code
        .SH SYNOPSIS
        api\\-app explain [\\-hV] [\\-\\-all] [\\-\\-format=<format>] [<code>]
        .SH DESCRIPTION
        Shows every setting with its origin and every problem, or explains one code. Opens no connection.
        .SH OPTIONS
        .TP
        \\fB<code>\\fR
        code to explain, such as AUTH_FAILED, with commands for the Redis of this environment
        .TP
        \\fB\\-\\-all\\fR
        show settings that have their defaults too
        .TP
        \\fB\\-\\-format <format>\\fR
        text (default) or json
        .TP
        \\fB\\-h, \\-\\-help\\fR
        Show this help message and exit.
        .TP
        \\fB\\-V, \\-\\-version\\fR
        Print version information and exit.
        .SH EXIT STATUS
        .TP
        \\fB0\\fR
        the settings can be used, or the code is known
        .TP
        \\fB1\\fR
        the settings are rejected
        .TP
        \\fB3\\fR
        the command line is invalid, or there is no such code
        .SH EXAMPLES
        api\\-app explain
        .br
        api\\-app explain AUTH_FAILED
        .br
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "serve", "explain", "check", "rehearse", "why", "demo", "train", "help"})
  void printsPagesThatGroffFormatsWithoutAWarning(String command, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/groff")), "needs groff");
    assertThat(run(("generate-man-page " + command).split(" "))).isZero();
    Path page = Files.write(folder.resolve("page.1"), out.toByteArray());

    Process groff = new ProcessBuilder(
            "/usr/bin/groff", "-man", "-Tascii", "-P-cbou", "-ww", page.toString())
        .redirectError(folder.resolve("warnings").toFile())
        .start();
    try (InputStream output = groff.getInputStream()) {
      assertThat(new String(output.readAllBytes(), UTF_8)).contains("SYNOPSIS", "OPTIONS");
      assertThat(groff.waitFor()).isZero();
    } finally {
      groff.destroyForcibly();
    }
    assertThat(folder.resolve("warnings")).isEmptyFile();
  }

  @Test
  void listsTheCommandsOfTheProgram() {
    assertThat(run("generate-man-page")).isZero();
    assertThat(out.toString(UTF_8).lines().filter(line -> line.startsWith("\\fB")))
        .containsAll(List.of("\\fBserve\\fR", "\\fBexplain\\fR", "\\fBcheck\\fR", "\\fBwhy\\fR"))
        .doesNotContain("\\fBgenerate\\-man\\-page\\fR");
  }

  @Test
  void repeatsNoNameThatIsNoCommand() {
    assertThat(run("generate-man-page", "Correct-Horse-9")).isEqualTo(3);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8))
        .isEqualTo("error: there is no such command\ntry: api-app --help\n");
  }
}
