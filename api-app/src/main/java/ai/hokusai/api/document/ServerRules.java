package ai.hokusai.api.document;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.document.TaskDefinition.Choice;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules on whether documents fit this server: its paths, port and times. A rule whose values
 * are not known reports nothing.
 */
final class ServerRules {
  private static final String PATH_OF_LIVENESS = "/health/live";
  private static final Set<String> PATHS_OF_REDIS = Set.of("/health", "/health/ready", "/ready");
  private static final String PATH_OF_CHECKS = "/health/checks/";
  private static final List<Integer> ERRORS = List.of(401, 404, 405, 503);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  // The defaults of ECS and of an application load balancer.
  private static final long STOP_TIMEOUT = 30;
  private static final long DEREGISTRATION = 300;
  private static final long MAXIMUM_PERCENT = 200;
  private static final long MINIMUM_PERCENT = 100;

  /** The start on a quarter of a processor. */
  private static final long START_SECONDS = 7;

  private static final long QUARTER = 256;

  private static final Pattern HEAP =
      Pattern.compile("(?:^|\\s)-Xmx(\\d{1,9})([kKmMgG]?)(?=\\s|$)");

  private final List<Finding> ofTask = new ArrayList<>();
  private final List<Finding> ofService = new ArrayList<>();
  private final List<Finding> ofTarget = new ArrayList<>();
  private final Choice choice;
  private final Node container;
  private final ServiceDocuments documents;
  private final ContainerValues values;
  private final AppConfig config;

  private ServerRules(
      Choice choice, ServiceDocuments documents, ContainerValues values, AppConfig config) {
    this.choice = choice;
    this.container = choice.container().node();
    this.documents = documents;
    this.values = values;
    this.config = config;
  }

  /** Applies the rules. */
  static ServerRules of(
      Choice choice, ServiceDocuments documents, ContainerValues values, AppConfig config) {
    var rules = new ServerRules(choice, documents, values, config);
    rules.container();
    if (documents.service() != null) {
      rules.service(documents.service());
    }
    documents.targetGroups().forEach(rules::targetGroup);
    rules.deregistration();
    return rules;
  }

  List<Finding> ofTask() {
    return ofTask;
  }

  List<Finding> ofService() {
    return ofService;
  }

  List<Finding> ofTarget() {
    return ofTarget;
  }

  private void container() {
    stopTimeout();
    if (choice.task().form() == TaskDefinition.Form.COMPOSE) {
      return;
    }
    if (isKnown("API_PORT") && !maps(config.listen().port())) {
      Node mappings = container.get("portMappings");
      add(ofTask, DocumentCode.PORT_NOT_MAPPED, mappings == null ? container : mappings);
    }
    if (isKnown("API_HOST")
        && documents.hasLoadBalancer()
        && LOOPBACK.contains(config.listen().host())) {
      add(ofTask, DocumentCode.LISTENS_INSIDE_ONLY, placeOf("API_HOST"));
    }
    Node essential = container.get("essential");
    if (essential != null && essential.text().equals("false")) {
      add(ofTask, DocumentCode.CONTAINER_NOT_ESSENTIAL, essential);
    }
    if (container.get("logConfiguration") == null) {
      add(ofTask, DocumentCode.LOG_NOT_KEPT, container);
    }
    if (isAbsent("RELEASE_ID")) {
      add(ofTask, DocumentCode.RELEASE_ID_MISSING, container);
    }
    if (isAbsent("HEALTH_DETAILS_TOKEN") && isAbsent("HEALTH_DETAILS_TOKEN_FILE")) {
      add(ofTask, DocumentCode.DETAILS_TOKEN_MISSING, container);
    }
    Node command = container.get("healthCheck");
    if (command != null) {
      add(ofTask, DocumentCode.HEALTH_COMMAND_OWN, command);
    }
    heap("JDK_JAVA_OPTIONS");
    heap("JAVA_TOOL_OPTIONS");
  }

  private boolean maps(int port) {
    return container
        .each("portMappings")
        .map(each -> each.get("containerPort"))
        .anyMatch(
            each -> each == null || !isLiteral(each) || each.text().equals(String.valueOf(port)));
  }

  private void stopTimeout() {
    Node timeout = container.get("stopTimeout");
    OptionalLong seconds = Node.number(timeout, STOP_TIMEOUT);
    boolean isKnown = isKnown("DRAIN_DELAY") && isKnown("DRAIN_TIMEOUT");
    if (isKnown
        && seconds.isPresent()
        && Duration.ofSeconds(seconds.getAsLong()).compareTo(config.drain().longest()) < 0) {
      add(
          ofTask,
          DocumentCode.STOP_TIMEOUT_TOO_SHORT,
          timeout == null ? container : timeout,
          config.drain().longest().toSeconds());
    }
  }

