package ai.hokusai.api.document;

import ai.hokusai.api.format.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML with the position of each value, from the events of the parser: no tag creates a Java
 * object. The short form of a function, such as {@code !Sub}, becomes its long form. An alias is
 * the node that it names, with the position of that node, and counts as all its values. The
 * parser's own messages are dropped, since they hold text of the document.
 */
final class YamlDocument {
  private static final String OF_YAML = "tag:yaml.org,2002:";
  private static final Set<String> TEXT_TAGS = Set.of("!", OF_YAML + "str");
  private static final Set<String> PLAIN_TAGS =
      Set.of("", OF_YAML + "int", OF_YAML + "float", OF_YAML + "bool", OF_YAML + "null");
  private static final Set<String> COLLECTION_TAGS =
      Set.of("", "!", OF_YAML + "map", OF_YAML + "seq");
  private static final Pattern FUNCTION = Pattern.compile("!([A-Z][A-Za-z0-9]{0,40})");
  private static final Set<String> WITHOUT_PREFIX = Set.of("Ref", "Condition");

  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,14})|-?(?:0|[1-9][0-9]{0,9})\\.[0-9]{0,4}[1-9]");
  private static final Pattern TRUE = Pattern.compile("(?i)y|yes|on|true");
  private static final Pattern FALSE = Pattern.compile("(?i)n|no|off|false");
  // The further numbers of YAML 1.1: https://yaml.org/type/int.html,
  // https://yaml.org/type/float.html
  private static final Pattern OTHER_NUMBER = Pattern.compile("(?i)[-+]?(?:0b[01_]+|0o?[0-7_]+"
      + "|0x[0-9a-f_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\\.[0-9_]*)?(?:e[-+]?[0-9]+)?"
      + "|\\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?|\\.inf)|\\.nan");
  private static final int LONGEST_NUMBER = 64;

  private final Source source;
  private final ParserImpl events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int count;

  /** A node with an anchor, and the number of values in it. */
  private record Anchored(Node node, int size) {}

  private YamlDocument(Source source, ParserImpl events) {
    this.source = source;
    this.events = events;
  }

  /** Parses a text that holds one object or array. */
  static Node parse(Source source) {
    // The file bounds the text. A buffer that is smaller than it is copied for each of its parts.
    LoadSettings settings = LoadSettings.builder()
        .setCodePointLimit(Integer.MAX_VALUE)
        .setBufferSize(source.text().length() + 1)
        .build();
    try {
      var reader = new StreamReader(settings, source.text());
      return new YamlDocument(source, new ParserImpl(settings, reader)).root();
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      throw source.malformed("YAML", line(mark), column(mark));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The second is that of an escape such as "\UFFFFFFFF".
      throw new UnusableDocumentException(
          source.what() + " has a character that YAML does not have");
    }
  }

  private Node root() {
    events.next();
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      throw new UnusableDocumentException(source.what() + " is empty");
    }
    Node root = node(events.next(), "", 0);
    if (!root.is(Node.Kind.OBJECT) && !root.is(Node.Kind.ARRAY)) {
      throw source.malformed("YAML", root.place().line(), root.place().column());
    }
    events.next();
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw unusable("continues with a second document", next);
    }
    return root;
  }

  private Node node(Event event, String pointer, int depth) {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    source.checkCount(++count);
    if (depth > Source.DEPTH) {
      throw unusable("is nested deeper than " + Source.DEPTH + " levels", event);
    }
    int before = count - 1;
    String anchor = ((NodeEvent) event).getAnchor().map(each -> each.getValue()).orElse("");
    anchors.remove(anchor);
    String function = function(tag(event));
    Node node = function == null
        ? untagged(event, pointer, depth)
        : Node.object(
            place(event, pointer),
            Map.of(function, untagged(event, Source.below(pointer, function), depth + 1)));
    if (!anchor.isEmpty()) {
      anchors.put(anchor, new Anchored(node, count - before));
    }
    return node;
  }

  private Node alias(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias().getValue());
    if (anchored == null) {
      throw unusable("has an alias without a complete node before it", alias);
    }
    count += anchored.size;
    source.checkCount(count);
    return anchored.node;
  }

  private static String tag(Event event) {
    Optional<String> tag = event instanceof ScalarEvent scalar
        ? scalar.getTag()
        : ((CollectionStartEvent) event).getTag();
    return tag.orElse("");
  }

  /** The long form of a short form, null for another tag. */
  private static @Nullable String function(String tag) {
    var function = FUNCTION.matcher(tag);
    if (!function.matches()) {
      return null;
    }
    String name = function.group(1);
    return WITHOUT_PREFIX.contains(name) ? name : "Fn::" + name;
  }

  private Node untagged(Event event, String pointer, int depth) {
    Place place = place(event, pointer);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, place);
    }
    checkTag(event, COLLECTION_TAGS);
    return event.getEventId() == Event.ID.SequenceStart
        ? Node.array(place, elements(pointer, depth))
        : Node.object(place, fields(pointer, depth));
  }

  private void checkTag(Event event, Set<String> known) {
    String tag = tag(event);
    if (!known.contains(tag) && function(tag) == null) {
      throw unusable("has a tag that is no function of CloudFormation", event);
    }
  }

  private Node scalar(ScalarEvent scalar, Place place) {
    String text = scalar.getValue();
    String tag = tag(scalar);
    boolean isText = TEXT_TAGS.contains(tag) || (PLAIN_TAGS.contains(tag) && !scalar.isPlain());
    if (isText || function(tag) != null) {
      return Node.leaf(place, Node.Kind.TEXT, text);
    }
    checkTag(scalar, PLAIN_TAGS);
    return plain(place, text);
  }

  /** A scalar without quotes. CloudFormation reads YAML 1.1, most other readers YAML 1.2. */
  private static Node plain(Place place, String text) {
    if (NULL.matcher(text).matches()) {
      return Node.leaf(place, Node.Kind.NULL, "");
    }
    if (text.equals("true") || text.equals("false")) {
      return Node.leaf(place, Node.Kind.FLAG, text);
    }
    if (NUMBER.matcher(text).matches()) {
      return Node.leaf(place, Node.Kind.NUMBER, text);
    }
    boolean isTrue = TRUE.matcher(text).matches();
    if (isTrue || FALSE.matcher(text).matches()) {
      return Node.leaf(place, Node.Kind.UNQUOTED, isTrue ? "true" : "false");
    }
    boolean isNumber =
        text.length() <= LONGEST_NUMBER && OTHER_NUMBER.matcher(text).matches();
    return Node.leaf(place, isNumber ? Node.Kind.UNQUOTED : Node.Kind.TEXT, text);
  }

  private List<Node> elements(String pointer, int depth) {
    List<Node> elements = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      elements.add(node(event, pointer + "/" + elements.size(), depth + 1));
    }
    return elements;
  }

  private Map<String, Node> fields(String pointer, int depth) {
    Map<String, Node> fields = new LinkedHashMap<>();
    Node merged = null;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw unusable("has a key that is no text", event);
      }
      String below = Source.below(pointer, key.getValue());
      boolean isMerge = key.isPlain() && key.getValue().equals("<<");
      Node value = node(events.next(), below, depth + 1);
      Node former = isMerge ? merged : fields.put(key.getValue(), value);
      merged = isMerge ? value : merged;
      if (former != null) {
        throw source.twice(place(event, below));
      }
    }
    if (merged != null) {
      merge(fields, merged);
    }
    return fields;
  }

  /** Adds the fields of an object or of several, of which the first has precedence. */
  private void merge(Map<String, Node> fields, Node merged) {
    for (Node each : merged.is(Node.Kind.ARRAY) ? merged.elements() : List.of(merged)) {
      if (!each.is(Node.Kind.OBJECT)) {
        throw source.unusable(
            "merges a value that is no object",
            each.place().line(),
            each.place().column());
      }
      each.fields().forEach(fields::putIfAbsent);
    }
  }

  private Place place(Event event, String pointer) {
    Mark mark = event.getStartMark().orElse(null);
    return source.place(line(mark), column(mark), pointer);
  }

  private UnusableDocumentException unusable(String problem, Event event) {
    Mark mark = event.getStartMark().orElse(null);
    return source.unusable(problem, line(mark), column(mark));
  }

  private static int line(@Nullable Mark mark) {
    return mark == null ? 1 : mark.getLine() + 1;
  }

  private static int column(@Nullable Mark mark) {
    return mark == null ? 1 : mark.getColumn() + 1;
  }
}
