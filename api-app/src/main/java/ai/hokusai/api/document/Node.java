package ai.hokusai.api.document;

import ai.hokusai.api.format.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON or YAML with its position. Immutable.
 *
 * @param place the position of its first character
 * @param kind the kind
 * @param text the text of a leaf, empty for the other kinds; of a word such as {@code yes}
 *     without quotes, {@code true} or {@code false}
 * @param fields the fields of an object
 * @param elements the elements of an array
 */
public record Node(
    Place place, Kind kind, String text, Map<String, Node> fields, List<Node> elements) {

  /** The kinds of values. */
  public enum Kind {
    OBJECT,
    ARRAY,
    TEXT,
    NUMBER,
    FLAG,
    NULL,
    /** A scalar of YAML, such as {@code yes} or {@code 0123}, of which readers change the text. */
    UNQUOTED
  }

  static Node leaf(Place place, Kind kind, String text) {
    return new Node(place, kind, text, Map.of(), List.of());
  }

  static Node object(Place place, Map<String, Node> fields) {
    return new Node(place, Kind.OBJECT, "", fields, List.of());
  }

  static Node array(Place place, List<Node> elements) {
    return new Node(place, Kind.ARRAY, "", Map.of(), elements);
  }

  /**
   * A field, null where there is none and where it is null.
   *
   * @param name the name as the API of ECS writes it; CloudFormation writes a capital first
   */
  public @Nullable Node get(String name) {
    Node value = fields.get(name);
    if (value == null) {
      value = fields.get(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
    }
    return value == null || value.kind == Kind.NULL ? null : value;
  }

  /** A field of a field, null where there is none. */
  public @Nullable Node get(String name, String below) {
    Node value = get(name);
    return value == null ? null : value.get(below);
  }

  /** The elements of a field, none where there is no such array. */
  public Stream<Node> each(String name) {
    Node value = get(name);
    return value == null ? Stream.empty() : value.elements.stream();
  }

  /** The literal text of a field, empty where there is none and where the text is not known. */
  public String literal(String name) {
    Node value = get(name);
    return value == null ? "" : value.text;
  }

  /** A whole number, empty for one that is not known, and the default where there is no node. */
  public static OptionalLong number(@Nullable Node node, long absent) {
    if (node == null) {
      return OptionalLong.of(absent);
    }
    return node.text.matches("\\d{1,9}")
        ? OptionalLong.of(Long.parseLong(node.text))
        : OptionalLong.empty();
  }

  /** Returns true if the value is of a kind. */
  public boolean is(Kind other) {
    return kind == other;
  }

  /** The position; the text may be a secret. */
  @Override
  public String toString() {
    return place.toString();
  }
}
