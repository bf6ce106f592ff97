package ai.hokusai.api.http;

import ai.hokusai.health.HealthReport;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.time.Instant;
import java.util.function.Supplier;

/** {@code /health}: 200 where the service can do its work, 503 where it cannot. */
final class HealthEndpoint implements Handler {
  private static final String CONTENT_TYPE = "application/health+json";
  // Redis is asked every two seconds while it is down, so an earlier look would find nothing new.
  private static final String RETRY_AFTER_SECONDS = "2";

  private final Supplier<HealthReport> health;

  HealthEndpoint(Supplier<HealthReport> health) {
    this.health = health;
  }

  @Override
  public void handle(Context context) {
    HealthReport report = health.get();
    context.header(Header.CACHE_CONTROL, "no-store");
    context.contentType(CONTENT_TYPE);
    switch (report.status()) {
      case HEALTHY -> context.status(200);
      case DEGRADED -> context.status(200).header("X-Health-Status", "degraded");
      case STARTING, UNHEALTHY, STALE, DRAINING ->
        context.status(503).header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    context.result(HealthJson.of(report, Instant.now()));
  }
}
