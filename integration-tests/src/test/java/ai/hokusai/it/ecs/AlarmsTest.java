package ai.hokusai.it.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Ruler;

/**
 * The patterns in {@code docs/ecs/alarms.json} on events of ECS, with the matching engine of EventBridge.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">the events</a>
 */
final class AlarmsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ECS = Path.of("..", "docs", "ecs");
  private static final JsonNode TEMPLATE = read(ECS.resolve("alarms.json"));
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z:.]+)}");

  private final Map<String, String> values = new TreeMap<>(Map.of(
      "AWS::Partition", "aws", "AWS::Region", "us-east-1", "AWS::AccountId", "123456789012"));

  AlarmsTest() {
    TEMPLATE
        .get("Parameters")
        .properties()
        .forEach(
            each -> values.put(each.getKey(), each.getValue().get("Default").asText()));
  }

  @ParameterizedTest
  @CsvSource({
    "/detail/eventName, SERVICE_DEPLOYMENT_FAILED, true",
    "/detail/eventName, SERVICE_DEPLOYMENT_IN_PROGRESS, false",
    "/detail/eventName, SERVICE_DEPLOYMENT_COMPLETED, false",
    "/resources/0, arn:aws:ecs:us-east-1:123456789012:service/hokusai-development/other, false",
    "/detail-type, ECS Service Action, false"
  })
  void aFailedDeploymentOfTheServiceAlerts(String pointer, String value, boolean isMatch)
      throws Exception {
    String event = event("deployment-event.json", pointer, value);

    assertThat(matches("DeploymentFailed", event)).isEqualTo(isMatch);
    assertThat(matches("TaskRefusedToStart", event)).isFalse();
    assertThat(matches("KeepStoppedTasks", event)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/detail/containers/1/exitCode, 78, true, true",
    "/detail/containers/0/exitCode, 78, true, true",
    "/detail/containers/1/exitCode, 0, false, true",
    "/detail/containers/1/exitCode, 137, false, true",
    "/detail/lastStatus, RUNNING, false, false",
    "/detail/group, service:other, false, false",
    "/detail/group, family:hokusai-api, false, false",
    "/detail/clusterArn, arn:aws:ecs:us-east-1:123456789012:cluster/other, false, false"
  })
  void aTaskThatRefusesToStartAlertsAndEveryStoppedOneIsKept(
      String pointer, String value, boolean alerts, boolean isKept) throws Exception {
    String event = event("task-event.json", pointer, value);

    assertThat(matches("TaskRefusedToStart", event)).isEqualTo(alerts);
    assertThat(matches("KeepStoppedTasks", event)).isEqualTo(isKept);
    assertThat(matches("DeploymentFailed", event)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"DeploymentFailed, deployment-event.json", "TaskRefusedToStart, task-event.json"})
  void anAlertIsATextWhosePlacesAreInTheEvent(String rule, String event) throws IOException {
    JsonNode transformer = resource(rule).at("/Targets/0/InputTransformer");
    String text = resolved(transformer.get("InputTemplate")).asText();
    for (Map.Entry<String, JsonNode> each : transformer.get("InputPathsMap").properties()) {
      String path = each.getValue().asText();
      JsonNode found = resourceFile(event).at(path.substring(1).replace('.', '/'));
      assertThat(found.isTextual()).as(path).isTrue();
      assertThat(text).contains("<" + each.getKey() + ">");
      text = text.replace("<" + each.getKey() + ">", found.asText());
    }
    // EventBridge accepts a text in quotes, or JSON.
    assertThat(JSON.readTree(text).asText())
        .contains("hokusai-api", "2026-11-24T10:")
        .doesNotContain("<", "${");
  }

  @Test
  void repeatedFailuresAreCountedFromTheRuleThatAlerts() {
    JsonNode alarm = resource("DeploymentsFailRepeatedly");

    assertThat(alarm.at("/Dimensions/0/Value/Ref").asText()).isEqualTo("DeploymentFailed");
    assertThat(alarm.get("Period").asInt()).isEqualTo(6 * 3600);
    assertThat(alarm.get("Threshold").asInt()).isEqualTo(2);
  }

  @Test
  void itsNamesAreThoseOfTheOtherDocuments() {
    JsonNode task = read(ECS.resolve("task-definition.json"));
    JsonNode service = read(ECS.resolve("service.json"));

    assertThat(values)
        .containsEntry("ClusterName", service.get("cluster").asText())
        .containsEntry("ServiceName", service.get("serviceName").asText())
        .containsEntry(
            "ServiceLogGroup",
            task.at("/containerDefinitions/0/logConfiguration/options/awslogs-group")
                .asText());
  }

  private static String event(String name, String pointer, String value) throws IOException {
    JsonNode event = resourceFile(name);
    JsonPointer place = JsonPointer.compile(pointer);
    JsonNode leaf = value.matches("\\d+") ? JSON.readTree(value) : TextNode.valueOf(value);
    JsonNode parent = event.at(place.head());
    assertThat(event.at(place).isMissingNode()).as(pointer).isFalse();
    if (parent instanceof ObjectNode object) {
      object.set(place.last().getMatchingProperty(), leaf);
    } else {
      ((ArrayNode) parent).set(place.last().getMatchingIndex(), leaf);
    }
    return event.toString();
  }

  private boolean matches(String rule, String event) throws Exception {
    return Ruler.matchesRule(event, resolved(resource(rule).get("EventPattern")).toString());
  }

  private static JsonNode resource(String name) {
    return TEMPLATE.at("/Resources/" + name + "/Properties");
  }

  /** The value that CloudFormation makes of a node. */
  private JsonNode resolved(JsonNode node) {
    JsonNode sub = node.get("Fn::Sub");
    if (sub != null) {
      return TextNode.valueOf(PLACEHOLDER
          .matcher(sub.asText())
          .replaceAll(found -> Objects.requireNonNull(values.get(found.group(1)))));
    }
    JsonNode copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      node.properties().forEach(each -> object.set(each.getKey(), resolved(each.getValue())));
    } else if (copy instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolved(array.get(i)));
      }
    }
    return copy;
  }

  private static JsonNode resourceFile(String name) throws IOException {
    try (InputStream content = Objects.requireNonNull(AlarmsTest.class.getResourceAsStream(name))) {
      return JSON.readTree(new String(content.readAllBytes(), UTF_8));
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
