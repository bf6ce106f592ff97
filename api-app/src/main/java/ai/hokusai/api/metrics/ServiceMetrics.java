package ai.hokusai.api.metrics;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.log.LibraryLines;
import ai.hokusai.api.log.LogOutput;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Binds the metrics of this server: its release, health endpoints, tokens and log. */
final class ServiceMetrics implements MeterBinder {
  private final MetricSources sources;

  ServiceMetrics(MetricSources sources) {
    this.sources = sources;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("app.info", () -> 1)
        .description("The release that runs")
        .tag("release", sources.release())
        .register(registry);
    sources
        .requests()
        .forEach((path, status, count) -> counter(
            registry,
            "health.endpoint.requests",
            "Responses of the health endpoints",
            Tags.of("path", path, "http_status", String.valueOf(status)),
            count,
            LongAdder::sum));
    for (BearerToken each : sources.tokens()) {
      counter(
          registry,
          "app.tokens.refused",
          "Requests with a wrong token",
          Tags.of("token", each.variable()),
          each,
          BearerToken::refused);
    }
    counter(
        registry,
        "log.lines.dropped",
        "Log lines dropped because stdout was blocked",
        Tags.empty(),
        LogOutput.ofProcess(),
        LogOutput::dropped);
    counter(
        registry,
        "log.lines.suppressed",
        "Log lines of libraries above their limit",
        Tags.empty(),
        LibraryLines.ofProcess(),
        LibraryLines::suppressed);
  }

  private static <T> void counter(
      MeterRegistry registry,
      String name,
      String help,
      Tags labels,
      T source,
      ToDoubleFunction<T> value) {
    FunctionCounter.builder(name, source, value).description(help).tags(labels).register(registry);
  }
}
