package ai.hokusai.api.document;

import ai.hokusai.api.format.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates a plan or state of Terraform, as {@code terraform show -json} prints it, into a
 * template with the names of the API: https://developer.hashicorp.com/terraform/internals/json-format.
 * An attribute that is not known before the apply is absent there, and becomes an object without
 * fields, which no rule reads as a value.
 */
final class TerraformPlan {
  private static final String TASK = "aws_ecs_task_definition";
  private static final String SERVICE = "aws_ecs_service";
  private static final String GROUP = "aws_lb_target_group";
  private static final Map<String, String> TYPES = Map.of(
      TASK,
      "AWS::ECS::TaskDefinition",
      SERVICE,
      "AWS::ECS::Service",
      GROUP,
      "AWS::ElasticLoadBalancingV2::TargetGroup",
      "aws_alb_target_group",
      "AWS::ElasticLoadBalancingV2::TargetGroup");

  // The attributes that rules read, each with its path in the API. A block is a list of one object.
  private static final Map<String, String> OF_TASK = table("""
      cpu cpu
      memory memory
      network_mode networkMode
      requires_compatibilities requiresCompatibilities
      execution_role_arn executionRoleArn
      container_definitions containerDefinitions
      """);
  private static final Map<String, String> OF_SERVICE = table("""
      desired_count desiredCount
      scheduling_strategy schedulingStrategy
      health_check_grace_period_seconds healthCheckGracePeriodSeconds
      deployment_maximum_percent deploymentConfiguration/maximumPercent
      deployment_minimum_healthy_percent deploymentConfiguration/minimumHealthyPercent
      deployment_circuit_breaker/enable deploymentConfiguration/deploymentCircuitBreaker/enable
      deployment_circuit_breaker/rollback deploymentConfiguration/deploymentCircuitBreaker/rollback
      deployment_circuit_breaker/reset_on_healthy_task \
      deploymentConfiguration/deploymentCircuitBreaker/resetOnHealthyTask
      deployment_circuit_breaker/threshold_configuration/type \
      deploymentConfiguration/deploymentCircuitBreaker/thresholdConfiguration/type
      deployment_circuit_breaker/threshold_configuration/value \
      deploymentConfiguration/deploymentCircuitBreaker/thresholdConfiguration/value
      alarms/enable deploymentConfiguration/alarms/enable
      deployment_controller/type deploymentController/type
      load_balancer loadBalancers
      """);
  private static final Map<String, String> OF_BALANCER = table("""
      container_name containerName
      container_port containerPort
      target_group_arn targetGroupArn
      """);
  private static final Map<String, String> OF_GROUP = table("""
      target_type targetType
      protocol protocol
      health_check/path healthCheckPath
      health_check/port healthCheckPort
      health_check/protocol healthCheckProtocol
      health_check/matcher matcher/httpCode
      health_check/timeout healthCheckTimeoutSeconds
      health_check/interval healthCheckIntervalSeconds
      health_check/unhealthy_threshold unhealthyThresholdCount
      deregistration_delay targetGroupAttributes
      """);

  private final Source source;
  private final Map<String, Node> resources = new LinkedHashMap<>();
  private final Map<String, String> groupsByArn = new LinkedHashMap<>();

  private TerraformPlan(Source source) {
    this.source = source;
  }

  /** A template with the resources of a plan or state; any other document as it is. */
  static Node translated(Node root, Source source) {
    Node planned = root.get("planned_values", "root_module");
    Node module = planned == null ? root.get("values", "root_module") : planned;
    if (module == null) {
      return root;
    }
    var plan = new TerraformPlan(source);
    plan.addGroups(module);
    plan.addModule(module, root.get("configuration", "root_module"));
    return Node.object(
        root.place(), Map.of("Resources", Node.object(module.place(), plan.resources)));
  }

  private void addGroups(Node module) {
    for (Node each : module.each("resources").toList()) {
      if (TYPES.getOrDefault(each.literal("type"), "").equals(TYPES.get(GROUP))) {
        Node arn = each.get("values", "arn");
        String address = each.literal("address");
        groupsByArn.put(arn == null ? address : arn.text(), address);
      }
    }
    module.each("child_modules").forEach(this::addGroups);
  }

