package ai.hokusai.compare.dropwizard;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** A service that reads and writes Redis through a Jedis pool, with the health of Dropwizard. */
public final class DropwizardService extends Application<Configuration> {
  public static void main(String[] args) throws Exception {
    new DropwizardService().run(args);
  }

  @Override
  public void initialize(Bootstrap<Configuration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
        bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor()));
  }

  @Override
  public void run(Configuration configuration, Environment environment) throws Exception {
    RedisClient redis = client();
    environment.jersey().register(new Items(redis));
    environment.healthChecks().register("redis", new Ping(redis));
  }

  private static RedisClient client() throws Exception {
    String token = Files.readString(java.nio.file.Path.of(System.getenv("REDIS_TOKEN_FILE")));
    SSLParameters verifyHost = new SSLParameters();
    verifyHost.setEndpointIdentificationAlgorithm("HTTPS");
    return RedisClient.builder()
        .hostAndPort("localhost", Integer.parseInt(System.getenv("REDIS_PORT")))
        .clientConfig(DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(1000)
            .socketTimeoutMillis(1000)
            .password(token.strip())
            .ssl(true)
            .sslSocketFactory(trusting(System.getenv("REDIS_CA_FILE")).getSocketFactory())
            .sslParameters(verifyHost)
            .build())
        .poolConfig(pool())
        .build();
  }

  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(16);
    pool.setMaxIdle(16);
    pool.setMaxWait(Duration.ofMillis(500));
    return pool;
  }

  private static SSLContext trusting(String file) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(java.nio.file.Path.of(file))) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Values of Redis by key. */
  @Path("/items/{id}")
  public static final class Items {
    private final RedisClient redis;

    Items(RedisClient redis) {
      this.redis = redis;
    }

    @GET
    public String read(@PathParam("id") String id) {
      String value = redis.get(id);
      if (value == null) {
        throw new NotFoundException();
      }
      return value;
    }

    @PUT
    public void write(@PathParam("id") String id, String value) {
      redis.set(id, value);
    }
  }

  private static final class Ping extends HealthCheck {
    private final RedisClient redis;

    Ping(RedisClient redis) {
      this.redis = redis;
    }

    @Override
    protected Result check() {
      redis.ping();
      return Result.healthy();
    }
  }
}
