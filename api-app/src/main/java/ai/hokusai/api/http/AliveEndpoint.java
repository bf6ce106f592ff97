package ai.hokusai.api.http;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * {@code /health/alb}: 200 as long as the server answers at all, whatever Redis does, and 503 once the
 * service is about to stop, so that the load balancer sends no more.
 */
final class AliveEndpoint implements Handler {
  private static final byte[] HEALTHY = body("healthy");
  private static final byte[] DRAINING = body("draining");

  private final Supplier<HealthReport> health;

  AliveEndpoint(Supplier<HealthReport> health) {
    this.health = health;
  }

  @Override
  public void handle(Context context) {
    boolean isDraining = health.get().status() == Status.DRAINING;
    context.header(Header.CACHE_CONTROL, "no-store");
    context.contentType("application/health+json");
    context.status(isDraining ? 503 : 200);
    context.result(isDraining ? DRAINING : HEALTHY);
  }

  private static byte[] body(String status) {
    return ("{\"status\":\"" + status + "\"}").getBytes(StandardCharsets.US_ASCII);
  }
}
