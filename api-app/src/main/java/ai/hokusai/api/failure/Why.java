package ai.hokusai.api.failure;

import ai.hokusai.api.document.DocumentCode;
import ai.hokusai.api.document.DocumentFile;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.api.failure.DeploymentRecord.By;
import ai.hokusai.api.failure.DeploymentRecord.State;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains why a deployment failed: what was rolled back, which tasks ended how, with the code of
 * the service itself, and what changed. It shows names and no values of the documents.
 */
public final class Why {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
  private static final int MOST_GROUPS = 5;

  private final Evidence evidence;
  private final @Nullable DeploymentRecord failed;
  private final List<StoppedTask> tasks;
  private final List<Group> groups;
  private final StringBuilder text = new StringBuilder();

  private Why(Evidence evidence) {
    this.evidence = evidence;
    this.failed = failed(evidence.deployments());
    this.tasks = evidence.tasks().stream().filter(this::isOfFailure).toList();
    this.groups = groups();
  }

  /** The text for people, and the exit code. */
  public record Answer(String text, int exitCode) {}

  /**
   * Reads the files and explains them.
   *
   * @param files the paths, {@code -} for the standard input
   * @throws ai.hokusai.api.document.UnusableDocumentException if a file cannot be read, or none of
   *     them describes a deployment or its tasks
   */
  public static Answer explain(List<String> files, InputStream stdin) {
    var evidence = new Evidence();
    for (String each : files) {
      evidence.add(DocumentFile.readAll("why", each, stdin));
    }
    return new Why(evidence).answer();
  }

  /** The tasks that ended alike. */
  private record Group(
      Finding cause, boolean isKnown, @Nullable Refusal source, List<StoppedTask> tasks) {}

  /** The latest failure; of several records of it, the values that the first one has. */
  private static @Nullable DeploymentRecord failed(List<DeploymentRecord> all) {
    List<DeploymentRecord> failures = all.stream()
        .filter(each -> each.state().isFailure())
        .sorted(Comparator.comparing(
            (DeploymentRecord each) -> Objects.requireNonNullElse(
                each.began() == null ? each.ended() : each.began(), Instant.EPOCH),
            Comparator.reverseOrder()))
        .toList();
    return failures.stream().reduce(Why::merged).orElse(null);
  }

  /** Two records of one service are those of one failure unless their ids differ. */
  private static DeploymentRecord merged(DeploymentRecord one, DeploymentRecord other) {
    boolean isSame = (one.id().isEmpty() || other.id().isEmpty() || one.id().equals(other.id()))
        && (one.service().isEmpty()
            || other.service().isEmpty()
            || one.service().equals(other.service()));
    if (!isSame) {
      return one;
    }
    return new DeploymentRecord(
        either(one.service(), other.service()),
        either(one.id(), other.id()),
        either(one.definition(), other.definition()),
        one.state().compareTo(other.state()) <= 0 ? one.state() : other.state(),
        one.by() == By.UNKNOWN ? other.by() : one.by(),
        one.began() == null ? other.began() : one.began(),
        one.ended() == null ? other.ended() : one.ended(),
        Stream.concat(one.alarms().stream(), other.alarms().stream()).distinct().toList(),
        either(one.breaker(), other.breaker()));
  }

