package ai.hokusai.api.document;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Place;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a JSON document with the position of each value. Its size and depth are bounded. No message
 * holds text of the document, which may be a secret; the parser's own would.
 */
public final class JsonDocument {
  /** More than the largest template of CloudFormation, which has a megabyte. */
  static final int MAX_BYTES = 4 << 20;

  static final String STDIN = "-";
  private static final int DEPTH = 100;
  private static final int MAX_VALUES = 200_000;
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(DEPTH)
          .maxStringLength(MAX_BYTES)
          .maxNameLength(MAX_BYTES)
          .build())
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();
  // The names of an API and the logical names of CloudFormation; any other may be a secret.
  private static final Pattern ORDINARY_NAME = Pattern.compile("[A-Za-z0-9]{1,255}");

  private final String file;
  private final JsonParser parser;
  private int count;

  private JsonDocument(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a document.
   *
   * @param option the option that names it, for messages
   * @param path the path, {@value #STDIN} for the standard input
   * @param stdin the standard input
   * @throws UnusableDocumentException if it cannot be read or is not JSON
   */
  static Node read(String option, String path, InputStream stdin) {
    String what = "the file of " + option;
    return parse(text(what, path, stdin), nameOf(path), what);
  }

  private static String nameOf(String path) {
    return path.equals(STDIN) ? "stdin" : path;
  }

  private static String text(String what, String path, InputStream stdin) {
    byte[] bytes;
    try (InputStream input = path.equals(STDIN) ? stdin : Files.newInputStream(Path.of(path))) {
      bytes = input.readNBytes(MAX_BYTES + 1);
    } catch (IOException | InvalidPathException e) {
      throw new UnusableDocumentException(what + " cannot be read");
    }
    if (bytes.length > MAX_BYTES) {
      throw new UnusableDocumentException(what + " is larger than 4 MiB");
    }
    String text = decoded(bytes, what);
    if (text.isBlank()) {
      throw new UnusableDocumentException(what + " is empty");
    }
    return text;
  }

  /**
   * Reads a file of one JSON value, or of lines of which some are JSON objects, such as a log.
   *
   * @param option what names the file, for messages
   * @param path the path, {@value #STDIN} for the standard input
   * @param stdin the standard input
   * @throws UnusableDocumentException if it cannot be read or holds no JSON
   */
  public static List<Node> readAll(String option, String path, InputStream stdin) {
    String what = "a file of " + option;
    String text = text(what, path, stdin);
    String file = nameOf(path);
    try {
      return List.of(parse(text, file, what));
    } catch (UnusableDocumentException e) {
      List<Node> lines = lines(text, file);
      if (lines.isEmpty()) {
        throw e;
      }
      return lines;
    }
  }

  /** The JSON objects of the lines of a text; every other line is left out. */
  public static List<Node> lines(String text, String file) {
    List<Node> objects = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("{")) {
        try {
          objects.add(parse(line, file, file));
        } catch (UnusableDocumentException e) {
          // A line that was cut off, or text that only begins like JSON.
        }
      }
    }
    return objects;
  }

  /** Decodes UTF-8, and UTF-16 with a byte order mark as PowerShell writes it. */
  private static String decoded(byte[] bytes, String what) {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    Charset charset = first == 0xfeff ? UTF_16BE : first == 0xfffe ? UTF_16LE : UTF_8;
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableDocumentException(what + " is text in neither UTF-8 nor UTF-16");
    }
  }

  /** Parses a text, whose values get positions in the file of that name. */
  static Node parse(String text, String file, String what) {
    try (JsonParser parser = JSON.createParser(text)) {
      var document = new JsonDocument(file, parser);
      JsonToken first = parser.nextToken();
      Node root = document.node(first, "");
      if (parser.nextToken() != null) {
        throw new UnusableDocumentException(
            what + " continues after its JSON value" + at(parser.currentTokenLocation()));
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw new UnusableDocumentException(what + " is nested deeper than " + DEPTH
          + " levels, or has a number of more than 1000 digits");
    } catch (JsonProcessingException e) {
      throw new UnusableDocumentException(what + " is not JSON" + at(e.getLocation())
          + "; cdk synth --json, ecspresso render taskdef and aws cloudformation"
          + " get-template print JSON");
    } catch (IOException e) {
      throw new UnusableDocumentException(what + " cannot be read");
    }
  }

  private static String at(JsonLocation location) {
    return ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private Node node(JsonToken token, String pointer) throws IOException {
    if (++count > MAX_VALUES) {
      throw new UnusableDocumentException("the file " + file + " has more than 200000 values");
    }
    JsonLocation start = parser.currentTokenLocation();
    var place = new Place(file, start.getLineNr(), start.getColumnNr(), pointer);
    return switch (token) {
      case START_OBJECT -> new Node(place, Node.Kind.OBJECT, "", fields(pointer), List.of());
      case START_ARRAY -> new Node(place, Node.Kind.ARRAY, "", Map.of(), elements(pointer));
      case VALUE_STRING -> leaf(place, Node.Kind.TEXT, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> leaf(place, Node.Kind.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> leaf(place, Node.Kind.FLAG, parser.getText());
      case VALUE_NULL -> leaf(place, Node.Kind.NULL, "");
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
        throw new IllegalStateException(token.name());
    };
  }

  private static Node leaf(Place place, Node.Kind kind, String text) {
    return new Node(place, kind, text, Map.of(), List.of());
  }

  private Map<String, Node> fields(String pointer) throws IOException {
    Map<String, Node> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonLocation start = parser.currentTokenLocation();
      String shown = ORDINARY_NAME.matcher(name).matches() ? name : "*";
      Node value = node(parser.nextToken(), pointer + "/" + shown);
      if (fields.put(name, value) != null) {
        // Readers disagree on which of the two counts.
        throw new UnusableDocumentException("a name is in one object twice: see " + file + ":"
            + start.getLineNr() + ":" + start.getColumnNr());
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
