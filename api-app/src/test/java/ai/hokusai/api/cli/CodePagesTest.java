package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.DocumentCode;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Issue;
import ai.hokusai.health.classify.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Faults that no command repairs: they end without action, or their cause is in code. */
  private static final Set<Fault> WITHOUT_REPAIR = EnumSet.of(
      // They end without action.
      Fault.NOT_CHECKED_YET,
      Fault.SHUTTING_DOWN,
      Fault.LOADING,
      // Their cause is in the code of the service, or of this software.
      Fault.CREDENTIALS_UNAVAILABLE,
      Fault.CROSS_SLOT,
      Fault.INTERNAL_ERROR,
      Fault.CHECK_FAILED,
      Fault.CHECK_TIMEOUT);

  private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z][a-z-]*>");
  private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
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

  @ParameterizedTest
  @EnumSource
  void repairsEveryFaultWithACommand(Fault fault) {
    assertThat(explain(ENVIRONMENT, fault.code()).out().contains("\nFix with:\n"))
        .isEqualTo(!WITHOUT_REPAIR.contains(fault));
  }

  /** Without the placeholders, which would be redirections. */
  @ParameterizedTest
  @EnumSource
  void hasCommandsThatAShellParses(Fault fault, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> blocks = commands(fault);
    for (String commands : blocks) {
      Path script = Files.writeString(
          folder.resolve("commands.sh"), PLACEHOLDER.matcher(commands).replaceAll("x"));
      Process bash = new ProcessBuilder("bash", "-n", script.toString())
          .redirectErrorStream(true)
          .start();
      try (InputStream output = bash.getInputStream()) {
        assertThat(new String(output.readAllBytes(), UTF_8)).as(commands).isEmpty();
        assertThat(bash.waitFor()).as(commands).isZero();
      } finally {
        bash.destroyForcibly();
      }
    }
    assertThat(blocks.isEmpty())
        .isEqualTo(WITHOUT_COMMAND.contains(fault) && WITHOUT_REPAIR.contains(fault));
  }

  /** A secret is typed without echo, and written to stdin by the shell, so it is no argument of a process. */
  @ParameterizedTest
  @EnumSource
  void showsNoSecret(Fault fault) throws IOException {
    for (String commands : commands(fault)) {
      assertThat(commands)
          .doesNotContain(
              " -a ",
              " -u ",
              "REDISCLI_AUTH",
              "get-secret-value",
              "--with-decryption",
              "get-session-token")
          .doesNotContainPattern("\\bread (?!-rsp )")
          .doesNotContainPattern("--(?:auth-token|secret-string|passwords) (?!file://)")
          .doesNotContainPattern("requirepass .|masterauth .")
          .doesNotContainPattern("\\$value(?!\" \\|\\n)");
    }
  }

  private static List<String> commands(Fault fault) throws IOException {
    String page = Files.readString(Path.of("../docs/diagnostics.md"));
    String section = page.split("\n### " + fault + "\n", 2)[1].split("\n##", 2)[0];
    return COMMANDS.matcher(section).results().map(block -> block.group(1)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "rediss://master.orders.ab12cd.euw1.cache.amazonaws.com, orders, eu-west-1",
    "rediss://clustercfg.orders.ab12cd.use1.cache.amazonaws.com, orders, us-east-1",
    "redis://orders.ab12cd.ng.0001.apse2.cache.amazonaws.com, orders, ap-southeast-2",
    "redis://orders-ro.ab12cd.ng.0001.euc1.cache.amazonaws.com, orders, eu-central-1",
    "redis://orders.ab12cd.clustercfg.usw2.cache.amazonaws.com, orders, us-west-2",
    "rediss://orders-ab12cd.serverless.euw1.cache.amazonaws.com, <replication-group>, eu-west-1",
    "rediss://clustercfg.orders.ab12cd.memorydb.eu-west-1.amazonaws.com, <replication-group>, eu-west-1",
    "rediss://master.orders.ab12cd.xyz1.cache.amazonaws.com, <replication-group>, <region>",
    "rediss://redis.example.com, <replication-group>, <region>"
  })
  void fillsInTheCacheThatTheHostShows(String url, String group, String region) {
    assertThat(explain(Map.of("REDIS_URL", url), "READ_TIMEOUT").out())
        .contains(
            "modify-replication-group --region " + region + " ",
            "--replication-group-id " + group + " ");
  }

  @Test
  void namesAnEndpointWithoutTlsWhereItIsOff() {
    assertThat(
            explain(Map.of("REDIS_URL", "redis://localhost"), "DNS_NOT_FOUND").out())
        .contains("--value redis://<primary-endpoint>:6379\n");
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
