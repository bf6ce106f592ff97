package ai.hokusai.api.rehearsal;

import static ai.hokusai.api.rehearsal.Task.seconds;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.document.DocumentCheck;
import ai.hokusai.api.document.HealthCheck;
import ai.hokusai.api.document.Node;
import ai.hokusai.api.document.UnusableDocumentException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deploys the tasks of documents on this machine by the rules of ECS, and reports what ECS would do.
 * Used by one thread.
 */
public final class Rehearsal {
  private static final Duration SHORTEST_SETTLING = Duration.ofSeconds(2);
  private static final Duration GRACE_OF_THE_SAMPLE = Duration.ofSeconds(60);
  private static final Set<String> GOOD = Set.of("healthy", "degraded", "disabled");
  private static final long STOP_TIMEOUT = 30;
  // That many that failed alike show that the next ones will too, even if the threshold is higher.
  private static final int ENOUGH = 3;

  private final DocumentCheck documents;
  private final Options options;
  private final Consumer<String> out;
  private final List<HealthCheck> checks;
  private final @Nullable Node service;
  private final @Nullable Node breaker;
  private final int desired;

  /**
   * The options of a rehearsal.
   *
   * @param tasks the number of tasks that run at the same time
   * @param redis the address to use for the Redis of the definition, null for its own
   * @param timeout the time limit of the whole rehearsal
   */
  public record Options(int tasks, @Nullable InetSocketAddress redis, Duration timeout) {}

  private Rehearsal(DocumentCheck documents, Options options, Consumer<String> out) {
    this.documents = documents;
    this.options = options;
    this.out = out;
    List<HealthCheck> given =
        documents.targetGroups().stream().map(HealthCheck::of).toList();
    this.checks = given.isEmpty() ? List.of(HealthCheck.recommended()) : given;
    this.service = documents.service().orElse(null);
    Node settings = service == null ? null : service.get("deploymentConfiguration");
    this.breaker = settings == null ? null : settings.get("deploymentCircuitBreaker");
    Node count = service == null ? null : service.get("desiredCount");
    this.desired = (int) Math.max(1, Node.number(count, 1).orElse(1));
  }

  /**
   * Runs a rehearsal.
   *
   * @param documents documents whose values are all known
   * @param out receives the lines of the report
   * @return true if ECS would complete the deployment with a healthy Redis
   * @throws UnusableDocumentException if the documents cannot be rehearsed with these options
   */
  public static boolean run(DocumentCheck documents, Options options, Consumer<String> out)
      throws InterruptedException {
    return new Rehearsal(documents, options, out).run();
  }

