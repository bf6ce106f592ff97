package ai.hokusai.api.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.endpoint.ChangeHistory;
import ai.hokusai.api.endpoint.HealthHandler;
import ai.hokusai.api.endpoint.Reports;
import ai.hokusai.api.endpoint.ServiceFacts;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A service with everything that there are metrics of, and what is scraped of it. */
final class Scrapes {
  static final Instant SINCE = Instant.parse("2026-11-24T03:00:00Z");
  static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  static final Instant CLIENT_END = Instant.parse("2027-02-01T00:00:00Z");
  private static final Pattern NAME = Pattern.compile("(?m)^[a-z_0-9]+");

  static final List<BearerToken> TOKENS =
      List.of(new BearerToken("HEALTH_DETAILS_TOKEN", null), new BearerToken("MODELS_TOKEN", null));

  private static final Traffic TRAFFIC = traffic();

  private Scrapes() {}

  private static Traffic traffic() {
    var traffic = new Traffic();
    traffic.record(Operation.CONNECT, null, 3_000_000);
    traffic.record(Operation.WRITE, Fault.OUT_OF_MEMORY, 2_000_000);
    traffic.record(Operation.WRITE, Fault.OUT_OF_MEMORY, 2_000_000);
    return traffic;
  }

  static HealthReport report(Status status, @Nullable Cause cause, Tally tally) {
    return HealthReport.of(status, SINCE, List.of(check(status, cause, tally)));
  }

  static Check check(Status status, @Nullable Cause cause, Tally tally) {
    var certificate = PeerCertificate.of("CN=redis", List.of("redis"), "CN=ca", END);
    var client = PeerCertificate.of("CN=orders", List.of(), "CN=ca", CLIENT_END);
    var facts = RedisFacts.NONE.withCertificate(certificate).withClientCertificate(client);
    var snapshot = HealthSnapshot.of(status, cause, SINCE)
        .withCheckedAt(SINCE.plusMillis(1_500))
        .withDuration(Duration.ofMillis(3))
        .withTally(tally)
        .withFacts(facts);
    return Check.of("redis", true, snapshot);
  }

  static HealthHandler endpoints(HealthReport report) {
    return new HealthHandler(
        () -> report,
        Reports.NO_DETAILS,
        new ServiceFacts("", "", "", Map.of(), List.of()),
        new ChangeHistory(InstantSource.system()),
        InstantSource.system());
  }

  static MetricSources sources(HealthReport report, HealthCounts counts) {
    return new MetricSources(
        () -> report,
        counts,
        endpoints(report).requests(),
        TOKENS,
        () -> Optional.of(PoolUsage.of(3, 2, 1, 8, Duration.ofMillis(250))),
        Optional.of(new MetricSources.RedisAddress("redis.internal:6379", true, true)),
        "2026.11.24-1",
        Optional.of(TRAFFIC.totals()));
  }

  static String scrape(HealthReport report, HealthCounts counts) {
    try {
      return new String(new Exposition(sources(report, counts)).text(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all series of a service in which nothing has happened yet. */
  static Set<String> names() {
    String text =
        scrape(report(Status.STARTING, Fault.NOT_CHECKED_YET, Tally.NONE), new HealthCounts());
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
