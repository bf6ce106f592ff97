package ai.hokusai.api.failure;

import ai.hokusai.api.document.JsonDocument;
import ai.hokusai.api.document.Node;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the contents of documents on a deployment by kind, each recognized by its names. A task or
 * event that is in several documents is held once. Not thread-safe.
 */
final class Evidence {
  private static final Pattern UNHEALTHY = Pattern.compile(
      "health checks? failed with these codes: \\[(\\d{3})|request timed out|health check timed out");
  private static final Pattern ZONE_WITHOUT_COLON = Pattern.compile("([+-]\\d\\d)(\\d\\d)$");

  private final List<DeploymentRecord> deployments = new ArrayList<>();
  private final Map<String, StoppedTask> tasks = new LinkedHashMap<>();
  private final Set<Refusal> refusals = new LinkedHashSet<>();
  private final Map<String, Definition> definitions = new LinkedHashMap<>();
  private final Set<String> healthResponses = new LinkedHashSet<>();
  private final Set<String> services = new LinkedHashSet<>();
  private boolean isUnplaced;
  private boolean hasTasks;
  private int unread;

  /** Reads the values of one file. */
  void add(List<Node> values) {
    values.forEach(each -> add(each, ""));
  }

  /** The deployments, in the order of the input. */
  List<DeploymentRecord> deployments() {
    return deployments;
  }

  List<StoppedTask> tasks() {
    return List.copyOf(tasks.values());
  }

  Set<Refusal> refusals() {
    return refusals;
  }

  List<Definition> definitions() {
    return List.copyOf(definitions.values());
  }

  /** The responses of failed health checks: status codes, and {@code timeout}. */
  Set<String> healthResponses() {
    return healthResponses;
  }

  /** The names of all services in the input. */
  Set<String> services() {
    return services;
  }

  /** Returns true if ECS reported that it could not place a task. */
  boolean isUnplaced() {
    return isUnplaced;
  }

  /** Returns true if a list of tasks was in the input, stopped or not. */
  boolean hasTasks() {
    return hasTasks;
  }

  /** The values that are of no known kind. */
  int unread() {
    return unread;
  }

  private void add(Node value, String stream) {
    if (value.is(Node.Kind.ARRAY)) {
      value.elements().forEach(each -> add(each, stream));
      return;
    }
    if (value.get("detail-type") != null) {
      addEvent(value);
    } else if (value.get("services") != null) {
      value.each("services").forEach(this::addService);
    } else if (value.get("serviceDeployments") != null) {
      value.each("serviceDeployments").forEach(each -> add(DeploymentRecord.ofService(each)));
    } else if (value.get("tasks") != null) {
      hasTasks = true;
      value.each("tasks").forEach(this::addTask);
    } else if (value.get("targetHealthDescriptions") != null) {
      value.each("targetHealthDescriptions").forEach(this::addTarget);
    } else if (value.get("events") != null) {
      value.each("events").forEach(this::addLogged);
    } else if (value.get("taskDefinition", "containerDefinitions") != null) {
      add(Definition.of(value.get("taskDefinition")));
    } else if (value.get("containerDefinitions") != null) {
      add(Definition.of(value));
    } else if (value.get("event") != null) {
      Refusal refusal = Refusal.of(value, stream);
      if (refusal != null) {
        refusals.add(refusal);
      }
    } else {
      unread++;
    }
  }

  private void add(@Nullable Definition definition) {
    if (definition != null) {
      definitions.put(definition.name(), definition);
    }
  }

  private void add(DeploymentRecord deployment) {
    deployments.add(deployment);
    if (!deployment.service().isEmpty()) {
      services.add(deployment.service());
    }
  }

  private void addEvent(Node event) {
    Node detail = event.get("detail");
    if (detail == null) {
      unread++;
      return;
    }
    switch (event.literal("detail-type")) {
      case "ECS Task State Change" -> {
        hasTasks = true;
        addTask(detail);
      }
      case "ECS Deployment State Change" -> add(DeploymentRecord.ofEvent(event, detail));
      case "ECS Service Action" ->
        isUnplaced |= detail.literal("eventName").equals("SERVICE_TASK_PLACEMENT_FAILURE");
      default -> unread++;
    }
  }

  private void addTask(Node node) {
    StoppedTask task = StoppedTask.of(node);
    if (task != null) {
      tasks.put(task.id(), task);
    }
    String group = node.literal("group");
    if (group.startsWith("service:")) {
      services.add(group.substring("service:".length()));
    }
  }

  private void addService(Node service) {
    String name = service.literal("serviceName");
    service.each("deployments").forEach(each -> add(DeploymentRecord.ofDeployment(each, name)));
    service.each("events").forEach(each -> addMessage(each.literal("message")));
  }

  private void addMessage(String message) {
    String lower = message.toLowerCase(Locale.ROOT);
    isUnplaced |= lower.contains("unable to place a task");
    var matcher = UNHEALTHY.matcher(lower);
    if (matcher.find()) {
      healthResponses.add(matcher.group(1) == null ? "timeout" : matcher.group(1));
    }
  }

  private void addTarget(Node target) {
    Node health = target.get("targetHealth");
    if (health == null) {
      return;
    }
    if (health.literal("reason").equals("Target.Timeout")) {
      healthResponses.add("timeout");
    }
    addMessage(health.literal("description"));
  }

  /** An event of a log: a line of this service, or an event of EventBridge that a rule kept. */
  private void addLogged(Node logged) {
    String message = logged.literal("message").strip();
    if (message.startsWith("{")) {
      JsonDocument.lines(message, logged.place().file())
          .forEach(each -> add(each, logged.literal("logStreamName")));
    }
  }

  /** The part of an ARN behind its last slash. */
  static String lastPart(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** A time as the CLI prints it, in ISO 8601 or in seconds since 1970; null if it is neither. */
  static @Nullable Instant time(String text) {
    try {
      if (text.matches("\\d{9,11}(\\.\\d{1,9})?([eE][+]?\\d)?")) {
        return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
      }
      return text.isEmpty()
          ? null
          : OffsetDateTime.parse(ZONE_WITHOUT_COLON.matcher(text).replaceAll("$1:$2"))
              .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
