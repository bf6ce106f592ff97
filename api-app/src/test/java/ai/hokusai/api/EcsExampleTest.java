package ai.hokusai.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.cli.Cli;
import ai.hokusai.api.config.ApiVariable;
import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.RedisVariable;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.setting.Variable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents in {@code docs/ecs} and {@code compose.yaml}, held to the code that they deploy. */
final class EcsExampleTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs/ecs");
  // What a parameter or secret of AWS would be replaced by.
  private static final Map<String, String> VALUES = Map.of(
      "REDIS_URL", "master.orders.ab12cd.use1.cache.amazonaws.com",
      "REDIS_AUTH_TOKEN", "Correct-Horse-Battery-9",
      "HEALTH_DETAILS_TOKEN", "Other-Horse-Battery-10");

  private final JsonNode task = read("task-definition.json");
  private final JsonNode container = task.get("containerDefinitions").get(0);
  private final JsonNode target = read("target-group.json");
  private final JsonNode service = read("service.json");
  private final JsonNode check = read("check.json");

  @Test
  void usesOnlyKnownVariables() {
    assertThat(environment().keySet()).isSubsetOf(variables());
    assertThat(environment()).containsKeys("REDIS_URL", "REDIS_AUTH_TOKEN", "REDIS_TLS_ENABLED");
  }

  @Test
  void itsEnvironmentResolvesWithTheCorrectionOfTheIncidentOnly() {
    AppConfig config = config();
    assertThat(config.isRejected()).isFalse();
    assertThat(config.diagnostics())
        .extracting(Diagnostic::type)
        .extracting(Object::toString)
        .containsExactly("BARE_HOST_TO_URL");
    assertThat(config.redis().orElseThrow().safeUrl())
        .isEqualTo("rediss://:***@" + VALUES.get("REDIS_URL") + ":6379");
  }

  @Test
  void itsSecretsAreReferencesAndNothingElseIsSecret() {
    assertThat(container.get("secrets").findValuesAsText("valueFrom"))
        .hasSize(VALUES.size())
        .allMatch(from -> from.startsWith("arn:aws:ssm:") || from.startsWith("arn:aws:secrets"))
        .anyMatch(from -> from.endsWith("/hokusai/development/redis/endpoint"))
        // Secrets Manager puts a hyphen and six characters behind the name.
        .allMatch(from -> !from.contains(":secret:") || from.matches(".*-[A-Za-z0-9]{6}"));
    assertThat(container.get("environment").findValuesAsText("name"))
        .doesNotContainAnyElementsOf(VALUES.keySet());
  }

  @Test
  void theCheckOfDocumentsFindsNothingButUnknownValues() {
    var out = new ByteArrayOutputStream();
    String[] arguments = {
      "check",
      "--task-definition",
      DOCS.resolve("task-definition.json").toString(),
      "--service",
      DOCS.resolve("service.json").toString(),
      "--target-group",
      DOCS.resolve("target-group.json").toString(),
      "--target-group",
      DOCS.resolve("target-group-attributes.json").toString(),
      "--format",
      "github"
    };
    var err = new ByteArrayOutputStream();
    assertThat(new Cli(Map.of(), InputStream.nullInputStream(), out, err).run(arguments))
        .as(err.toString(UTF_8))
        .isZero();
    assertThat(out.toString(UTF_8).lines())
        .hasSize(VALUES.size())
        .allMatch(line -> line.contains("title=VALUE_NOT_KNOWN "));
    assertThat(target.get("HealthCheckTimeoutSeconds").asInt())
        .isLessThan(target.get("HealthCheckIntervalSeconds").asInt());
  }

  @Test
  void portsPathAndNamesFitTogether() throws IOException {
    int port = config().listen().port();
    JsonNode balancer = service.get("loadBalancers").get(0);
    assertThat(container.get("portMappings").get(0).get("containerPort").asInt())
        .isEqualTo(port);
    assertThat(balancer.get("containerPort").asInt()).isEqualTo(port);
    assertThat(target.get("Port").asInt()).isEqualTo(port);
    assertThat(Files.readString(ROOT.resolve("Dockerfile"))).contains("\nEXPOSE " + port + "\n");
    assertThat(balancer.get("containerName")).isEqualTo(container.get("name"));
    assertThat(service.get("taskDefinition")).isEqualTo(task.get("family"));
    assertThat(target.get("HealthCheckPath").asText()).isEqualTo("/health/alb");
    assertThat(target.get("Matcher").get("HttpCode").asText()).isEqualTo("200");
  }

  @Test
  void theModelsAreOffAndTheListenerForwardsOnlyPathsOfClients() {
    assertThat(config().models().isEnabled()).isFalse();
    JsonNode rule = read("listener-rule.json");
    assertThat(rule.get("Actions").get(0).get("TargetGroupArn"))
        .isEqualTo(service.get("loadBalancers").get(0).get("targetGroupArn"));
    assertThat(rule.get("Conditions").get(0).get("PathPatternConfig").get("Values"))
        .hasToString("[\"/api/v1/*\",\"/health\"]");
  }

  @Test
  void theCheckBeforeTheDeploymentRunsWhatWillBeDeployed() {
    JsonNode override = check.get("overrides").get("containerOverrides").get(0);
    assertThat(check.get("taskDefinition")).isEqualTo(service.get("taskDefinition"));
    assertThat(check.get("networkConfiguration")).isEqualTo(service.get("networkConfiguration"));
    assertThat(override.get("name")).isEqualTo(container.get("name"));
    var command = new ObjectMapper().convertValue(override.get("command"), String[].class);
    assertThat(command).containsExactly("check");
    var err = new ByteArrayOutputStream();
    String[] offline = {command[0], "--offline"};
    assertThat(
            new Cli(environment(), InputStream.nullInputStream(), new ByteArrayOutputStream(), err)
                .run(offline))
        .as(err.toString(UTF_8))
        .isZero();
  }

  @Test
  void aDeploymentThatFailsIsRolledBackAndTakesNothingAway() {
    JsonNode deployment = service.get("deploymentConfiguration");
    assertThat(deployment.get("deploymentCircuitBreaker"))
        .hasToString("{\"enable\":true,\"rollback\":true}");
    assertThat(deployment.get("minimumHealthyPercent").asInt()).isEqualTo(100);
  }

  @Test
  void theContainerHasNoRightThatItDoesNotNeed() {
    assertThat(container.get("linuxParameters").get("capabilities").get("drop"))
        .hasToString("[\"ALL\"]");
    assertThat(container.get("readonlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.get("user").asText()).isEqualTo("10001:10001");
    JsonNode files = container.get("ulimits").get(0);
    assertThat(files.get("name").asText()).isEqualTo("nofile");
    assertThat(files.get("hardLimit").asInt()).isGreaterThan(4_000 + 64);
  }

  @Test
  void composeHardensEachServiceAndSharesNoSecret() throws IOException {
    String compose = Files.readString(ROOT.resolve("compose.yaml"));
    assertThat(compose)
        .contains(
            "  cap_drop: [ALL]\n  security_opt: [\"no-new-privileges:true\"]\n  read_only: true")
        .contains("ports: [\"127.0.0.1:${API_PORT:-8080}:8080\"]");
    assertThat(compose.split("    <<: \\*hardened\n", -1)).hasSize(1 + 3);
    String api = compose.substring(compose.indexOf("\n  api:\n"), compose.indexOf("\nvolumes:"));
    assertThat(api).contains("volumes: [\"of-api:/secrets:ro\"]").doesNotContain("of-redis");
    assertThat(compose).doesNotContain("444", "redis.key /of-api", "redis.conf /of-api");
  }

  @Test
  void composeUsesOnlyKnownVariables() throws IOException {
    List<String> names = Pattern.compile("(?m)^      ([A-Z_]+): ")
        .matcher(Files.readString(ROOT.resolve("compose.yaml")))
        .results()
        .map(each -> each.group(1))
        .toList();
    assertThat(names).hasSize(6).isSubsetOf(variables());
  }

  private AppConfig config() {
    return AppConfig.resolve(environment());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    container
        .get("environment")
        .forEach(
            each -> environment.put(each.get("name").asText(), each.get("value").asText()));
    container.get("secrets").forEach(each -> {
      String name = each.get("name").asText();
      environment.put(name, VALUES.getOrDefault(name, "unforeseen"));
    });
    return environment;
  }

  private static List<String> variables() {
    return Stream.<Variable>concat(
            Arrays.stream(RedisVariable.values()), Arrays.stream(ApiVariable.values()))
        .flatMap(each ->
            each.hasFile() ? Stream.of(each.name(), each.fileName()) : Stream.of(each.name()))
        .toList();
  }

  private static JsonNode read(String name) {
    try {
      return new ObjectMapper().readTree(Files.readString(DOCS.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
