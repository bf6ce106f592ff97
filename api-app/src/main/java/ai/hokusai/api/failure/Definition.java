package ai.hokusai.api.failure;

import ai.hokusai.api.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task definition, for the names of what changed between two of them. Immutable. Its values are
 * compared and never shown.
 *
 * @param name family and revision, such as {@code orders:7}; the family alone if it has no revision
 * @param release the value of {@code RELEASE_ID}, empty if there is none
 * @param parts each part that is compared, by the name that is shown
 * @param logGroup the log group of the container with the variables of this service, empty if unknown
 */
record Definition(String name, String release, Map<String, String> parts, String logGroup) {
  // A name that is neither a field of the API nor a variable may be a secret in the wrong place.
  private static final Pattern ORDINARY = Pattern.compile(
      "(?:[\\w-]{1,255} )?(?:reference of )?(?:[A-Z][A-Z0-9_]{0,80}|[a-z][A-Za-z]{0,40})");
  private static final Set<String> OF_A_REVISION = Set.of(
      "revision",
      "taskDefinitionArn",
      "status",
      "registeredAt",
      "registeredBy",
      "requiresAttributes",
      "compatibilities",
      "containerDefinitions",
      "deregisteredAt");

  Definition {
    parts = Map.copyOf(parts);
  }

  static @Nullable Definition of(@Nullable Node node) {
    if (node == null) {
      return null;
    }
    Map<String, String> parts = new TreeMap<>();
    node.fields().forEach((name, value) -> {
      if (!OF_A_REVISION.contains(name)) {
        parts.put(name, canonical(value));
      }
    });
    List<Node> containers = node.each("containerDefinitions").toList();
    String release = "";
    String logGroup = "";
    for (Node container : containers) {
      String prefix = containers.size() == 1 ? "" : container.literal("name") + " ";
      container.fields().forEach((name, value) -> {
        if (!name.equals("environment") && !name.equals("secrets")) {
          parts.put(prefix + name, canonical(value));
        }
      });
      for (Node each : container.each("environment").toList()) {
        parts.put(prefix + each.literal("name"), each.literal("value"));
        release = each.literal("name").equals("RELEASE_ID") ? each.literal("value") : release;
      }
      container
          .each("secrets")
          .forEach(each -> parts.put(
              prefix + "reference of " + each.literal("name"), each.literal("valueFrom")));
      Node options = container.get("logConfiguration", "options");
      if (options != null && logGroup.isEmpty()) {
        logGroup = options.literal("awslogs-group");
      }
    }
    String arn = Evidence.lastPart(node.literal("taskDefinitionArn"));
    String family = node.literal("family");
    String revision = node.literal("revision");
    String name = !arn.isEmpty() ? arn : revision.isEmpty() ? family : family + ":" + revision;
    return new Definition(name, release, parts, logGroup);
  }

  private static String canonical(Node value) {
    return switch (value.kind()) {
      case OBJECT -> {
        var all = new StringBuilder("{");
        new TreeMap<>(value.fields())
            .forEach((name, each) ->
                all.append(name).append('=').append(canonical(each)).append(','));
        yield all.append('}').toString();
      }
      case ARRAY ->
        value.elements().stream().map(Definition::canonical).toList().toString();
      case TEXT, NUMBER, FLAG, UNQUOTED -> value.text();
      case NULL -> "";
    };
  }

  /** The number of the revision, 0 if there is none. */
  int revision() {
    String number = name.substring(name.lastIndexOf(':') + 1);
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
  }

  /** The names of the parts in which a later definition differs. */
  List<String> changesTo(Definition later) {
    Set<String> names = new TreeSet<>(parts.keySet());
    names.addAll(later.parts.keySet());
    var changed = new ArrayList<String>();
    for (String each : names) {
      String before = parts.get(each);
      String after = later.parts.get(each);
      if (before == null || after == null || !before.equals(after)) {
        String shown = ORDINARY.matcher(each).matches() ? each : "a part with another name";
        changed.add(
            before == null ? shown + " (new)" : after == null ? shown + " (removed)" : shown);
      }
    }
    return changed.stream().distinct().toList();
  }
}
