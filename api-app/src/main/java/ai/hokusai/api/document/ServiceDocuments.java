package ai.hokusai.api.document;

import ai.hokusai.api.document.TaskDefinition.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service and the target groups that a container is deployed with: the input or output of the
 * {@code aws} commands, or resources of a template, which may be that of the task definition.
 *
 * @param service the service, null for none
 * @param targetGroups the target groups
 * @param attributes the attributes of target groups, each with {@code key} and {@code value}
 */
record ServiceDocuments(@Nullable Node service, List<Node> targetGroups, List<Node> attributes) {
  private static final String SERVICE = "AWS::ECS::Service";
  private static final String TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup";

  /** Copies the lists. */
  ServiceDocuments {
    targetGroups = List.copyOf(targetGroups);
    attributes = List.copyOf(attributes);
  }

  /**
   * Finds the service and its target groups.
   *
   * @param task the document of the task definition
   * @param service the document of the service, null for none
   * @param targets the documents of target groups and their attributes
   */
  static ServiceDocuments of(Node task, @Nullable Node service, List<Node> targets, Choice choice) {
    Node found = service(task, service, choice.container().name());
    List<Node> groups = new ArrayList<>();
    List<Node> attributes = new ArrayList<>();
    for (Node target : targets) {
      List<Node> listed = listed(target, "targetGroups", TARGET_GROUP);
      boolean isGroup = target.get("targetType") != null || target.get("healthCheckPath") != null;
      if (!listed.isEmpty()) {
        groups.addAll(listed);
      } else if (target.get("attributes") != null) {
        target.each("attributes").forEach(attributes::add);
      } else if (isGroup) {
        groups.add(target);
      } else {
        throw new UnusableDocumentException("the file of --target-group is neither a target group"
            + " nor its attributes; aws elbv2 describe-target-groups and"
            + " describe-target-group-attributes print them");
      }
    }
    if (targets.isEmpty() && found != null) {
      Stream.of(task, service == null ? task : service)
          .distinct()
          .forEach(each -> groups.addAll(referenced(each, found)));
    }
    groups.forEach(each -> each.each("targetGroupAttributes").forEach(attributes::add));
    return new ServiceDocuments(found, groups, attributes);
  }

  private static @Nullable Node service(Node task, @Nullable Node document, String container) {
    List<Node> all = new ArrayList<>();
    if (document == null) {
      all.addAll(resources(task, SERVICE).values());
    } else {
      all.addAll(listed(document, "services", SERVICE));
      Node created = document.get("service");
      boolean isService = document.get("loadBalancers") != null
          || document.get("desiredCount") != null
          || document.get("deploymentConfiguration") != null;
      if (all.isEmpty() && (created != null || isService)) {
        all.add(created == null ? document : created);
      }
    }
    if (all.size() > 1) {
      all.removeIf(each -> each.each("loadBalancers")
          .noneMatch(balancer -> balancer.literal("containerName").equals(container)));
    }
    if (document != null && all.size() != 1) {
      throw new UnusableDocumentException(
          "the file of --service has no service, or several that fit the container");
    }
    // Of several services of a template it is not known which runs the container.
    return all.size() == 1 ? all.get(0) : null;
  }

  private static List<Node> listed(Node document, String list, String type) {
    List<Node> elements = document.each(list).toList();
    return elements.isEmpty() ? List.copyOf(resources(document, type).values()) : elements;
  }

  /** The properties of the resources of a type, by logical name. */
  private static Map<String, Node> resources(Node document, String type) {
    Node resources = document.get("resources");
    Map<String, Node> found = new LinkedHashMap<>();
    if (resources != null) {
      resources.fields().forEach((name, each) -> {
        Node properties = each.get("properties");
        if (each.literal("type").equals(type) && properties != null) {
          found.put(name, properties);
        }
      });
    }
    return found;
  }

  /** The target groups of a template that a service refers to. */
  private static List<Node> referenced(Node template, Node service) {
    Map<String, Node> groups = resources(template, TARGET_GROUP);
    return service
        .each("loadBalancers")
        .flatMap(each -> Stream.ofNullable(each.get("targetGroupArn")))
        .flatMap(arn -> Stream.ofNullable(groups.get(arn.literal("ref"))))
        .toList();
  }

  boolean hasLoadBalancer() {
    return !targetGroups.isEmpty()
        || (service != null && service.each("loadBalancers").findFirst().isPresent());
  }
}
