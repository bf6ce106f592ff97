package ai.hokusai.api.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task definition: the input of {@code register-task-definition}, the output of
 * {@code describe-task-definition}, a list of containers, or a resource of CloudFormation.
 *
 * @param node the task definition, or the list of containers
 * @param isWhole whether it is more than a list of containers
 * @param containers the containers
 */
record TaskDefinition(Node node, boolean isWhole, List<Container> containers) {
  private static final String SHAPE = "the file of --task-definition has neither"
      + " containerDefinitions nor Resources with a task definition; aws ecs"
      + " describe-task-definition, cdk synth, ecspresso render taskdef and aws cloudformation"
      + " get-template print such documents";
  private static final String COPILOT =
      "the file of --task-definition is a manifest of Copilot: pass what copilot svc package prints";
  private static final Set<String> COPILOT_TYPES =
      Set.of("Load Balanced Web Service", "Backend Service", "Worker Service", "Scheduled Job");
  private static final String TYPE = "AWS::ECS::TaskDefinition";

  /** Copies the list. */
  TaskDefinition {
    containers = List.copyOf(containers);
  }

  /** A container with its variables. */
  record Container(Node node, List<Entry> entries) {

    /** Copies the list. */
    Container {
      entries = List.copyOf(entries);
    }

    String name() {
      return node.literal("name");
    }

    /** The region of its log, else of its image; empty where neither is known. */
    String region() {
      Node options = node.get("logConfiguration", "options");
      String ofLog = options == null ? "" : options.literal("awslogs-region");
      if (!ofLog.isEmpty()) {
        return ofLog;
      }
      String[] image = node.literal("image").split("\\.", 6);
      boolean isEcr = image.length == 6 && image[1].equals("dkr") && image[2].equals("ecr");
      return isEcr ? image[3] : "";
    }
  }

  /**
   * A variable of a container.
   *
   * @param name the name
   * @param isSecret whether it is an entry of {@code secrets}
   * @param node the node of the value or reference, of the whole entry where it has none
   * @param text the value or reference with {@link Intrinsics#HOLE} for unknown pieces, null where
   *     it is under the wrong name
   */
  record Entry(
      String name, boolean isSecret, Node node, @Nullable String text) {

    /** The name and position; the text may be a secret. */
    @Override
    public String toString() {
      return name + " at " + node;
    }
  }

  /**
   * Every task definition of a document.
   *
   * @param given the known values of intrinsics
   */
  static List<TaskDefinition> in(Node root, Map<String, String> given) {
    if (COPILOT_TYPES.contains(root.literal("type"))) {
      throw new UnusableDocumentException(COPILOT);
    }
    Node described = root.get("taskDefinition");
    if (root.fields().containsKey("Resources") && root.get("resources") != null) {
      return root.get("resources").fields().values().stream()
          .filter(each -> each.literal("type").equals(TYPE))
          .flatMap(each -> Optional.ofNullable(each.get("properties")).stream())
          .map(each ->
              of(each, true, each.each("containerDefinitions"), new Intrinsics(true, given)))
          .toList();
    }
    Node whole = described == null ? root : described;
    var intrinsics = new Intrinsics(false, Map.of());
    if (whole.get("containerDefinitions") != null) {
      return List.of(of(whole, true, whole.each("containerDefinitions"), intrinsics));
    }
    boolean isList = root.is(Node.Kind.ARRAY)
        && !root.elements().isEmpty()
        && root.elements().stream().allMatch(each -> each.get("image") != null);
    return isList ? List.of(of(root, false, root.elements().stream(), intrinsics)) : List.of();
  }

  private static TaskDefinition of(
      Node node, boolean isWhole, Stream<Node> containers, Intrinsics intrinsics) {
    return new TaskDefinition(
        node,
        isWhole,
        containers.map(each -> new Container(each, entries(each, intrinsics))).toList());
  }

  private static List<Entry> entries(Node container, Intrinsics intrinsics) {
    List<Entry> entries = new ArrayList<>();
    for (boolean isSecret : new boolean[] {false, true}) {
      Node list = container.get(isSecret ? "secrets" : "environment");
      if (list != null && !list.is(Node.Kind.ARRAY)) {
        throw unusable(list);
      }
      for (Node each : list == null ? List.<Node>of() : list.elements()) {
        entries.add(entry(each, isSecret, intrinsics));
      }
    }
    return entries;
  }

  private static Entry entry(Node node, boolean isSecret, Intrinsics intrinsics) {
    Node name = node.get("name");
    if (name == null || !name.is(Node.Kind.TEXT)) {
      throw unusable(node);
    }
    Node value = node.get("value");
    Node reference = node.get("valueFrom");
    Node right = isSecret ? reference : value;
    Node wrong = isSecret ? value : reference;
    if (wrong != null) {
      return new Entry(name.text(), isSecret, wrong, null);
    }
    // A variable without a value is empty.
    return right == null
        ? new Entry(name.text(), isSecret, node, "")
        : new Entry(name.text(), isSecret, right, intrinsics.text(right));
  }

  private static UnusableDocumentException unusable(Node node) {
    return new UnusableDocumentException(
        "environment and secrets are lists of objects with a name: see " + node.place());
  }

  /**
   * Chooses the container to check.
   *
   * @param name the name of the container, null for the one that has variables of Redis
   * @param names the variables of Redis
   * @throws UnusableDocumentException where none or several fit
   */
  static Choice choose(List<TaskDefinition> all, @Nullable String name, Names names) {
    if (all.isEmpty()) {
      throw new UnusableDocumentException(SHAPE);
    }
    List<Choice> choices = all.stream()
        .flatMap(task -> task.containers.stream().map(each -> new Choice(task, each)))
        .toList();
    if (name != null) {
      return one(
          choices.stream().filter(each -> each.container.name().equals(name)).toList(),
          "no container has the name of --container",
          "several containers have the name of --container: check one task definition at a time");
    }
    if (choices.size() == 1) {
      return choices.get(0);
    }
    return one(
        choices.stream()
            .filter(each ->
                each.container.entries.stream().anyMatch(entry -> names.isOfRedis(entry.name)))
            .toList(),
        "no container has variables of Redis: name the container with --container",
        "several containers have variables of Redis: name one of them with --container");
  }

  private static Choice one(List<Choice> choices, String none, String several) {
    if (choices.size() == 1) {
      return choices.get(0);
    }
    throw new UnusableDocumentException(choices.isEmpty() ? none : several);
  }

  /** A container of a task definition. */
  record Choice(TaskDefinition task, Container container) {}
}