  private void addModule(Node module, @Nullable Node configuration) {
    module
        .each("resources")
        .filter(each -> TYPES.containsKey(each.literal("type")))
        .filter(each -> each.literal("mode").equals("managed"))
        .forEach(each -> addResource(each, module.literal("address"), configuration));
    for (Node child : module.each("child_modules").toList()) {
      String address = child.literal("address");
      String name = address.substring(address.lastIndexOf("module.") + "module.".length());
      Node calls = configuration == null ? null : configuration.get("module_calls");
      Node call = calls == null ? null : calls.fields().get(name.replaceFirst("\\[.*", ""));
      addModule(child, call == null ? null : call.get("module"));
    }
  }

  private void addResource(Node resource, String module, @Nullable Node configuration) {
    Node values = resource.get("values");
    String type = resource.literal("type");
    if (values == null) {
      return;
    }
    Node properties = switch (type) {
      case TASK -> object(values, OF_TASK, "");
      case SERVICE -> object(values, OF_SERVICE, group(resource, module, configuration));
      default -> object(values, OF_GROUP, "");
    };
    Node translatedType = Node.leaf(resource.place(), Node.Kind.TEXT, TYPES.getOrDefault(type, ""));
    resources.put(
        resource.literal("address"),
        Node.object(resource.place(), Map.of("Type", translatedType, "Properties", properties)));
  }

  /** The address of the target group that the configuration of a service names, empty for none. */
  private String group(Node service, String module, @Nullable Node configuration) {
    Stream<Node> all = configuration == null ? Stream.empty() : configuration.each("resources");
    String prefix = module.isEmpty() ? "" : module + ".";
    return all.filter(each -> each.literal("type").equals(SERVICE)
            && each.literal("name").equals(service.literal("name")))
        .flatMap(each -> Stream.ofNullable(each.get("expressions")))
        .flatMap(each -> each.each("load_balancer"))
        .flatMap(each -> Stream.ofNullable(each.get("target_group_arn")))
        .flatMap(each -> each.each("references"))
        .map(each -> prefix + each.text())
        .filter(groupsByArn::containsValue)
        .findFirst()
        .orElse("");
  }

  private Node object(Node values, Map<String, String> table, String group) {
    Map<String, Node> properties = new LinkedHashMap<>();
    table.forEach((path, name) -> {
      Node value = find(values, path);
      if (value != null) {
        put(properties, name, translated(name, value, group));
      }
    });
    return Node.object(values.place(), properties);
  }

  /** The value of an attribute; null where it is not set, an object where it is not known. */
  private static @Nullable Node find(Node values, String path) {
    Node node = values;
    for (String part : path.split("/", -1)) {
      if (node.is(Node.Kind.ARRAY) && !node.elements().isEmpty()) {
        node = node.elements().get(0);
      }
      Node below = node.fields().get(part);
      if (below == null) {
        return node.is(Node.Kind.OBJECT) ? unknown(node.place()) : null;
      }
      node = below;
    }
    return node.is(Node.Kind.NULL) ? null : node;
  }

  private static Node unknown(Place place) {
    return Node.object(place, Map.of());
  }

  private Node translated(String name, Node value, String group) {
    boolean isArn = name.equals("targetGroupArn");
    String address = isArn ? groupsByArn.getOrDefault(value.text(), group) : "";
    if (!address.isEmpty()) {
      return Node.object(
          value.place(), Map.of("Ref", Node.leaf(value.place(), Node.Kind.TEXT, address)));
    }
    return switch (name) {
      case "containerDefinitions" ->
        value.is(Node.Kind.TEXT) ? JsonDocument.parse(source.inside(value)) : value;
      case "loadBalancers" ->
        Node.array(
            value.place(),
            value.elements().stream()
                .map(each -> object(each, OF_BALANCER, group))
                .toList());
      case "targetGroupAttributes" -> attributes(value);
      default -> value;
    };
  }

  private static Node attributes(Node delay) {
    Node key = Node.leaf(delay.place(), Node.Kind.TEXT, "deregistration_delay.timeout_seconds");
    return Node.array(
        delay.place(), List.of(Node.object(delay.place(), Map.of("key", key, "value", delay))));
  }

  private static void put(Map<String, Node> properties, String path, Node value) {
    String[] parts = path.split("/", 2);
    if (parts.length == 1) {
      properties.put(path, value);
      return;
    }
    Node outer = properties.computeIfAbsent(
        parts[0], each -> Node.object(value.place(), new LinkedHashMap<>()));
    put(outer.fields(), parts[1], value);
  }

  private static Map<String, String> table(String rows) {
    Map<String, String> table = new LinkedHashMap<>();
    rows.lines().map(each -> each.split(" ", 2)).forEach(each -> table.put(each[0], each[1]));
    return table;
  }
}
