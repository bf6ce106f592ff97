package ai.hokusai.api.metrics;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.RequestCounts;
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
 * The sources of all values. They are read at each scrape; none contacts a dependency.
 *
 * @param health supplies the present report
 * @param counts the counts of the checks
 * @param requests the counts of the health paths
 * @param tokens the tokens, which count refused requests
 * @param pool supplies the usage of the pool, empty if Redis is disabled
 * @param redis the address of Redis, empty if it is disabled
 * @param release the release that runs
 * @param operations the operations on Redis since the start, empty if it is disabled
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
   * The address of Redis.
   *
   * @param address host and port
   * @param isTls whether the server has a certificate
   * @param hasClientCertificate whether there is a client certificate
   */
  public record RedisAddress(String address, boolean isTls, boolean hasClientCertificate) {

    /** The address in the settings, redacted. */
    public static RedisAddress of(RedisSettings settings, UnaryOperator<String> redaction) {
      TlsSettings tls = settings.tls();
      return new RedisAddress(
          redaction.apply(settings.address()), tls != null, tls != null && tls.identity() != null);
    }
  }
}
