package ai.hokusai.api.failure;

import ai.hokusai.api.document.DocumentCode;
import ai.hokusai.api.document.Node;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task that ECS stopped, as {@code describe-tasks} and the event of EventBridge describe it.
 * Immutable. Its reasons are matched and never shown.
 *
 * @param id the last part of its ARN
 * @param definition the ARN or name of its task definition, empty if unknown
 * @param deployment the deployment that started it, empty if unknown
 * @param stopCode the code of ECS, empty if there is none
 * @param reasons the reasons of the task and its containers, in lower case
 * @param exitCode the exit code of the container that ended it, null where none started
 * @param started the time at which it started, null if it never did
 * @param stopped the time at which it stopped, null if unknown
 */
record StoppedTask(
    String id,
    String definition,
    String deployment,
    String stopCode,
    String reasons,
    @Nullable Integer exitCode,
    @Nullable Instant started,
    @Nullable Instant stopped) {
  private static final Set<String> NO_FAILURES =
      Set.of("UserInitiated", "SpotInterruption", "TerminationNotice");

  /** Reads a task, null for one that has not stopped. */
  static @Nullable StoppedTask of(Node task) {
    if (!task.literal("lastStatus").equals("STOPPED")) {
      return null;
    }
    List<Node> containers = task.each("containers").toList();
    String reasons = Stream.concat(
            Stream.of(task.literal("stoppedReason")),
            containers.stream().map(each -> each.literal("reason")))
        .collect(Collectors.joining("\n"))
        .toLowerCase(Locale.ROOT);
    return new StoppedTask(
        Evidence.lastPart(task.literal("taskArn")),
        Evidence.lastPart(task.literal("taskDefinitionArn")),
        task.literal("startedBy"),
        task.literal("stopCode"),
        reasons,
        exitCode(containers),
        Evidence.time(task.literal("startedAt")),
        Evidence.time(task.literal("stoppedAt")));
  }

  /** The exit code 78 if there is one, else the first that is not 0, else 0. */
  private static @Nullable Integer exitCode(List<Node> containers) {
    List<Integer> codes = containers.stream()
        .map(each -> each.literal("exitCode"))
        .filter(each -> each.matches("\\d{1,3}"))
        .map(Integer::valueOf)
        .toList();
    if (codes.isEmpty()) {
      return null;
    }
    return codes.contains(78)
        ? 78
        : codes.stream().filter(each -> each != 0).findFirst().orElse(0);
  }

  /** Returns true unless a person, a scaling policy or AWS itself stopped it. */
  boolean hasFailed() {
    boolean isScaling = reasons.startsWith("scaling activity initiated by");
    return !NO_FAILURES.contains(stopCode) && !isScaling && !isReplaced();
  }

  /** Returns true for a task that a later deployment replaced. */
  private boolean isReplaced() {
    return stopCode.equals("ServiceSchedulerInitiated")
        && !reasons.contains("health check")
        && exitCode != null
        && (exitCode == 0 || exitCode == 143);
  }

  /**
   * The cause, without the log of the task.
   *
   * @param health the cause of failed health checks by other documents
   */
  Finding cause(Finding health) {
    if (isNotStarted()) {
      return notStarted();
    }
    if (reasons.contains("health check")) {
      return health;
    }
    if (reasons.contains("outofmemory")) {
      return FailureCode.TASK_OUT_OF_MEMORY.finding();
    }
    return ended(exitCode == null ? -1 : exitCode);
  }

  private static Finding ended(int exitCode) {
    return switch (exitCode) {
      case 78 -> FailureCode.TASK_REFUSED.finding();
      case 70 -> FailureCode.TASK_INTERNAL_ERROR.finding();
      case 3 -> FailureCode.HEAP_EXHAUSTED.finding();
      case 130, 143 -> FailureCode.STOPPED_TWICE.finding();
      case 137 -> FailureCode.TASK_KILLED.finding();
      case -1 -> FailureCode.TASK_NOT_STARTED.finding();
      default -> FailureCode.TASK_ENDED.finding("exit code " + exitCode);
    };
  }

  private boolean isNotStarted() {
    return exitCode == null && !reasons.contains("health check");
  }

  private Finding notStarted() {
    if (reasons.contains("cannotpull")) {
      return FailureCode.IMAGE_NOT_PULLED.finding();
    }
    if (hasAny("logger args", "awslogs", "log group", "logging driver")) {
      return FailureCode.LOG_GROUP_MISSING.finding();
    }
    if (!hasAny("secret", "ssm", "parameter")) {
      return FailureCode.TASK_NOT_STARTED.finding();
    }
    if (hasAny("accessdenied", "access denied", "not authorized")) {
      return FailureCode.SECRET_ACCESS_DENIED.finding();
    }
    if (hasAny("json key")) {
      return DocumentCode.SECRET_KEY_MISSING.finding(Severity.ERROR, "");
    }
    if (hasAny("invalid parameters", "resourcenotfound", "can't find", "parameternotfound")) {
      return DocumentCode.VALUE_NOT_FOUND.finding(Severity.ERROR, "");
    }
    return hasAny("deadline exceeded", "i/o timeout", "timed out", "connection")
        ? FailureCode.SECRETS_UNREACHABLE.finding()
        : FailureCode.TASK_NOT_STARTED.finding();
  }

  private boolean hasAny(String... texts) {
    return Stream.of(texts).anyMatch(reasons::contains);
  }
}