  private void heap(String variable) {
    Matcher heap = HEAP.matcher(values.known().getOrDefault(variable, ""));
    Node memory = container.get("memory");
    OptionalLong mebibytes = Node.number(
        memory == null && choice.task().isWhole() ? choice.task().node().get("memory") : memory,
        -1);
    if (!heap.find() || mebibytes.isEmpty() || mebibytes.getAsLong() < 0) {
      return;
    }
    long bytes = Long.parseLong(heap.group(1))
        << switch (heap.group(2)) {
          case "k", "K" -> 10;
          case "m", "M" -> 20;
          case "g", "G" -> 30;
          default -> 0;
        };
    if (bytes >= mebibytes.getAsLong() << 20) {
      add(ofTask, DocumentCode.HEAP_ABOVE_MEMORY, placeOf(variable));
    }
  }

  private void service(Node service) {
    service.each("loadBalancers").forEach(this::loadBalancer);
    gracePeriod(service);
    deployment(service);
  }

  private void loadBalancer(Node balancer) {
    Node name = balancer.get("containerName");
    Node port = balancer.get("containerPort");
    boolean isContainer = name != null && name.text().equals(choice.container().name());
    if (name != null
        && isLiteral(name)
        && choice.task().containers().stream().noneMatch(each -> each.name().equals(name.text()))) {
      add(ofService, DocumentCode.CONTAINER_UNKNOWN, name);
    }
    if (isContainer
        && port != null
        && isLiteral(port)
        && isKnown("API_PORT")
        && !port.text().equals(String.valueOf(config.listen().port()))) {
      add(ofService, DocumentCode.PORT_NOT_MAPPED, port);
    }
  }

  private void gracePeriod(Node service) {
    Node grace = service.get("healthCheckGracePeriodSeconds");
    OptionalLong seconds = Node.number(grace, 0);
    Node cpu = choice.task().isWhole() ? choice.task().node().get("cpu") : null;
    OptionalLong units = Node.number(cpu, -1);
    for (Node target : documents.targetGroups()) {
      OptionalLong noticed = noticed(target);
      boolean isKnown = seconds.isPresent() && units.orElse(-1) > 0 && noticed.isPresent();
      if (isKnown
          && (seconds.getAsLong() + noticed.getAsLong()) * units.getAsLong()
              < START_SECONDS * QUARTER) {
        add(ofService, DocumentCode.GRACE_PERIOD_TOO_SHORT, grace == null ? service : grace);
      }
    }
  }

  private void deployment(Node service) {
    Node configuration = service.get("deploymentConfiguration");
    Node controller = service.get("deploymentController", "type");
    if (controller != null && !controller.text().equals("ECS")) {
      return;
    }
    Node place = configuration == null ? service : configuration;
    OptionalLong count = Node.number(service.get("desiredCount"), 1);
    OptionalLong most = Node.number(get(configuration, "maximumPercent"), MAXIMUM_PERCENT);
    OptionalLong least = Node.number(get(configuration, "minimumHealthyPercent"), MINIMUM_PERCENT);
    boolean isDaemon = service.literal("schedulingStrategy").equals("DAEMON");
    if (count.orElse(0) > 0 && most.isPresent() && least.isPresent() && !isDaemon) {
      long upper = count.getAsLong() * most.getAsLong() / 100;
      long lower = (count.getAsLong() * least.getAsLong() + 99) / 100;
      if (upper <= lower) {
        add(ofService, DocumentCode.DEPLOYMENT_CANNOT_MOVE, place);
      } else if (lower == 0) {
        add(ofService, DocumentCode.DEPLOYMENT_TAKES_ALL_DOWN, place);
      }
    }
    circuitBreaker(configuration, place);
  }

  private void circuitBreaker(@Nullable Node configuration, Node place) {
    Node breaker = get(configuration, "deploymentCircuitBreaker");
    Node alarms = get(configuration, "alarms");
    boolean hasAlarms = alarms != null && !alarms.literal("enable").equals("false");
    Node enable = get(breaker, "enable");
    if (enable == null ? breaker == null : enable.text().equals("false")) {
      if (!hasAlarms) {
        add(ofService, DocumentCode.CIRCUIT_BREAKER_OFF, breaker == null ? place : breaker);
      }
    } else if (breaker != null && breaker.literal("rollback").equals("false")) {
      add(ofService, DocumentCode.ROLLBACK_OFF, breaker);
    }
  }

  private void targetGroup(Node target) {
    Node protocol = target.get("healthCheckProtocol");
    String name = protocol == null ? target.literal("protocol") : protocol.text();
    if (name.startsWith("HTTP") || name.isEmpty()) {
      path(target);
      matcher(target);
    }
    Node port = target.get("healthCheckPort");
    if (port != null
        && isLiteral(port)
        && isKnown("API_PORT")
        && !port.text().equals("traffic-port")
        && !port.text().equals(String.valueOf(config.listen().port()))) {
      add(ofTarget, DocumentCode.HEALTH_PORT_DIFFERS, port);
    }
    Node type = target.get("targetType");
    boolean isAwsvpc =
        choice.task().isWhole() && choice.task().node().literal("networkMode").equals("awsvpc");
    if (isAwsvpc && (type == null || (isLiteral(type) && !type.text().equals("ip")))) {
      add(ofTarget, DocumentCode.TARGET_TYPE_MISMATCH, type == null ? target : type);
    }
    OptionalLong noticed = noticed(target);
    if (isKnown("DRAIN_DELAY")
        && noticed.isPresent()
        && noticed.getAsLong() > config.drain().delay().toSeconds()) {
      Node interval = target.get("healthCheckIntervalSeconds");
      add(
          ofTarget,
          DocumentCode.DRAIN_DELAY_SHORT,
          interval == null ? target : interval,
          noticed.getAsLong());
    }
  }

