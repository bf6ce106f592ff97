package ai.hokusai.api.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.cli.Cli;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs {@code check} on documents in this JVM. */
final class Documents {
  /** The sample documents. */
  static final Path FOLDER =
      Path.of("src", "test", "resources", "ai", "hokusai", "api", "document");

  private static final Pattern FINDING =
      Pattern.compile("(?m)^(error|warning|correction)\\[(\\w+)].*\n +(?:--> )?(.*)$");

  private Documents() {}

  /** The exit code and the outputs of a run. */
  record Run(int exitCode, String out, String err) {

    /** The severity, code and position of each finding, in the order of the report for people. */
    Stream<String> findings() {
      return FINDING
          .matcher(out)
          .results()
          .map(each -> each.group(1) + " " + each.group(2) + " " + file(each.group(3)));
    }

    private static String file(String path) {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  static Run check(String... arguments) {
    return checkFrom("", arguments);
  }

  static Run checkFrom(String stdin, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(stdin.getBytes(UTF_8));
    String[] all = Stream.concat(Stream.of("check"), Stream.of(arguments)).toArray(String[]::new);
    int code = new Cli(Map.of(), in, out, err).run(all);
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Plants a secret at a position of a document, and fails if an output has a part of it. */
  static void assertHidden(String text, int at, String around) {
    String planted = text.substring(0, at) + around + "Correct-Horse" + around + text.substring(at);
    Run run = checkFrom(planted, "--task-definition", "-", "--format", "json");
    assertThat(run.out() + run.err()).as(planted).isNotEmpty().doesNotContain("Correct-", "Horse");
  }

  static String sample(String name) {
    return FOLDER.resolve(name).toString();
  }
}
