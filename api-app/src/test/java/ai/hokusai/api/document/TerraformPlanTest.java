package ai.hokusai.api.document;

import static ai.hokusai.api.document.Documents.check;
import static ai.hokusai.api.document.Documents.checkFrom;
import static ai.hokusai.api.document.Documents.sample;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.Documents.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and states of Terraform; their findings are in {@code documents.txt}. */
final class TerraformPlanTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAN = sample("23-terraform-plan.json");
  private static final String RESOURCES = "/planned_values/root_module/child_modules/0/resources/";
  private static final String TASK = RESOURCES + "0/values";
  private static final String SERVICE = RESOURCES + "1/values";
  private static final String GROUP = RESOURCES + "2/values";

  @Test
  void thePointerLeadsIntoTheTextOfTheContainers() throws IOException {
    JsonNode report =
        JSON.readTree(check("--task-definition", PLAN, "--format", "json").out());
    assertThat(report.findValues("pointer").stream().map(JsonNode::asText))
        .contains(
            TASK + "/container_definitions/0/environment/1/value",
            TASK + "/container_definitions/0/stopTimeout",
            GROUP + "/health_check/0/path");
  }

  @Test
  void containersThatAreNotKnownDoNotPass() throws IOException {
    JsonNode unknown =
        JSON.readTree(Path.of(sample("24-terraform-plan-unknown.json")).toFile());
    JsonNode plan = plan();
    assertThat(run(plan).exitCode()).isEqualTo(1);
    ((ArrayNode) plan.at("/planned_values/root_module/resources"))
        .add(unknown.at("/planned_values/root_module/resources/0"));
    assertThat(codes(plan)).isEqualTo(codes(plan()));
    Run other = run(plan, "--container", "worker");
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err())
        .startsWith("error: the containers of a task definition are not known; with Terraform,")
        .matches("(?s).* see stdin:1:\\d+\n");
    containers(plan, List.of());
    assertThat(run(plan).exitCode()).isEqualTo(3);
  }

  /** An attribute that is absent is not known; null is the default. */
  @ParameterizedTest
  @CsvSource({
    GROUP + ", health_check, HEALTH_PATH_ASKS_REDIS, ''",
    GROUP + "/health_check/0, path, HEALTH_PATH_ASKS_REDIS, HEALTH_PATH_UNKNOWN",
    GROUP + ", target_type, TARGET_TYPE_MISMATCH, TARGET_TYPE_MISMATCH",
    GROUP + ", deregistration_delay, DEREGISTRATION_LONG, DEREGISTRATION_LONG",
    SERVICE + ", deployment_minimum_healthy_percent, DEPLOYMENT_TAKES_ALL_DOWN, ''",
    SERVICE + ", deployment_circuit_breaker, ROLLBACK_OFF, CIRCUIT_BREAKER_OFF"
  })
  void anUnknownAttributeHasNoFinding(String at, String name, String finding, String ofDefault)
      throws IOException {
    JsonNode plan = plan();
    ObjectNode values = (ObjectNode) plan.at(at);
    assertThat(codes(plan)).contains(finding);
    values.remove(name);
    assertThat(codes(plan)).doesNotContain(finding, ofDefault.isEmpty() ? finding : ofDefault);
    values.putNull(name);
    assertThat(codes(plan)).contains(ofDefault.isEmpty() ? "STOP_TIMEOUT_TOO_SHORT" : ofDefault);
  }

  @Test
  void theThresholdOfTheCircuitBreakerIsThatOfTheService() throws IOException {
    JsonNode plan = plan();
    ObjectNode breaker = (ObjectNode) plan.at(SERVICE + "/deployment_circuit_breaker/0");
    breaker.put("reset_on_healthy_task", false);
    breaker.putArray("threshold_configuration").addObject().put("type", "COUNT").put("value", 5);
    var stdin = new ByteArrayInputStream(plan.toString().getBytes(UTF_8));
    Node template = DocumentFile.read("--service", "-", stdin);
    Node service = at(template, "resources").fields().values().stream()
        .filter(each -> each.literal("type").equals("AWS::ECS::Service"))
        .findFirst()
        .orElseThrow();
    Node read = at(service, "properties", "deploymentConfiguration", "deploymentCircuitBreaker");
    assertThat(read.literal("resetOnHealthyTask")).isEqualTo("false");
    assertThat(at(read, "thresholdConfiguration", "type").text()).isEqualTo("COUNT");
    assertThat(at(read, "thresholdConfiguration", "value").text()).isEqualTo("5");
  }

  private static Node at(Node node, String... names) {
    Node below = node;
    for (String name : names) {
      below = requireNonNull(below.get(name));
    }
    return below;
  }

  @Test
  void theRoleThatIsNotKnownIsThere() throws IOException {
    JsonNode plan = plan();
    ((ObjectNode) plan.at(TASK)).remove("execution_role_arn");
    assertThat(codes(plan)).doesNotContain("EXECUTION_ROLE_MISSING");
    ((ObjectNode) plan.at(TASK)).putNull("execution_role_arn");
    assertThat(codes(plan)).contains("EXECUTION_ROLE_MISSING");
  }

  @Test
  void theTargetGroupIsThatOfTheConfigurationOrTheOption() throws IOException {
    JsonNode plan = plan();
    ((ObjectNode) plan).remove("configuration");
    assertThat(run(plan).out()).contains("only with --target-group\n");
    assertThat(check("--task-definition", PLAN, "--target-group", PLAN, "--service", PLAN)
            .findings())
        .hasSameElementsAs(check("--task-definition", PLAN).findings().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Correct-Horse", "[{\"name\": Correct-Horse", "{} Correct-Horse"})
  void aTextThatIsNoJsonIsNotShown(String text) throws IOException {
    JsonNode plan = plan();
    ((ObjectNode) plan.at(TASK)).put("container_definitions", text);
    Run run = run(plan);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("error: the file of --task-definition holds a text that ")
        .doesNotContain("Horse");
  }

  @Test
  void aSecretInAnyTextIsNotShown() throws IOException {
    JsonNode state = JSON.readTree(Path.of(sample("25-terraform-state.json")).toFile());
    String containers = "/values/root_module/resources/0/values/container_definitions";
    for (String text : texts(state)) {
      String planted = state.toString().replace(JSON.writeValueAsString(text), "\"Correct-Horse\"");
      assertThat(planted).contains("Correct-Horse");
      assertSilent(planted);
    }
    for (String text : texts(JSON.readTree(state.at(containers).asText()))) {
      assertSilent(state.toString().replace("\\\"" + text + "\\\"", "\\\"Correct-Horse\\\""));
    }
  }

  private static List<String> texts(JsonNode node) {
    return node.isTextual()
        ? List.of(node.asText())
        : StreamSupport.stream(node.spliterator(), false)
            .flatMap(each -> texts(each).stream())
            .distinct()
            .toList();
  }

  private static void assertSilent(String document) {
    Run run = checkFrom(document, "--task-definition", "-", "--format", "json");
    assertThat(run.out() + run.err()).isNotEmpty().doesNotContain("Correct-", "Horse");
  }

  private static JsonNode plan() throws IOException {
    return JSON.readTree(Path.of(PLAN).toFile());
  }

  private static void containers(JsonNode plan, List<String> containers) throws IOException {
    ((ObjectNode) plan.at(TASK)).put("container_definitions", JSON.writeValueAsString(containers));
  }

  private static Run run(JsonNode plan, String... options) throws IOException {
    String[] all = new String[options.length + 2];
    all[0] = "--task-definition";
    all[1] = "-";
    System.arraycopy(options, 0, all, 2, options.length);
    return checkFrom(JSON.writeValueAsString(plan), all);
  }

  private static List<String> codes(JsonNode plan) throws IOException {
    return run(plan).findings().map(each -> each.split(" ", 3)[1]).toList();
  }
}
