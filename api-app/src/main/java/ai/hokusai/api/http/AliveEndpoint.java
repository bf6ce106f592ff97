package ai.hokusai.api.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;

/** {@code /health/alb}: 200 as long as the server answers at all; it looks at no dependency. */
final class AliveEndpoint implements Handler {
  private static final byte[] BODY = "{\"status\":\"healthy\"}".getBytes(StandardCharsets.US_ASCII);

  @Override
  public void handle(Context context) {
    context.header(Header.CACHE_CONTROL, "no-store");
    context.contentType("application/health+json");
    context.result(BODY);
  }
}
