package ai.hokusai.api.metrics;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.log.LibraryLines;
import ai.hokusai.api.log.LogOutput;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.stream.Stream;

/** Builds the counters of refused tokens and dropped log lines. */
final class LossFamilies {

  private LossFamilies() {}

  static Stream<MetricSnapshot> of(MetricSources sources) {
    var refused = Family.of("app_tokens_refused", "Requests with a wrong token");
    for (BearerToken each : sources.tokens()) {
      refused.add((double) each.refused(), "token", each.variable());
    }
    return Stream.of(
        refused.counter(),
        Family.of("log_lines_dropped", "Log lines dropped because stdout was blocked")
            .add((double) LogOutput.ofProcess().dropped())
            .counter(),
        Family.of("log_lines_suppressed", "Log lines of libraries above their limit")
            .add((double) LibraryLines.ofProcess().suppressed())
            .counter());
  }
}
