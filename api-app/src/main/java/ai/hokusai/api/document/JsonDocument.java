package ai.hokusai.api.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON with the position of each value. The depth and the number of values are bounded. The
 * parser's own messages are dropped, since they hold text of the document.
 */
public final class JsonDocument {
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(Source.DEPTH)
          .maxStringLength(DocumentFile.MAX_BYTES)
          .maxNameLength(DocumentFile.MAX_BYTES)
          .build())
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();

  private final Source source;
  private final JsonParser parser;
  private int count;

  private JsonDocument(Source source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /** The JSON objects of the lines of a text; every other line is left out. */
  public static List<Node> lines(String text, String file) {
    List<Node> objects = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("{")) {
        try {
          objects.add(parse(new Source(file, file, line, null)));
        } catch (UnusableDocumentException e) {
          // A line that was cut off, or text that only begins like JSON.
        }
      }
    }
    return objects;
  }

  /** Parses a text. */
  static Node parse(Source source) {
    try (JsonParser parser = JSON.createParser(source.text())) {
      var document = new JsonDocument(source, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw source.malformed("JSON", 1, 1);
      }
      Node root = document.node(first, "");
      if (parser.nextToken() != null) {
        JsonLocation next = parser.currentTokenLocation();
        throw source.unusable(
            "continues after its JSON value", next.getLineNr(), next.getColumnNr());
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw new UnusableDocumentException(source.what() + " is nested deeper than " + Source.DEPTH
          + " levels, or has a number of more than 1000 digits");
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw source.malformed("JSON", location.getLineNr(), location.getColumnNr());
    } catch (IOException e) {
      throw new UnusableDocumentException(source.what() + " cannot be read");
    }
  }

  private Node node(JsonToken token, String pointer) throws IOException {
    source.checkCount(++count);
    JsonLocation start = parser.currentTokenLocation();
    var place = source.place(start.getLineNr(), start.getColumnNr(), pointer);
    return switch (token) {
      case START_OBJECT -> Node.object(place, fields(pointer));
      case START_ARRAY -> Node.array(place, elements(pointer));
      case VALUE_STRING -> Node.leaf(place, Node.Kind.TEXT, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
        Node.leaf(place, Node.Kind.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> Node.leaf(place, Node.Kind.FLAG, parser.getText());
      case VALUE_NULL -> Node.leaf(place, Node.Kind.NULL, "");
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
        throw new IllegalStateException(token.name());
    };
  }

  private Map<String, Node> fields(String pointer) throws IOException {
    Map<String, Node> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonLocation start = parser.currentTokenLocation();
      String below = Source.below(pointer, name);
      if (fields.put(name, node(parser.nextToken(), below)) != null) {
        throw source.twice(source.place(start.getLineNr(), start.getColumnNr(), below));
      }
    }
    return fields;
  }

  private List<Node> elements(String pointer) throws IOException {
    List<Node> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(node(token, pointer + "/" + elements.size()));
    }
    return elements;
  }
}
