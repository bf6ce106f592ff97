package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.DocumentCode;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.health.classify.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodePagesTest {
  /** Faults that no command confirms: they are of this process, or have their cause beside them. */
  private static final Set<Fault> WITHOUT_COMMAND = EnumSet.of(
      Fault.NOT_CHECKED_YET,
      Fault.SHUTTING_DOWN,
      Fault.CONFIG_INVALID,
      Fault.TLS_TRUST_ANCHORS_UNUSABLE,
      Fault.UNEXPECTED_REPLY,
      Fault.FLAPPING,
      Fault.INTERNAL_ERROR,
      Fault.CHECK_FAILED,
      Fault.CHECK_TIMEOUT);

  private static final Map<String, String> ENVIRONMENT =
      Map.of("REDIS_URL", "rediss://app:Planted-Mule-Zebra-7@master.orders.example.com:6390");

  /** The exit code and the outputs of a run. */
  private record Run(int exitCode, String out, String err) {}

  private static Run explain(Map<String, String> environment, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var cli = new Cli(environment, new ByteArrayInputStream(new byte[0]), out, err);
    int code =
        cli.run(Stream.concat(Stream.of("explain"), Stream.of(arguments)).toArray(String[]::new));
    return new Run(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  static Stream<Issue> issues() {
    return Stream.of(ConfigCode.values(), Fault.values(), DocumentCode.values())
        .flatMap(Stream::of);
  }

  @ParameterizedTest
  @MethodSource("issues")
  void explainsEveryCode(Issue issue) {
    Run run = explain(ENVIRONMENT, issue.code());

    assertThat(run.out())
        .startsWith(issue.code() + "\n\n")
        .contains("Fix: ")
        .endsWith("\nMore: " + issue.docs() + "\n")
        .doesNotContain("```", "Planted-Mule");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void confirmsEveryFaultOfRedisWithACommand(Fault fault) {
    assertThat(explain(ENVIRONMENT, fault.code()).out().contains("\nConfirm:\n"))
        .isEqualTo(!WITHOUT_COMMAND.contains(fault));
  }

  @Test
  void fillsInTheRedisOfTheEnvironment() {
    assertThat(explain(ENVIRONMENT, "auth_failed").out()).contains("""
        Confirm:

          redis-cli --tls -h master.orders.example.com -p 6390 --user app --askpass ping
        """);
  }

  @Test
  void leavesThePlaceholdersWithoutARedis() {
    assertThat(explain(Map.of(), "AUTH_FAILED").out())
        .contains("  redis-cli --tls -h <host> -p <port> --user <user> --askpass ping\n");
  }

  @Test
  void leavesOutTlsWhereItIsOff() {
    assertThat(
            explain(Map.of("REDIS_URL", "redis://localhost"), "OUT_OF_MEMORY").out())
        .contains("  redis-cli -h localhost -p 6379 --user default --askpass info memory\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH_FAILD", "auth failed", "AUTH"})
  void suggestsCodesWithTheSameWords(String text) {
    Run run = explain(ENVIRONMENT, text);

    assertThat(run.err()).startsWith("error: there is no such code; similar: ").contains("AUTH_");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void repeatsNoTextThatIsNoCode() {
    Run run = explain(Map.of(), "Correct-Horse-9");

    assertThat(run.err()).isEqualTo("""
        error: there is no such code; all codes: https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md
        """);
    assertThat(run.out()).isEmpty();
  }
}