  private boolean run() throws InterruptedException {
    long deadline = System.nanoTime() + options.timeout.toNanos();
    CircuitBreaker rule = CircuitBreaker.of(desired, breaker);
    Duration settling = checks.stream()
        .map(each -> each.hastened().interval().multipliedBy(each.unhealthyThreshold()))
        .reduce(SHORTEST_SETTLING, Rehearsal::longer);
    var rules = new Deployment.Rules(options.tasks, checks, patience(), settling, rule);
    Consumer<String> indented = line -> out.accept("  " + line);
    try (var program = new Program(documents, options.redis);
        var deployment = new Deployment(rules, program, indented)) {
      announce(rules);
      Duration pause = checks.stream()
          .map(each -> each.hastened().interval())
          .reduce(Rehearsal::shorter)
          .orElseThrow();
      while (!deployment.poll() && !hasFailedAlike(deployment)) {
        if (System.nanoTime() - deadline > 0) {
          return verdict(false, "not decided: --timeout ended before a task was healthy or failed");
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
      boolean completes = deployment.healthy().size() == options.tasks && !deployment.isFailed();
      return completes ? completes(deployment) : fails(deployment, rule.threshold());
    }
  }

  /** The time that a task has until missed checks count: grace period, and checks at their interval. */
  private Duration patience() {
    Node grace = service == null ? null : service.get("healthCheckGracePeriodSeconds");
    Duration period = service == null
        ? GRACE_OF_THE_SAMPLE
        : Duration.ofSeconds(Node.number(grace, 0).orElse(0));
    return checks.stream()
        .map(each -> each.interval().multipliedBy(each.unhealthyThreshold()))
        .reduce(Duration.ZERO, Rehearsal::longer)
        .plus(period);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void announce(Deployment.Rules rules) {
    String release = documents.configs().stream()
        .flatMap(each -> each.release().stream())
        .findFirst()
        .map(each -> ", release " + each)
        .orElse("");
    out.accept("rehearsal" + release + ": " + count(options.tasks, "task") + " at a time, of "
        + desired + " desired; the circuit breaker trips at " + rules.breaker().threshold());
    for (HealthCheck each : checks) {
      out.accept("  health check every " + seconds(each.hastened().interval()) + " instead of "
          + seconds(each.interval()) + "; a task has " + seconds(rules.grace()) + " to pass it");
    }
    String defaults = List.of(
            documents.service().isEmpty() ? "--service" : "",
            documents.targetGroups().isEmpty() ? "--target-group" : "")
        .stream()
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(" and "));
    if (!defaults.isEmpty()) {
      out.accept("  without " + defaults + ": the settings of docs/ecs");
    }
    out.accept("  not rehearsed: the network, IAM"
        + (Program.cpu(documents).isPresent()
            ? ", the speed of " + Program.cpu(documents).getAsLong() + " CPU units"
            : "")
        + (hasCommand() ? ", the command of the container" : ""));
  }

  private boolean hasCommand() {
    return documents.container().get("command") != null
        || documents.container().get("entryPoint") != null;
  }

  private static boolean hasFailedAlike(Deployment deployment) {
    List<String> failures = deployment.failed().stream().map(Task::failure).toList();
    int count = failures.size();
    return count >= ENOUGH
        && failures.subList(count - ENOUGH, count).stream().distinct().count() == 1;
  }

  private boolean completes(Deployment deployment) throws InterruptedException {
    Duration slowest =
        deployment.healthy().stream().map(Task::took).reduce(Duration.ZERO, Rehearsal::longer);
    Optional<Node> health = deployment.healthy().get(0).health(checks.get(0).timeout());
    Node setting = documents.container().get("stopTimeout");
    Duration limit = Duration.ofSeconds(Node.number(setting, STOP_TIMEOUT).orElse(STOP_TIMEOUT));
    Duration longest = Duration.ZERO;
    for (Task task : deployment.healthy()) {
      Optional<Duration> length = task.stop(limit);
      out.accept("  " + task + ": "
          + length
              .map(each -> "stopped after " + seconds(each))
              .orElse("killed after " + seconds(limit)));
      longest = longer(longest, length.orElse(limit.plusSeconds(1)));
    }
    String healthy = "would complete: healthy after " + seconds(slowest);
    if (longest.compareTo(limit) > 0) {
      return verdict(
          false,
          healthy + ", but killed while it stopped, after " + seconds(limit)
              + ": see stopTimeout, DRAIN_DELAY and DRAIN_TIMEOUT");
    }
    String stopped = ", stopped in " + seconds(longest).replace(" s", "") + " of " + seconds(limit);
    String status = health.map(each -> each.literal("status")).orElse("unknown");
    if (GOOD.contains(status)) {
      return verdict(true, healthy + stopped);
    }
    hint();
    String code = health.map(each -> " (" + each.literal("code") + ")").orElse("");
    return verdict(false, healthy + stopped + ", but with Redis " + status + code);
  }

  private boolean fails(Deployment deployment, int threshold) {
    List<Task> failed = deployment.failed();
    Task last = failed.get(failed.size() - 1);
    // The errors of a rejected configuration are those of the documents.
    if (documents.configs().stream().noneMatch(AppConfig::isRejected)) {
      last.refusal().ifPresent(each -> out.accept(each.finding().text().stripTrailing()));
      hint();
    }
    String how = failed.stream()
        .collect(Collectors.groupingBy(Task::failure, Collectors.counting()))
        .entrySet()
        .stream()
        .map(each -> each.getKey() + ", " + count(each.getValue(), "time"))
        .collect(Collectors.joining("; "));
    String result = service != null && (breaker == null || isOff(breaker, "enable"))
        ? "would not complete, and would start tasks without end, since no circuit breaker is on: "
        : breaker != null && isOff(breaker, "rollback")
            ? "would fail without a rollback: "
            : "would roll back: ";
    String more = deployment.isFailed() ? "" : " (the circuit breaker trips at " + threshold + ")";
    return verdict(false, result + how + more);
  }

  private static boolean isOff(Node breaker, String name) {
    return breaker.literal(name).equals("false");
  }

  /** The next step where this machine may reach another Redis than a task, or no Redis. */
  private void hint() {
    if (options.redis == null) {
      out.accept("  if this machine does not reach that Redis, name an address that it reaches:"
          + " --redis <host>:<port>");
    }
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private boolean verdict(boolean isGood, String line) {
    out.accept(line);
    return isGood;
  }
}
