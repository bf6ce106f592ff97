package ai.hokusai.api.metrics;

import ai.hokusai.health.micrometer.HealthMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Renders all metrics in the text format of Prometheus. Thread-safe. */
final class Exposition {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final HealthMetrics health;

  Exposition(MetricSources sources) {
    health = sources.health();
    registry.config().meterFilter(MeterFilter.replaceTagValues("endpoint", sources.redaction()));
    health.bindTo(registry);
    new ServiceMetrics(sources).bindTo(registry);
    registry.getPrometheusRegistry().register(new RequestMetrics(sources.resource()));
    jvmMetrics().forEach(each -> each.bindTo(registry));
  }

  private static List<MeterBinder> jvmMetrics() {
    return List.of(
        new JvmMemoryMetrics(),
        new JvmGcMetrics(),
        new JvmThreadMetrics(),
        new ClassLoaderMetrics(),
        new ProcessorMetrics(),
        new FileDescriptorMetrics(),
        new UptimeMetrics());
  }

  /** Reads one report, so that the series of a scrape are consistent. */
  byte[] text() throws IOException {
    return health.consistently(() -> {
      var text = new ByteArrayOutputStream(64 * 1024);
      registry.scrape(text);
      return text.toByteArray();
    });
  }
}
