package ai.hokusai.api.failure;

import ai.hokusai.api.document.Node;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as one document describes it. Immutable.
 *
 * @param service the name of the service, empty if unknown
 * @param id the id in {@code startedBy} of its tasks, empty if unknown
 * @param definition the task definition, empty if unknown
 * @param state how it ended
 * @param by what ended it
 * @param began the time at which it began, null if unknown
 * @param ended the time at which it failed or was complete, null if unknown
 * @param alarms the alarms that ended it
 * @param breaker the count and threshold of the circuit breaker as a text, empty if unknown
 */
record DeploymentRecord(
    String service,
    String id,
    String definition,
    State state,
    By by,
    @Nullable Instant began,
    @Nullable Instant ended,
    List<String> alarms,
    String breaker) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

  /** The end of a deployment. */
  enum State {
    ROLLED_BACK("rolled back"),
    ROLLBACK_FAILED("rollback failed"),
    FAILED("failed"),
    IN_PROGRESS("in progress"),
    COMPLETED("completed");

    private final String title;

    State(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    boolean isFailure() {
      return this == ROLLED_BACK || this == ROLLBACK_FAILED || this == FAILED;
    }
  }

  /** The reason for the end of a deployment. */
  enum By {
    CIRCUIT_BREAKER(", by the circuit breaker"),
    ALARM(", by an alarm"),
    PERSON(", by a person"),
    UNKNOWN("");

    private final String suffix;

    By(String suffix) {
      this.suffix = suffix;
    }

    String suffix() {
      return suffix;
    }

    static By of(String reason) {
      String lower = reason.toLowerCase(Locale.ROOT);
      if (lower.contains("circuit breaker")) {
        return CIRCUIT_BREAKER;
      }
      if (lower.contains("alarm")) {
        return ALARM;
      }
      return lower.contains("user") || lower.contains("stopservicedeployment") ? PERSON : UNKNOWN;
    }
  }

  DeploymentRecord {
    alarms = List.copyOf(alarms);
  }

  /** The reason for the end, as the end of a line. */
  String suffix() {
    return by.suffix() + (by == By.CIRCUIT_BREAKER ? breaker : "");
  }

  /** An element of {@code describe-service-deployments}. */
  static DeploymentRecord ofService(Node node) {
    String status = node.literal("status");
    Node rollback = node.get("rollback");
    String reason =
        node.literal("statusReason") + " " + (rollback == null ? "" : rollback.literal("reason"));
    List<String> alarms = node.get("alarms") == null
        ? List.of()
        : node.get("alarms").each("triggeredAlarmNames").map(Node::text).toList();
    By by = !alarms.isEmpty() ? By.ALARM : By.of(reason);
    return new DeploymentRecord(
        Evidence.lastPart(node.literal("serviceArn")),
        "",
        "",
        stateOf(status),
        by,
        firstTime(node, "startedAt", "createdAt"),
        firstTime(node, "finishedAt", "stoppedAt"),
        alarms,
        breaker(node.get("deploymentCircuitBreaker")));
  }

  private static String breaker(@Nullable Node breaker) {
    String failures = breaker == null ? "" : breaker.literal("failureCount");
    String threshold = breaker == null ? "" : breaker.literal("threshold");
    return NUMBER.matcher(failures).matches() && NUMBER.matcher(threshold).matches()
        ? " (" + failures + " failed tasks, threshold " + threshold + ")"
        : "";
  }

  private static State stateOf(String status) {
    return switch (status) {
      case "SUCCESSFUL" -> State.COMPLETED;
      case "ROLLBACK_SUCCESSFUL", "ROLLBACK_IN_PROGRESS", "ROLLBACK_REQUESTED" -> State.ROLLED_BACK;
      case "ROLLBACK_FAILED" -> State.ROLLBACK_FAILED;
      case "PENDING", "IN_PROGRESS" -> State.IN_PROGRESS;
      default -> State.FAILED;
    };
  }

  /** An element of {@code deployments} of a service. */
  static DeploymentRecord ofDeployment(Node node, String service) {
    State state = switch (node.literal("rolloutState")) {
      case "FAILED" -> State.FAILED;
      case "COMPLETED" -> State.COMPLETED;
      default -> State.IN_PROGRESS;
    };
    String reason = node.literal("rolloutStateReason");
    boolean isRollback = reason.toLowerCase(Locale.ROOT).contains("rolling back");
    return new DeploymentRecord(
        service,
        node.literal("id"),
        Evidence.lastPart(node.literal("taskDefinition")),
        isRollback && state == State.FAILED ? State.ROLLED_BACK : state,
        By.of(reason),
        firstTime(node, "createdAt"),
        firstTime(node, "updatedAt"),
        List.of(),
        "");
  }

  /** An event of EventBridge. */
  static DeploymentRecord ofEvent(Node event, Node detail) {
    State state = switch (detail.literal("eventName")) {
      case "SERVICE_DEPLOYMENT_FAILED" -> State.FAILED;
      case "SERVICE_DEPLOYMENT_COMPLETED" -> State.COMPLETED;
      default -> State.IN_PROGRESS;
    };
    String service = event
        .each("resources")
        .map(Node::text)
        .filter(each -> each.contains(":service/"))
        .findFirst()
        .map(Evidence::lastPart)
        .orElse("");
    Instant at = firstTime(detail, "updatedAt");
    return new DeploymentRecord(
        service,
        detail.literal("deploymentId"),
        "",
        state,
        By.of(detail.literal("reason")),
        state == State.IN_PROGRESS ? at : null,
        state == State.IN_PROGRESS ? null : at,
        List.of(),
        "");
  }

  private static @Nullable Instant firstTime(Node node, String... names) {
    return Stream.of(names)
        .map(node::literal)
        .map(Evidence::time)
        .flatMap(each -> Optional.ofNullable(each).stream())
        .findFirst()
        .orElse(null);
  }
}
