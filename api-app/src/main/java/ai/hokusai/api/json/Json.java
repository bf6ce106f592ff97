package ai.hokusai.api.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as bytes in UTF-8, written as a stream: binding objects would load hundreds of classes. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();
  // More than most answers and log lines take.
  private static final int USUAL_BYTES = 512;

  private Json() {}

  /** Something that writes itself. */
  @FunctionalInterface
  public interface Content {

    /** Writes all of it. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Lets something write itself. */
  public static byte[] bytes(Content content) {
    var bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
