package ai.hokusai.api.http;

import ai.hokusai.api.log.RequestEvents;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpStatus;

/** Error answers as RFC 9457 has them, without a word of what went wrong inside. */
final class Problems {
  static final String CONTENT_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  private Problems() {}

  /** Replaces the body of an error answer. */
  static void render(Context context) {
    context.contentType(CONTENT_TYPE);
    context.result(body(context.statusCode()));
  }

  /** Answers what nobody foresaw, and leaves its trace in the log. */
  static void internal(Context context, Exception failure) {
    RequestEvents.failed(context.method().name(), failure);
    context.status(HttpStatus.INTERNAL_SERVER_ERROR_500);
  }

  static byte[] body(int status) {
    var bytes = new ByteArrayOutputStream(80);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", "about:blank");
      json.writeStringField("title", HttpStatus.getMessage(status));
      json.writeNumberField("status", status);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
