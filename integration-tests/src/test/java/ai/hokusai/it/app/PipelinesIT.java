package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.process.Tied;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The snippets of {@code docs/pipelines.md} and the composite action, run with the jar and with
 * stand-ins for the programs of others, which print documents in the form of AWS.
 */
@Tag("once")
final class PipelinesIT {
  private static final Path ROOT = Path.of("..");
  private static final Path ACTION =
      ROOT.resolve(".github/actions/check-redis-deployment/action.yml");
  private static final Path RESOURCES =
      ROOT.resolve("api-app/src/test/resources/ai/hokusai/api").toAbsolutePath();
  private static final Path INCIDENT = RESOURCES.resolve("document/00-incident.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern GROOVY_SCRIPT = Pattern.compile("(?s)sh '''(.*?)'''");
  private static final Pattern GROOVY_VARIABLE = Pattern.compile("(?m)^ +([A-Z]+) = '");
  private static final Pattern INPUT = Pattern.compile("\\$\\{\\{ inputs\\.([a-z-]+) }}");
  private static final String OLD = "2026-11-24-1";
  private static final String NEW = "0123abcd";
  private static final String TOKEN = "Correct-Horse-Battery-9";
  private static final int SECONDS = 60;

  /** The CI systems and tools, each with the heading of its section. */
  private enum Ci {
    GITHUB("GitHub Actions"),
    GITLAB("GitLab CI"),
    JENKINS("Jenkins"),
    CODEBUILD("AWS CodeBuild"),
    ECSPRESSO("ecspresso"),
    TERRAFORM("Terraform");

    private final String heading;

    Ci(String heading) {
      this.heading = heading;
    }

    private String section() {
      return read(ROOT.resolve("docs/pipelines.md"))
          .split("\n## " + heading + "\n", 2)[1]
          .split("\n## ", 2)[0];
    }

    private List<String> blocks(String language) {
      return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$")
          .matcher(section())
          .results()
          .map(each -> each.group(1))
          .toList();
    }

    private Pipeline pipeline() {
      return switch (this) {
        case GITHUB -> github(yaml(blocks("yaml").get(0)));
        case GITLAB -> gitlab(yaml(blocks("yaml").get(0)));
        case JENKINS -> jenkins(blocks("groovy").get(0));
        case CODEBUILD ->
          codeBuild(yaml(blocks("yaml").get(0)), yaml(blocks("yaml").get(1)));
        case ECSPRESSO, TERRAFORM -> {
          List<String> scripts = blocks("bash");
          assertThat(scripts).hasSize(2);
          yield new Pipeline(
              new Script(scripts.get(0), environment("URL", "RELEASE")),
              new Script(scripts.get(1), environment("URL", "RELEASE")),
              new Script("exit 1", Map.of()));
        }
      };
    }
  }

  /** The scripts of a pipeline: in the pull request, on the main branch, and after a failure. */
  private record Pipeline(Script check, Script deploy, Script explain) {}

  private record Script(String text, Map<String, String> environment) {
    private Script replaced(String part, String other) {
      assertThat(text).contains(part);
      return new Script(text.replace(part, other), environment);
    }
  }

  private record Run(int exitCode, String out, String err) {

    /** The log of the job, which has both streams. */
    String log() {
      return out + err;
    }
  }

  @TempDir
  private Path folder;

  private final AtomicInteger requests = new AtomicInteger();
  private volatile String liveRelease = NEW;
  private HttpServer service;

  static Stream<Path> yamlFiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(".github"))) {
      return files.filter(each -> each.toString().endsWith(".yml")).sorted().toList().stream();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/health", exchange -> {
      boolean isKnown =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String details = ",\"releaseId\":\"%s\",\"instanceId\":\"%d\""
          .formatted(liveRelease, requests.incrementAndGet() % 2);
      byte[] body = ("{\"status\":\"healthy\"" + (isKnown ? details : "") + "}").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    service.start();
    Files.createDirectories(folder.resolve("docs/ecs"));
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/ecs"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("docs/ecs").resolve(file.getFileName()));
      }
    }
    copy(ROOT.resolve("docs/ecs/service.json"), "ecs-service-def.json");
    takeTaskDefinition(ROOT.resolve("docs/ecs/task-definition.json"));
    Files.createDirectories(folder.resolve("api-app/target"));
    Path jar = AppJar.JAR.toAbsolutePath();
    Path ignored = Files.copy(jar, folder.resolve("api-app/target/api-app.jar"));
    Files.createDirectory(folder.resolve("bin"));
    standIn("mvn", "");
    standIn("docker", """
        case "$1" in
          create) echo 0123 ;;
          cp) [ "$2" = 0123:/app/api-app.jar ] && cp %s "$3" ;;
          rm) echo "$2" ;;
        esac
        """.formatted(jar));
    standIn("ecspresso", """
        case "$*" in
          "render taskdef") cat ecs-task-def.json ;;
          deploy) cp ecs-task-def.json registered ;;
          *) exit 64 ;;
        esac
        """);
    standIn("terraform", """
        case "$*" in
          "plan -var release="*" -out plan") touch plan ;;
          "show -json plan") cat plan.json ;;
          "apply -auto-approve -var release="*) cp plan.json registered ;;
          *) exit 64 ;;
        esac
        """);
    standIn("aws", """
        failure=%s/failure/refused-with-log
        case "$*" in
          "ssm get-parameters --with-decryption --names /"*) cat parameters.json ;;
          "secretsmanager batch-get-secret-value --secret-id-list "*) cat secrets.json ;;
          "secretsmanager get-secret-value --secret-id hokusai/"*) echo %s ;;
          "ecs register-task-definition --cli-input-json file://task-definition.json "*)
            cp task-definition.json registered && echo arn:aws:ecs:144 ;;
          "ecs update-service "*" --task-definition arn:aws:ecs:144 "*) echo '"arn:aws:ecs:s"' ;;
          *list-service-deployments*) echo arn:1 arn:2 ;;
          *list-tasks*) printf 'arn:1\\tarn:2\\n' ;;
          "ecs describe-"*" --query "*) printf 'hokusai-api:141\\thokusai-api:143\\n' ;;
          *describe-service-deployments*) cat "$failure/deployment.json" ;;
          *describe-services*) cat "$failure/services.json" ;;
          *describe-tasks*) cat "$failure/tasks.json" ;;
          *describe-task-definition*141*) cat "$failure/old.json" ;;
          *describe-task-definition*) cat "$failure/new.json" ;;
          *filter-log-events*) cat "$failure/log.json" ;;
          *) echo "unexpected: aws $*" >&2; exit 64 ;;
        esac
        """.formatted(RESOURCES, TOKEN));
    Files.writeString(folder.resolve("parameters.json"), parameters());
    Files.writeString(folder.resolve("secrets.json"), secrets());
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @ParameterizedTest
  @MethodSource("yamlFiles")
  void theFilesOfGithubAreYaml(Path file) {
    assertThat(yaml(read(file)).isObject()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theSnippetsAreYaml(Ci ci) {
    assertThat(ci.blocks("yaml")).allMatch(block -> yaml(block).isObject());
    assertThat(ci.blocks("yaml").size()
            + ci.blocks("groovy").size()
            + ci.blocks("bash").size())
        .isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void goodDocumentsPass(Ci ci) {
    Run run = run(ci.pipeline().check());

    assertThat(run.exitCode()).as(run.log()).isZero();
    assertThat(run.log())
        .contains(
            ci == Ci.TERRAFORM
                ? "\nready (exit code 0): 3 passed, 2 skipped"
                : "\nready (exit code 0): 5 passed, 0 skipped");
    assertThat(run.log()).doesNotContain("Horse");
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentOfTheIncidentFails(Ci ci) throws IOException {
    takeTaskDefinition(INCIDENT);

    Run run = run(ci.pipeline().check());

    assertThat(run.exitCode()).as(run.log()).isEqualTo(1);
    assertThat(run.log())
        .contains(
            "correction[PARAMETER_FORM]: ",
            ci == Ci.TERRAFORM ? "--> stdin:1:" : ":29:24\n",
            "aws ssm put-parameter --overwrite --name /app/development/redis/endpoint ",
            "error[PORT_NOT_MAPPED]: ");
    if (ci == Ci.GITLAB || ci == Ci.JENKINS || ci == Ci.CODEBUILD) {
      assertThat(read(folder.resolve("check.xml"))).contains("<failure type=\"PORT_NOT_MAPPED\" ");
    }
    if (ci == Ci.GITHUB) {
      assertThat(run.out().lines().filter(line -> line.startsWith("::")))
          .anyMatch(line -> line.startsWith("::error file=docs/ecs/task-definition.json,line=14,"
              + "col=23,title=PORT_NOT_MAPPED (task)::"))
          .anyMatch(line -> line.startsWith("::notice file=docs/ecs/task-definition.json,line=29,"
              + "col=24,title=PARAMETER_FORM (values)::"));
      assertThat(read(folder.resolve("summary.md")))
          .startsWith(
              "### Check of docs/ecs/task-definition.json\n```text\nerror[PORT_NOT_MAPPED]: ")
          .contains("\nnot ready (exit code 1): PORT_NOT_MAPPED: ")
          .endsWith("\n```\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCommandThatFetchesNothingFails(Ci ci) throws IOException {
    Files.writeString(folder.resolve("parameters.json"), "");

    Run run = run(ci.pipeline().check());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("error: the file of --values is empty");
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseThatIsLivePasses(Ci ci) {
    Run run = run(ci.pipeline().deploy());

    assertThat(run.exitCode()).as(run.log()).isZero();
    assertThat(run.log()).contains("pass  release", "2 of 2");
    assertThat(folder.resolve("failure")).doesNotExist();
    if (ci != Ci.ECSPRESSO && ci != Ci.TERRAFORM) {
      assertThat(read(folder.resolve("registered")))
          .contains("\"value\": \"" + NEW + "\"", "/hokusai-api:" + NEW + "\"")
          .doesNotContain(OLD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReleaseThatWasRolledBackFailsAndIsExplained(Ci ci) {
    liveRelease = OLD;
    Pipeline pipeline = ci.pipeline();

    Run deployment = run(pipeline.deploy().replaced("--timeout 20m", "--timeout 2s"));
    Run explanation = run(pipeline.explain());

    assertThat(deployment.exitCode()).as(deployment.log()).isEqualTo(1);
    assertThat(deployment.log()).contains("error[RELEASE_NOT_SEEN]");
    assertThat(explanation.exitCode()).as(explanation.err()).isEqualTo(1);
    assertThat(deployment.out() + explanation.out())
        .contains("rolled back   hokusai-api: hokusai-api:143", "error[AUTH_FAILED]")
        .doesNotContain("Horse");
  }

  @Test
  void theActionDeclaresTheInputsThatItUses() {
    JsonNode action = yaml(read(ACTION));
    List<String> used = found(INPUT, read(ACTION));

    assertThat(action.get("inputs").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(used);
    JsonNode step = yaml(Ci.GITHUB.blocks("yaml").get(0)).at("/jobs/check/steps");
    assertThat(step.findValue("task-definition")).isNotNull();
    assertThat(StreamSupport.stream(step.spliterator(), false)
            .filter(each -> each.path("uses").asText().startsWith("./"))
            .flatMap(each -> names(each.get("with"))))
        .isNotEmpty()
        .allMatch(used::contains);
  }

  @Test
  void theActionTakesTheJarOutOfAnImageAndWritesAReport() throws IOException {
    takeTaskDefinition(INCIDENT);
    Map<String, String> inputs = Map.of(
        "task-definition", "docs/ecs/task-definition.json",
        "redis-only", "true",
        "values", "parameters.json\n",
        "format", "sarif",
        "report", "check.sarif",
        "image", "hokusai-api:" + NEW);

    Run run = run(action(inputs));

    assertThat(run.exitCode()).as(run.log()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(JSON.readTree(folder.resolve("check.sarif").toFile()).at("/runs/0/results"))
        .extracting(each -> each.get("ruleId").asText())
        .containsExactly("PARAMETER_FORM", "BARE_HOST_TO_URL");
    assertThat(folder.resolve("runner/api-app.jar")).exists();
  }

  @Test
  void theActionFailsOnWarningsOnRequest() {
    Map<String, String> inputs = new TreeMap<>(
        Map.of("task-definition", "docs/ecs/task-definition.json", "fail-on-warn", "false"));
    assertThat(run(action(inputs)).exitCode()).isZero();

    inputs.put("fail-on-warn", "true");
    Run run = run(action(inputs));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("::warning file=docs/ecs/task-definition.json,line=57,");
  }

  private static Pipeline github(JsonNode workflow) {
    JsonNode check = workflow.at("/jobs/check");
    List<Script> actions = StreamSupport.stream(check.get("steps").spliterator(), false)
        .filter(step -> step.path("uses").asText().startsWith("./"))
        .map(step -> {
          assertThat(ROOT.resolve(step.get("uses").asText())).isDirectory();
          return action(JSON.convertValue(
              step.get("with"),
              JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, String.class)));
        })
        .toList();
    assertThat(actions).hasSize(1);
    JsonNode deploy = workflow.at("/jobs/deploy");
    Map<String, String> variables = environment(
        Stream.concat(names(workflow.get("env")), names(deploy.get("env"))).toArray(String[]::new));
    List<String> onSuccess = new ArrayList<>();
    List<String> onFailure = new ArrayList<>();
    deploy.get("steps").forEach(step -> {
      boolean isOnFailure = step.path("if").asText().equals("failure()");
      (isOnFailure ? onFailure : onSuccess).add(step.path("run").asText());
    });
    return new Pipeline(
        actions.get(0),
        new Script(String.join("\n", onSuccess), variables),
        new Script(String.join("\n", onFailure), variables));
  }

  private static Script action(Map<String, String> given) {
    JsonNode action = yaml(read(ACTION));
    JsonNode step = action.at("/runs/steps/0");
    Map<String, String> environment = new TreeMap<>();
    step.get("env").properties().forEach(variable -> {
      String input = found(INPUT, variable.getValue().asText()).get(0);
      String preset = action.at("/inputs/" + input + "/default").asText();
      environment.put(variable.getKey(), given.getOrDefault(input, preset));
    });
    return new Script(step.get("run").asText(), environment);
  }

  private static Pipeline gitlab(JsonNode pipeline) {
    Map<String, String> variables =
        environment(names(pipeline.get("variables")).toArray(String[]::new));
    variables.put("CI_JOB_STATUS", "failed");
    return new Pipeline(
        new Script(lines(pipeline.at("/check/script")), variables),
        new Script(lines(pipeline.at("/deploy/script")), variables),
        new Script(lines(pipeline.at("/deploy/after_script")), variables));
  }

  private static Pipeline jenkins(String pipeline) {
    Map<String, String> variables =
        environment(found(GROOVY_VARIABLE, pipeline).toArray(String[]::new));
    variables.put("GIT_COMMIT", NEW);
    // Groovy removes a line end after a backslash.
    List<Script> scripts = found(GROOVY_SCRIPT, pipeline).stream()
        .map(each -> new Script(each.replace("\\\n", ""), variables))
        .toList();
    assertThat(scripts).hasSize(3);
    return new Pipeline(scripts.get(0), scripts.get(1), scripts.get(2));
  }

  private static Pipeline codeBuild(JsonNode check, JsonNode deploy) {
    assertThat(List.of(check.at("/env/shell").asText(), deploy.at("/env/shell").asText()))
        .containsOnly("bash");
    Map<String, String> variables =
        environment(names(deploy.at("/env/variables")).toArray(String[]::new));
    names(deploy.at("/env/secrets-manager")).forEach(name -> variables.put(name, TOKEN));
    variables.put("CODEBUILD_RESOLVED_SOURCE_VERSION", NEW);
    variables.put("CODEBUILD_BUILD_SUCCEEDING", "0");
    return new Pipeline(
        new Script(lines(check.at("/phases/build/commands")), Map.of()),
        new Script(lines(deploy.at("/phases/build/commands")), variables),
        new Script(lines(deploy.at("/phases/post_build/commands")), variables));
  }

  private static Map<String, String> environment(String... names) {
    Map<String, String> variables = new TreeMap<>();
    for (String name : names) {
      variables.put(name, name.equals("RELEASE") ? NEW : "");
    }
    return variables;
  }

  private static Stream<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey);
  }

  private static String lines(JsonNode commands) {
    assertThat(commands.size()).isPositive();
    return StreamSupport.stream(commands.spliterator(), false)
        .map(JsonNode::asText)
        .reduce("", (all, each) -> all + each + "\n");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(each -> each.group(1)).distinct().toList();
  }

  private static JsonNode yaml(String text) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void takeTaskDefinition(Path document) throws IOException {
    copy(document, "docs/ecs/task-definition.json");
    copy(document, "ecs-task-def.json");
    Path ignored = Files.writeString(folder.resolve("plan.json"), plan(document));
  }

  /** A plan of Terraform with a task definition, as {@code terraform show -json} prints it. */
  private static String plan(Path document) throws IOException {
    JsonNode definition = JSON.readTree(document.toFile());
    Map<String, Object> values = new TreeMap<>(Map.of(
        "container_definitions", definition.get("containerDefinitions").toString(),
        "execution_role_arn", definition.get("executionRoleArn"),
        "network_mode", definition.get("networkMode"),
        "requires_compatibilities", definition.get("requiresCompatibilities"),
        "cpu", definition.get("cpu"),
        "memory", definition.get("memory")));
    Map<String, Object> resource = Map.of(
        "address", "aws_ecs_task_definition.api",
        "mode", "managed",
        "type", "aws_ecs_task_definition",
        "name", "api",
        "values", values);
    return JSON.writeValueAsString(Map.of(
        "format_version",
        "1.2",
        "planned_values",
        Map.of("root_module", Map.of("resources", List.of(resource)))));
  }

  private void copy(Path file, String name) throws IOException {
    Path ignored = Files.writeString(folder.resolve(name), Files.readString(file));
  }

  private void standIn(String name, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String parameters() {
    return Stream.of("/hokusai/development/redis/endpoint", "/app/development/redis/endpoint")
        .map("""
            {"Name": "%1$s", "Type": "String", "ARN": "arn:aws:ssm:us-east-1:123456789012:parameter%1$s",
             "Value": "master.orders.ab12cd.use1.cache.amazonaws.com"}"""::formatted)
        .collect(Collectors.joining(",", "{\"Parameters\": [", "], \"InvalidParameters\": []}"));
  }

  private static String secrets() {
    return Stream.of("redis/auth-token-AbCdEf", "health-details-token-GhIjKl")
        .map(name -> """
            {"ARN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:hokusai/development/%s",
             "Name": "hokusai/development/%s", "SecretString": "%s"}""".formatted(
                name, name.replaceFirst("-\\w{6}$", ""), TOKEN.replace("9", "" + name.length())))
        .collect(Collectors.joining(",", "{\"SecretValues\": [", "], \"Errors\": []}"));
  }

  /** Runs a script as CI systems do: it ends at the first command that fails. */
  private Run run(Script script) {
    try {
      Path file = Files.writeString(folder.resolve("script"), script.text());
      assertThat(file.toFile().setExecutable(true)).isTrue();
      Files.createDirectories(folder.resolve("runner"));
      List<String> command = script.text().startsWith("#!")
          ? List.of(file.toString())
          : List.of("bash", "--noprofile", "--norc", "-euo", "pipefail", file.toString());
      var builder = new ProcessBuilder(Tied.command(command)).directory(folder.toFile());
      Path java = Path.of(System.getProperty("java.home"), "bin");
      builder.environment().clear();
      builder.environment().putAll(script.environment());
      builder
          .environment()
          .putAll(Map.of(
              "PATH",
              folder.resolve("bin") + ":" + java + ":/usr/bin:/bin",
              "GITHUB_STEP_SUMMARY",
              folder.resolve("summary.md").toString(),
              "RUNNER_TEMP",
              folder.resolve("runner").toString()));
      builder
          .environment()
          .computeIfPresent(
              "URL", (name, value) -> "http://127.0.0.1:" + service.getAddress().getPort());
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      Process process =
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the script still runs after " + SECONDS + " s");
      }
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