  private void path(Node target) {
    Node node = target.get("healthCheckPath");
    if (node != null && !isLiteral(node)) {
      return;
    }
    String path = node == null ? "/" : node.text().split("\\?", 2)[0];
    Node place = node == null ? target : node;
    if (PATHS_OF_REDIS.contains(path) || path.startsWith(PATH_OF_CHECKS)) {
      add(ofTarget, DocumentCode.HEALTH_PATH_ASKS_REDIS, place);
    } else if (path.equals(PATH_OF_LIVENESS)) {
      add(ofTarget, DocumentCode.HEALTH_PATH_DOES_NOT_DRAIN, place);
    } else if (!path.equals(HealthCheck.PATH)) {
      add(ofTarget, DocumentCode.HEALTH_PATH_UNKNOWN, place);
    } else if (isKnown("STARTUP_POLICY") && !config.startup().isStrict()) {
      add(ofTask, DocumentCode.TOLERANT_START_IS_HEALTHY, placeOf("STARTUP_POLICY"));
    }
  }

  private void matcher(Node target) {
    Node codes = target.get("matcher", "httpCode");
    if (codes == null || !isLiteral(codes) || !HealthCheck.isValid(codes.text())) {
      return;
    }
    if (!HealthCheck.accepts(codes.text(), 200)) {
      add(ofTarget, DocumentCode.MATCHER_REFUSES_200, codes);
    } else if (ERRORS.stream().anyMatch(each -> HealthCheck.accepts(codes.text(), each))) {
      add(ofTarget, DocumentCode.MATCHER_TAKES_ERRORS, codes);
    }
  }

  private void deregistration() {
    List<Node> delays = documents.attributes().stream()
        .filter(each -> each.literal("key").equals("deregistration_delay.timeout_seconds"))
        .toList();
    if (!isKnown("DRAIN_TIMEOUT")
        || (delays.isEmpty() && documents.targetGroups().isEmpty())) {
      return;
    }
    Node place = delays.isEmpty() ? documents.targetGroups().get(0) : delays.get(0);
    OptionalLong seconds = Node.number(place.get("value"), DEREGISTRATION);
    if (seconds.orElse(0) > config.drain().timeout().toSeconds()) {
      add(ofTarget, DocumentCode.DEREGISTRATION_LONG, place, seconds.getAsLong());
    }
  }

  /** The seconds until a load balancer stops sending requests to a target that answers 503. */
  private static OptionalLong noticed(Node target) {
    OptionalLong interval =
        Node.number(target.get("healthCheckIntervalSeconds"), HealthCheck.INTERVAL_SECONDS);
    OptionalLong count = Node.number(target.get("unhealthyThresholdCount"), HealthCheck.UNHEALTHY);
    return interval.isPresent() && count.isPresent()
        ? OptionalLong.of(interval.getAsLong() * count.getAsLong())
        : OptionalLong.empty();
  }

  /** Returns false where the value is not known or is rejected, and where a file may set it. */
  private boolean isKnown(String variable) {
    boolean isRejected = config.diagnostics().stream()
        .anyMatch(each ->
            each.severity() == Severity.ERROR && each.origin().variable().equals(variable));
    boolean isInFile =
        container.get("environmentFiles") != null && !values.entries().containsKey(variable);
    return !values.unknown().contains(variable) && !isRejected && !isInFile;
  }

  private boolean isAbsent(String variable) {
    return isKnown(variable) && values.known().getOrDefault(variable, "").isBlank();
  }

  private Node placeOf(String variable) {
    TaskDefinition.Entry entry = values.entries().get(variable);
    return entry == null ? container : entry.node();
  }

  private static @Nullable Node get(@Nullable Node node, String name) {
    return node == null ? null : node.get(name);
  }

  private static boolean isLiteral(Node node) {
    return !node.is(Node.Kind.OBJECT) && !node.is(Node.Kind.ARRAY);
  }

  private static void add(List<Finding> findings, DocumentCode code, Node node) {
    findings.add(code.finding().at(node.place()));
  }

  /** Adds a finding with the number of seconds that the rule compares with. */
  private static void add(List<Finding> findings, DocumentCode code, Node node, long seconds) {
    findings.add(code.finding(code.severity(), seconds + " s").at(node.place()));
  }
}
