package ai.hokusai.api.document;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a document, in which {@link #HOLE} stands for each piece that is not known: an
 * intrinsic function of CloudFormation, such as {@code Ref}, or a dynamic reference.
 */
final class Intrinsics {
  /** Stands for a piece of any length. */
  static final char HOLE = '\ufffc';

  /** A text of which nothing is known. */
  static final String UNKNOWN = String.valueOf(HOLE);

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^{}]*)}");
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:[^{}]*}}");

  private final boolean isTemplate;
  private final Map<String, String> given;

  /**
   * Creates a reader.
   *
   * @param isTemplate whether the document is a template of CloudFormation
   * @param given the known values of intrinsics, by logical name and attribute
   */
  Intrinsics(boolean isTemplate, Map<String, String> given) {
    this.isTemplate = isTemplate;
    this.given = given;
  }

  static boolean isKnown(String text) {
    return text.indexOf(HOLE) < 0;
  }

  /** The text of a value, with holes. */
  String text(Node value) {
    return switch (value.kind()) {
      case TEXT -> isTemplate ? DYNAMIC.matcher(value.text()).replaceAll(UNKNOWN) : value.text();
      case NUMBER, FLAG, NULL -> value.text();
      case ARRAY, UNQUOTED -> UNKNOWN;
      case OBJECT -> evaluate(value);
    };
  }

  private String evaluate(Node function) {
    Node join = function.fields().get("Fn::Join");
    Node sub = function.fields().get("Fn::Sub");
    Node ref = function.fields().get("Ref");
    Node attribute = function.fields().get("Fn::GetAtt");
    if (!isTemplate || function.fields().size() != 1) {
      return UNKNOWN;
    }
    if (join != null) {
      return join(join.elements());
    }
    if (sub != null) {
      return substitute(sub);
    }
    if (attribute != null) {
      String path = attribute.elements().stream().map(Node::text).collect(joining("."));
      return given(path.isEmpty() ? attribute.text() : path);
    }
    return ref == null ? UNKNOWN : given(ref.text());
  }

  private String given(String name) {
    return given.getOrDefault(name, UNKNOWN);
  }

  private String join(List<Node> arguments) {
    if (arguments.size() != 2 || !arguments.get(1).is(Node.Kind.ARRAY)) {
      return UNKNOWN;
    }
    return arguments.get(1).elements().stream()
        .map(this::text)
        .collect(joining(arguments.get(0).text()));
  }

  private String substitute(Node argument) {
    @Nullable Node map = argument.elements().size() == 2 ? argument.elements().get(1) : null;
    Map<String, String> local = new HashMap<>(given);
    if (map != null) {
      map.fields().forEach((name, value) -> local.put(name, text(value)));
    }
    String template = map == null ? argument.text() : argument.elements().get(0).text();
    return VARIABLE
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(
            found.group(1).isEmpty()
                ? local.getOrDefault(found.group(2), UNKNOWN)
                : "${" + found.group(2) + "}"));
  }
}
