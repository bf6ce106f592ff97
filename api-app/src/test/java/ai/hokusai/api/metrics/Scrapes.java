package ai.hokusai.api.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.endpoint.HealthHandler;
import ai.hokusai.api.endpoint.Reports;
import ai.hokusai.api.endpoint.ServiceFacts;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.ResourceRequests;
import ai.hokusai.config.ClientIdentity;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.ScriptedMonitor;
import ai.hokusai.health.micrometer.HealthMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A service with every metric, whose checks succeed and fail on command, and its scrapes. */
final class Scrapes implements AutoCloseable {
  /** The path of a resource. */
  static final String ROOT = "/api/v1/models";

  private static final Pattern NAME = Pattern.compile("(?m)^[a-z_0-9]+");

  private final HealthMetrics metrics = new HealthMetrics();
  private final @Nullable RedisHealth redis;
  private final ScriptedMonitor script;
  private final HealthHandler endpoints;
  private final ResourceRequests requests = new ResourceRequests(ROOT);

  private Scrapes(@Nullable RedisHealth redis) {
    this.redis = redis;
    this.script = ScriptedMonitor.of(
        redis == null ? List.of() : List.of(Dependency.of("redis", redis)), metrics);
    this.endpoints = new HealthHandler(
        script.monitor()::report,
        Reports.NO_DETAILS,
        new ServiceFacts("", "", "", "", Map.of(), List.of()),
        Reports.NOTHING_RECENT,
        InstantSource.system());
  }

  /** A service with a Redis that needs a client certificate. */
  static Scrapes withRedis() {
    var settings = RedisSettings.of("redis.internal", 6379)
        .withTls(TlsSettings.DEFAULT.withIdentity(identity()));
    return new Scrapes(RedisHealth.of(settings, "orders"));
  }

  static Scrapes withoutRedis() {
    return new Scrapes(null);
  }

  /** Some certificate and some key: there is no handshake. */
  private static ClientIdentity identity() {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      X509Certificate any =
          ((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers()[0];
      return new ClientIdentity(
          List.of(any), KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no certificates", e);
    }
  }

  HealthMetrics metrics() {
    return metrics;
  }

  ScriptedMonitor script() {
    return script;
  }

  RedisHealth redis() {
    if (redis == null) {
      throw new IllegalStateException("there is no Redis");
    }
    return redis;
  }

  HealthHandler endpoints() {
    return endpoints;
  }

  ResourceRequests requests() {
    return requests;
  }

  MetricSources sources(BearerToken... tokens) {
    return new MetricSources(
        metrics,
        endpoints.requests(),
        requests,
        List.of(tokens),
        "2026.11.24-1",
        text -> text.replace("internal", "***"));
  }

  /** One scrape; a service has one at most. */
  String scrape() {
    var exposition = new Exposition(sources(
        new BearerToken("HEALTH_DETAILS_TOKEN", null), new BearerToken("MODELS_TOKEN", null)));
    try {
      return new String(exposition.text(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first scrape of a service in which nothing has happened yet but one request. */
  static String first() {
    try (var service = withRedis()) {
      service.requests.add(new ResourceRequests.Kind("GET", ROOT), 200, 1_000_000);
      return service.scrape();
    }
  }

  /** The names of all series of that scrape. */
  static Set<String> names() {
    return NAME.matcher(first())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    script.close();
    if (redis != null) {
      redis.close();
    }
  }
}
