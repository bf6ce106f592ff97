package ai.hokusai.api.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON in UTF-8 as a stream: data binding would load hundreds of classes. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  // Larger than most responses and log lines.
  private static final int USUAL_BYTES = 512;

  private Json() {}

  /** A record of the public formats. */
  @FunctionalInterface
  public interface Form {

    /** The fields of the record, whose names are API. */
    Fields json();
  }

  /** Writes a document with a generator. */
  @FunctionalInterface
  public interface Content {

    /** Writes the whole document. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Writes content without line ends. */
  public static byte[] bytes(Content content) {
    var bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes an object without line ends. */
  public static byte[] bytes(Fields fields) {
    return bytes(json -> write(json, fields));
  }

  static String line(Fields fields) {
    return new String(bytes(fields), UTF_8);
  }

  /** Writes an object as indented text with a line end, the same on every system. */
  public static String text(Fields fields) {
    byte[] bytes = bytes(json -> {
      json.setPrettyPrinter(indented());
      write(json, fields);
    });
    return new String(bytes, UTF_8) + "\n";
  }

  /** Writes a document of JSON again, indented and with a line end. */
  public static byte[] indented(byte[] document) {
    return bytes(json -> {
      json.setPrettyPrinter(indented());
      try (JsonParser parser = FACTORY.createParser(document)) {
        parser.nextToken();
        json.copyCurrentStructure(parser);
      }
      json.writeRaw('\n');
    });
  }

  private static PrettyPrinter indented() {
    var lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
  }

  /** Milliseconds with at most three decimals, null for null. */
  public static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
  }

  /** Writes a value: fields, a form, a map, a list, a number, a flag or a text. */
  public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Form form) {
      write(json, form.json());
    } else if (value instanceof Fields fields) {
      write(json, fields.values());
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> field : map.entrySet()) {
        json.writeFieldName(field.getKey().toString());
        write(json, field.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> values) {
      json.writeStartArray();
      for (Object element : values) {
        write(json, element);
      }
      json.writeEndArray();
    } else {
      writeScalar(json, value);
    }
  }

  private static void writeScalar(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(escapable(value.toString()));
    }
  }

  /** Replaces DEL, the one control character that Jackson does not escape. */
  private static String escapable(String text) {
    return text.replace('\u007f', '\ufffd');
  }
}
