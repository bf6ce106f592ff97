package ai.hokusai.api.metrics;

import ai.hokusai.api.endpoint.RequestCounts;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.traffic.Totals;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Where the figures come from, read at each scrape and never by asking a dependency.
 *
 * @param health how the service is
 * @param counts what was counted of its checks
 * @param requests what was counted of the health paths
 * @param tokens the tokens that count requests with a wrong one
 * @param pool the pool of Redis, empty without one
 * @param redis where Redis is, empty without one
 * @param release what was deployed
 * @param operations the operations on Redis since the start, empty without one
 */
public record MetricSources(
    Supplier<HealthReport> health,
    HealthCounts counts,
    RequestCounts requests,
    List<BearerToken> tokens,
    Supplier<Optional<PoolUsage>> pool,
    Optional<RedisAddress> redis,
    String release,
    Optional<Totals> operations) {

  /**
   * Where Redis is.
   *
   * @param address host and port
   * @param isTls whether there is a certificate to tell of
   * @param hasClientCertificate whether there is a client certificate
   */
  public record RedisAddress(String address, boolean isTls, boolean hasClientCertificate) {

    /** The endpoint that settings name, without user name and password, and without other secrets. */
    public static RedisAddress of(RedisSettings settings, UnaryOperator<String> redaction) {
      TlsSettings tls = settings.tls();
      return new RedisAddress(
          redaction.apply(settings.address()), tls != null, tls != null && tls.identity() != null);
    }
  }
}
