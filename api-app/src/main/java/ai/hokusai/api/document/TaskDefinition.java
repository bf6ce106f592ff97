package ai.hokusai.api.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task definition: the input of {@code register-task-definition}, the output of
 * {@code describe-task-definition}, a list of containers, a resource of CloudFormation or
 * Terraform, or a compose file.
 *
 * @param node the task definition, or the list of containers
 * @param form the form
 * @param containers the containers
 */
record TaskDefinition(Node node, Form form, List<Container> containers) {
  private static final String SHAPE = "the file of --task-definition has neither"
      + " containerDefinitions nor Resources with a task definition; aws ecs"
      + " describe-task-definition, cdk synth, ecspresso render taskdef, aws cloudformation"
      + " get-template, terraform show -json and docker compose config print such documents";
  private static final String UNKNOWN = "the containers of a task definition are not known; with"
      + " Terraform, apply the resources that they refer to first, or pass what terraform show -json"
      + " prints of the state after the apply: see ";
  private static final String COPILOT =
      "the file of --task-definition is a manifest of Copilot: pass what copilot svc package prints";
  private static final Set<String> COPILOT_TYPES =
      Set.of("Load Balanced Web Service", "Backend Service", "Worker Service", "Scheduled Job");
  private static final String TYPE = "AWS::ECS::TaskDefinition";

  /** Copies the list. */
  TaskDefinition {
    containers = List.copyOf(containers);
  }

  /** The forms of task definitions. */
  enum Form {
    WHOLE,
    /** A list of containers, without the properties of the task. */
    CONTAINERS,
    /** A compose file, to which the rules of ECS do not apply. */
    COMPOSE
  }

  /** Returns true if it has the properties of the task. */
  boolean isWhole() {
    return form == Form.WHOLE;
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

    /** Returns true if it has variables of Redis. */
    boolean isOfRedis(Names names) {
      return entries.stream().anyMatch(each -> names.isOfRedis(each.name));
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
    Node resources = root.get("resources");
    if (resources != null && root.fields().containsKey("Resources")) {
      return ofResources(resources, new Intrinsics(true, given));
    }
    if (ComposeFile.isCompose(root)) {
      return List.of(new TaskDefinition(root, Form.COMPOSE, ComposeFile.containers(root, given)));
    }
    Node described = root.get("taskDefinition");
    Node whole = described == null ? root : described;
    var intrinsics = new Intrinsics(false, Map.of());
    if (whole.get("containerDefinitions") != null) {
      return List.of(of(whole, Form.WHOLE, whole.each("containerDefinitions"), intrinsics));
    }
    boolean isList = root.is(Node.Kind.ARRAY)
        && !root.elements().isEmpty()
        && root.elements().stream().allMatch(each -> each.get("image") != null);
    return isList
        ? List.of(of(root, Form.CONTAINERS, root.elements().stream(), intrinsics))
        : List.of();
  }

  private static List<TaskDefinition> ofResources(Node resources, Intrinsics intrinsics) {
    return resources.fields().values().stream()
        .filter(each -> each.literal("type").equals(TYPE))
        .flatMap(each -> Stream.ofNullable(each.get("properties")))
        .map(each -> of(each, Form.WHOLE, each.each("containerDefinitions"), intrinsics))
        .toList();
  }

  private static TaskDefinition of(
      Node node, Form form, Stream<Node> containers, Intrinsics intrinsics) {
    return new TaskDefinition(
        node,
        form,
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
    Node unknown =
        all.stream().flatMap(TaskDefinition::unknownContainers).findFirst().orElse(null);
    if (name != null) {
      return one(
          choices.stream().filter(each -> each.container.name().equals(name)).toList(),
          unknown,
          "no container has the name of --container",
          "several containers have the name of --container: check one task definition at a time");
    }
    boolean isOnly = choices.size() == 1 && unknown == null;
    return one(
        choices.stream()
            .filter(each -> isOnly || each.container.isOfRedis(names))
            .toList(),
        unknown,
        "no container has variables of Redis: name the container with --container",
        "several containers have variables of Redis: name one of them with --container");
  }

  /** The value in place of the list of containers, if it is a function or not known. */
  private Stream<Node> unknownContainers() {
    return Stream.ofNullable(node.get("containerDefinitions"))
        .filter(each -> !each.is(Node.Kind.ARRAY));
  }

  private static Choice one(
      List<Choice> choices, @Nullable Node unknown, String none, String several) {
    if (choices.size() == 1) {
      return choices.get(0);
    }
    if (choices.isEmpty() && unknown != null) {
      throw new UnusableDocumentException(UNKNOWN + unknown.place());
    }
    throw new UnusableDocumentException(choices.isEmpty() ? none : several);
  }

  /** A container of a task definition. */
  record Choice(TaskDefinition task, Container container) {}
}