  private static String either(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private boolean isOfFailure(StoppedTask task) {
    if (!task.hasFailed()) {
      return false;
    }
    if (failed != null && !failed.id().isEmpty() && !task.deployment().isEmpty()) {
      return task.deployment().equals(failed.id());
    }
    return failed == null
        || failed.definition().isEmpty()
        || task.definition().isEmpty()
        || task.definition().equals(failed.definition());
  }

  /** The groups, with those of a known cause first, since only the first ones are shown. */
  private List<Group> groups() {
    Finding health = healthCause();
    Map<String, Group> groups = new LinkedHashMap<>();
    for (StoppedTask task : tasks) {
      Finding cause = task.cause(health);
      Refusal refusal =
          cause.code().equals(FailureCode.TASK_REFUSED.code()) ? refusalOf(task) : null;
      Finding known = refusal == null ? cause : refusal.finding();
      String key = task.stopCode() + " " + task.exitCode() + " " + known.code();
      groups
          .computeIfAbsent(
              key, ignored -> new Group(known, isKnown(known), refusal, new ArrayList<>()))
          .tasks()
          .add(task);
    }
    return groups.values().stream()
        .sorted(Comparator.comparing((Group each) -> !each.isKnown()))
        .toList();
  }

  private static boolean isKnown(Finding cause) {
    return Stream.of(
            FailureCode.TASK_REFUSED,
            FailureCode.TASK_ENDED,
            FailureCode.TASK_NOT_STARTED,
            FailureCode.HEALTH_CHECK_FAILED,
            FailureCode.CAUSE_NOT_KNOWN)
        .noneMatch(each -> each.code().equals(cause.code()));
  }

  /** The event of the task: by its log stream, else by its time, else the only one that there is. */
  private @Nullable Refusal refusalOf(StoppedTask task) {
    Set<Refusal> all = evidence.refusals();
    return all.stream()
        .filter(each -> each.isOf(task))
        .findFirst()
        .or(() -> all.stream()
            .filter(each -> each.stream().isEmpty() && each.isWithin(task))
            .findFirst())
        .or(() -> all.stream()
            .filter(each -> each.stream().isEmpty()
                && (each.at() == null || task.started() == null || task.stopped() == null)
                && hasOneCode(all))
            .findFirst())
        .orElse(null);
  }

  private static boolean hasOneCode(Set<Refusal> all) {
    return all.stream().map(each -> each.finding().code()).distinct().count() == 1;
  }

  private Finding healthCause() {
    Set<String> responses = evidence.healthResponses();
    if (responses.contains("404")) {
      return DocumentCode.HEALTH_PATH_UNKNOWN.finding(Severity.ERROR, "");
    }
    if (responses.contains("503")) {
      return DocumentCode.HEALTH_PATH_ASKS_REDIS.finding(Severity.ERROR, "");
    }
    if (responses.contains("timeout")) {
      return FailureCode.TARGET_TIMEOUT.finding();
    }
    return responses.isEmpty()
        ? FailureCode.HEALTH_CHECK_FAILED.finding()
        : FailureCode.HEALTH_CHECK_FAILED.finding("status " + String.join(", ", responses));
  }

  private Answer answer() {
    if (failed == null && groups.isEmpty()) {
      return evidence.refusals().isEmpty() ? withoutFailure() : refusalsOnly();
    }
    heading();
    times();
    groups.stream().limit(MOST_GROUPS).forEach(this::group);
    moreGroups();
    boolean isKnown = groups.stream().anyMatch(Group::isKnown);
    if (groups.isEmpty()) {
      Finding cause = causeWithoutTasks();
      finding(cause);
      isKnown = isKnown(cause);
    } else if (evidence.isUnplaced()) {
      finding(FailureCode.TASK_NOT_PLACED.finding());
    }
    changes();
    notes();
    next(isKnown);
    return new Answer(text.toString(), isKnown ? ExitCode.FAILED : ExitCode.WARNINGS);
  }

  /** The answer to a log alone, or to one that other documents do not fit. */
  private Answer refusalsOnly() {
    text.append("refused       the service did not start\n");
    evidence.refusals().stream()
        .collect(Collectors.toMap(
            each -> each.finding().code(), each -> each, (one, other) -> one, LinkedHashMap::new))
        .values()
        .forEach(each -> {
          finding(each.finding());
          source(each, Evidence.lastPart(each.stream()));
        });
    if (evidence.hasTasks()) {
      text.append("  note: no task in the input ended with exit code 78\n");
    }
    notes();
    return new Answer(text.toString(), ExitCode.FAILED);
  }

  private Answer withoutFailure() {
    boolean isEmpty = evidence.deployments().isEmpty() && !evidence.hasTasks();
    if (isEmpty) {
      throw new UnusableDocumentException("no file describes a deployment or its tasks");
    }
    text.append(isInProgress() ? "in progress   " : "no failure    ")
        .append(String.join(", ", evidence.services()))
        .append("\n  no deployment in the input failed, and no task of one\n");
    notes();
    return new Answer(text.toString(), ExitCode.OK);
  }

  private boolean isInProgress() {
    return evidence.deployments().stream().anyMatch(each -> each.state() == State.IN_PROGRESS);
  }

  private Finding causeWithoutTasks() {
    if (evidence.isUnplaced()) {
      return FailureCode.TASK_NOT_PLACED.finding();
    }
    if (failed != null && failed.by() == By.ALARM) {
      return FailureCode.ALARM_TRIGGERED.finding(String.join(", ", failed.alarms()));
    }
    if (!evidence.healthResponses().isEmpty()) {
      return healthCause();
    }
    return FailureCode.CAUSE_NOT_KNOWN.finding();
  }

  private void heading() {
    State state =
        failed != null ? failed.state() : isInProgress() ? State.IN_PROGRESS : State.FAILED;
    String service = failed != null && !failed.service().isEmpty()
        ? failed.service()
        : evidence.services().size() == 1 ? evidence.services().iterator().next() : "a service";
    text.append("%-13s ".formatted(state.title())).append(service);
    String from = definitionOfFailure();
    if (!from.isEmpty()) {
      text.append(": ").append(named(from));
      String to = definitionAfter();
      if (!to.isEmpty() && !to.equals(from)) {
        text.append(" -> ").append(named(to));
      }
    }
    text.append(failed == null ? "" : failed.suffix()).append('\n');
  }

  private String definitionOfFailure() {
    if (failed != null && !failed.definition().isEmpty()) {
      return failed.definition();
    }
    return tasks.stream()
        .map(StoppedTask::definition)
        .filter(each -> !each.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** The task definition that the service runs after the rollback. */
  private String definitionAfter() {
    String from = definitionOfFailure();
    return evidence.deployments().stream()
        .filter(each -> !each.state().isFailure())
        .filter(each ->
            failed == null || failed.service().isEmpty() || each.service().equals(failed.service()))
        .map(DeploymentRecord::definition)
        .filter(each -> !each.isEmpty() && !each.equals(from))
        .findFirst()
        .orElseGet(() -> {
          Definition older = older();
          return older == null ? "" : older.name();
        });
  }

  private String named(String definition) {
    return evidence.definitions().stream()
        .filter(each -> each.name().equals(definition) && !each.release().isEmpty())
        .findFirst()
        .map(each -> definition + " (" + each.release() + ")")
        .orElse(definition);
  }

  private void times() {
    Instant began = failed == null ? null : failed.began();
    Instant ended = failed == null ? null : failed.ended();
    List<String> all = new ArrayList<>();
    if (began != null) {
      all.add(DATE.format(began) + " " + TIME.format(began) + " UTC began");
    }
    tasks.stream()
        .map(StoppedTask::stopped)
        .flatMap(Stream::ofNullable)
        .max(Comparator.naturalOrder())
        .ifPresent(last ->
            all.add(TIME.format(last) + " the last of " + count(tasks.size(), "task") + " failed"));
    if (ended != null) {
      all.add(TIME.format(ended) + " ended");
    }
    if (!all.isEmpty()) {
      text.append("  ").append(String.join("   ", all)).append('\n');
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void group(Group group) {
    text.append("  ").append(count(group.tasks().size(), "task")).append("  ");
    StoppedTask first = group.tasks().get(0);
    text.append(first.exitCode() == null ? "never started" : "exit code " + first.exitCode());
    group.tasks().stream()
        .filter(each -> each.started() != null && each.stopped() != null)
        .map(each -> Duration.between(each.started(), each.stopped()))
        .filter(each -> !each.isNegative())
        .max(Comparator.naturalOrder())
        .ifPresent(longest -> text.append(" after ")
            .append(String.format(Locale.ROOT, "%.1f s", longest.toMillis() / 1_000.0)));
    text.append('\n');
    finding(group.cause());
    if (group.source() != null) {
      source(group.source(), group.source().stream().isEmpty() ? "" : first.id());
    }
  }

  private void moreGroups() {
    List<Group> more = groups.stream().skip(MOST_GROUPS).toList();
    if (!more.isEmpty()) {
      int tasksOfMore = more.stream().mapToInt(each -> each.tasks().size()).sum();
      text.append("  and ")
          .append(count(more.size(), "more group"))
          .append(" of ")
          .append(count(tasksOfMore, "task"))
          .append('\n');
    }
  }

  private void source(Refusal refusal, String task) {
    text.append("        from: startup.refused");
    if (!task.isEmpty()) {
      text.append(" of task ").append(task);
    }
    if (!refusal.release().isEmpty()) {
      text.append(" of release ").append(refusal.release());
    }
    if (refusal.at() != null) {
      text.append(" at ").append(TIME.format(refusal.at()));
    }
    text.append('\n');
  }

  private void finding(Finding finding) {
    text.append(finding.text().indent(6));
  }

  private void changes() {
    Definition newer = newer();
    Definition older = older();
    if (newer == null || older == null) {
      return;
    }
    List<String> changed = older.changesTo(newer);
    text.append("  changed in ")
        .append(newer.name())
        .append(": ")
        .append(changed.isEmpty() ? "nothing that the documents show" : String.join(", ", changed))
        .append('\n');
  }

  private @Nullable Definition newer() {
    List<Definition> all = evidence.definitions();
    String from = definitionOfFailure();
    return all.stream()
        .filter(each -> each.name().equals(from))
        .findFirst()
        .or(() -> all.stream()
            .filter(each -> all.size() > 1)
            .max(Comparator.comparingInt(Definition::revision)))
        .orElse(null);
  }

  private @Nullable Definition older() {
    Definition newer = newer();
    return newer == null
        ? null
        : evidence.definitions().stream()
            .filter(each -> !each.name().equals(newer.name()))
            .filter(each -> newer.revision() == 0 || each.revision() < newer.revision())
            .max(Comparator.comparingInt(Definition::revision))
            .orElse(null);
  }

  private void notes() {
    if (evidence.services().size() > 1) {
      text.append("  note: the input has several services: ")
          .append(String.join(", ", evidence.services()))
          .append('\n');
    }
    long others = evidence.tasks().stream().filter(StoppedTask::hasFailed).count() - tasks.size();
    if (others > 0) {
      text.append("  note: ")
          .append(count((int) others, "task"))
          .append(" of other deployments failed too\n");
    }
    if (evidence.unread() > 0) {
      text.append("  note: ")
          .append(count(evidence.unread(), "value"))
          .append(" in the input had no known form and was not read\n");
    }
  }

  /** The commands whose output the next call needs. */
  private void next(boolean isKnown) {
    List<String> commands = new ArrayList<>();
    boolean isRefused = groups.stream()
        .anyMatch(each -> each.cause().code().equals(FailureCode.TASK_REFUSED.code()));
    if (isRefused) {
      commands.add("aws logs filter-log-events --log-group-name " + logGroup()
          + " --filter-pattern '{ $.event = \"startup.refused\" }' --start-time " + startTime());
    }
    String service = failed == null || failed.service().isEmpty() ? "SERVICE" : failed.service();
    if (!isKnown && tasks.isEmpty()) {
      commands.add("aws ecs describe-tasks --cluster CLUSTER --tasks $(aws ecs list-tasks --cluster"
          + " CLUSTER --service-name " + service
          + " --desired-status STOPPED --query 'taskArns[]' --output text)");
    }
    boolean isUnseen = groups.stream()
        .anyMatch(each -> each.cause().code().equals(FailureCode.HEALTH_CHECK_FAILED.code()));
    if (isUnseen || (!isKnown && evidence.services().isEmpty())) {
      commands.add("aws ecs describe-services --cluster CLUSTER --services " + service);
    }
    if (!commands.isEmpty()) {
      text.append("\nrun next, and pass each output to why:\n")
          .append(commands.stream().map(each -> "  " + each + "\n").collect(Collectors.joining()));
    }
  }

  private String logGroup() {
    return evidence.definitions().stream()
        .map(Definition::logGroup)
        .filter(each -> each.matches("[\\w./#-]{1,512}"))
        .findFirst()
        .orElse("LOG_GROUP");
  }

  private String startTime() {
    return tasks.stream()
        .map(each -> each.started() == null ? each.stopped() : each.started())
        .flatMap(Stream::ofNullable)
        .min(Comparator.naturalOrder())
        .map(each -> String.valueOf(each.minusSeconds(60).toEpochMilli()))
        .orElse("MILLISECONDS");
  }
}
