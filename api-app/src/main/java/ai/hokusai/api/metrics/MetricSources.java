package ai.hokusai.api.metrics;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.RequestCounts;
import ai.hokusai.api.http.ResourceRequests;
import ai.hokusai.health.micrometer.HealthMetrics;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The sources of all values. They are read at each scrape; none contacts a dependency.
 *
 * @param health the metrics of the monitor
 * @param requests the counts of the health paths
 * @param resource the requests of the API
 * @param tokens the tokens, which count refused requests
 * @param release the release that runs
 * @param redaction redacts the address of Redis
 */
public record MetricSources(
    HealthMetrics health,
    RequestCounts requests,
    ResourceRequests resource,
    List<BearerToken> tokens,
    String release,
    UnaryOperator<String> redaction) {}
