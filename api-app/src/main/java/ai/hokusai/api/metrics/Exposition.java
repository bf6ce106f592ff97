package ai.hokusai.api.metrics;

import ai.hokusai.health.HealthReport;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Renders all metrics in the text format of Prometheus. Thread-safe. */
final class Exposition {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  Exposition(MetricSources sources) {
    MultiCollector collector = () -> collect(sources);
    registry.getPrometheusRegistry().register(collector);
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
  private static MetricSnapshots collect(MetricSources sources) {
    HealthReport report = sources.health().get();
    List<MetricSnapshot> families = Stream.of(
            CheckFamilies.of(report),
            CountFamilies.of(report, sources.counts()),
            ServiceFamilies.of(report, sources),
            ServiceFamilies.ofRedis(sources),
            ServiceFamilies.ofLosses(sources),
            OperationFamilies.of(sources))
        .flatMap(each -> each)
        .toList();
    return new MetricSnapshots(families);
  }

  byte[] text() throws IOException {
    var text = new ByteArrayOutputStream(64 * 1024);
    registry.scrape(text);
    return text.toByteArray();
  }
}
