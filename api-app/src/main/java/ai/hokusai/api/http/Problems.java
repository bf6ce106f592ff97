package ai.hokusai.api.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jetty.http.HttpStatus;

/** Error answers as RFC 9457 has them, without a word of what went wrong inside. */
final class Problems {
  static final String CONTENT_TYPE = "application/problem+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Problems() {}

  /** Replaces the body of an error answer. */
  static void render(Context context) {
    context.contentType(CONTENT_TYPE);
    context.result(body(context.statusCode()));
  }

  static void internal(Context context) {
    context.status(HttpStatus.INTERNAL_SERVER_ERROR_500);
  }

  static byte[] body(int status) {
    ObjectNode problem = MAPPER.createObjectNode();
    problem.put("type", "about:blank");
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    try {
      return MAPPER.writeValueAsBytes(problem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
