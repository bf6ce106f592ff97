package ai.hokusai.api.document;

import ai.hokusai.api.document.TaskDefinition.Container;
import ai.hokusai.api.document.TaskDefinition.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The services of a compose file as containers. A variable of the shell is known only if it is
 * given, also where the file has a default for it:
 * https://docs.docker.com/reference/compose-file/interpolation/.
 */
final class ComposeFile {
  private static final String NAME = "([A-Za-z_][A-Za-z0-9_]*)";
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\$|" + NAME + "|\\{" + NAME + "(?:(:?[-?+])([^{}$]*))?})");
  private static final Pattern PERIOD =
      Pattern.compile("(?=\\d)(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
  private static final String DEFAULT_PERIOD = "10s";
  private static final Map<String, String> FIELDS =
      Map.of("env_file", "environmentFiles", "command", "command", "entrypoint", "entryPoint");

  private final Map<String, String> given;

  private ComposeFile(Map<String, String> given) {
    this.given = given;
  }

  /** Returns true for a compose file, or the output of {@code docker compose config}. */
  static boolean isCompose(Node root) {
    Node services = root.get("services");
    return services != null
        && services.fields().values().stream()
            .anyMatch(each -> each.get("image") != null || each.get("build") != null);
  }

  /**
   * Reads the services.
   *
   * @param given the known variables of the shell
   */
  static List<Container> containers(Node root, Map<String, String> given) {
    var file = new ComposeFile(given);
    Node services = root.get("services");
    List<Container> containers = new ArrayList<>();
    if (services != null) {
      services.fields().forEach((name, each) -> containers.add(file.container(name, each)));
    }
    return containers;
  }

  private Container container(String name, Node service) {
    if (service.get("extends") != null) {
      throw new UnusableDocumentException("a service extends another one: pass what docker compose"
          + " config prints: see " + service.place());
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    fields.put("name", Node.leaf(service.place(), Node.Kind.TEXT, name));
    fields.put("stopTimeout", seconds(service));
    FIELDS.forEach((composeName, field) -> {
      Node value = service.get(composeName);
      if (value != null) {
        fields.put(field, value);
      }
    });
    return new Container(Node.object(service.place(), fields), entries(service));
  }

  private List<Entry> entries(Node service) {
    Node environment = service.get("environment");
    List<Entry> entries = new ArrayList<>();
    if (environment == null) {
      return entries;
    }
    if (!environment.is(Node.Kind.OBJECT) && !environment.is(Node.Kind.ARRAY)) {
      throw unusable(environment);
    }
    environment
        .fields()
        .forEach((name, value) -> entries.add(new Entry(name, false, value, text(name, value))));
    environment.elements().forEach(each -> entries.add(entry(each)));
    return entries;
  }

  private Entry entry(Node pair) {
    if (!pair.is(Node.Kind.TEXT)) {
      throw unusable(pair);
    }
    String[] parts = pair.text().split("=", 2);
    String text = parts.length == 1 ? ofShell(parts[0]) : interpolated(parts[1]);
    return new Entry(parts[0], false, pair, text);
  }

  private String text(String name, Node value) {
    return switch (value.kind()) {
      case TEXT -> interpolated(value.text());
      case NUMBER, FLAG -> value.text();
      case NULL -> ofShell(name);
      case UNQUOTED -> Intrinsics.UNKNOWN;
      case OBJECT, ARRAY -> throw unusable(value);
    };
  }

  private String ofShell(String name) {
    return given.getOrDefault(name, Intrinsics.UNKNOWN);
  }

  private String interpolated(String text) {
    boolean isComplete = VARIABLE.matcher(text).replaceAll("").indexOf('$') < 0;
    return isComplete
        ? VARIABLE.matcher(text).replaceAll(each -> Matcher.quoteReplacement(value(each)))
        : Intrinsics.UNKNOWN;
  }

  private String value(MatchResult variable) {
    if (variable.group().equals("$$")) {
      return "$";
    }
    String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
    @Nullable String operator = variable.group(3);
    String known = given.get(name);
    if (known == null || operator == null) {
      return ofShell(name);
    }
    boolean isSet = !operator.startsWith(":") || !known.isEmpty();
    return switch (operator.charAt(operator.length() - 1)) {
      case '+' -> isSet ? variable.group(4) : "";
      case '-' -> isSet ? known : variable.group(4);
      default -> isSet ? known : Intrinsics.UNKNOWN;
    };
  }

  /** The whole seconds between the signal and the end; an object where they are not known. */
  private static Node seconds(Node service) {
    Node period = service.get("stop_grace_period");
    String text = period == null ? DEFAULT_PERIOD : period.text();
    Node place = period == null ? service : period;
    Matcher parts = PERIOD.matcher(text);
    if (!parts.matches()) {
      return Node.object(place.place(), Map.of());
    }
    long seconds = number(parts, 1) * 3600 + number(parts, 2) * 60 + number(parts, 3);
    return Node.leaf(place.place(), Node.Kind.NUMBER, String.valueOf(seconds));
  }

  private static long number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  private static UnusableDocumentException unusable(Node node) {
    return new UnusableDocumentException(
        "environment of a compose file is a map, or a list of NAME=value: see " + node.place());
  }
}
