package ai.hokusai.compare.helidon;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.http.NotFoundException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A service that reads and writes Redis through a Jedis pool, with the health of Helidon SE. */
public final class HelidonService {
  public static void main(String[] args) throws Exception {
    RedisClient redis = client();
    HealthObserver health = HealthObserver.builder()
        .details(true)
        .addCheck(() -> check(redis), HealthCheckType.READINESS, "redis")
        .build();
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(System.getenv("PORT")))
        .addFeature(ObserveFeature.just(health))
        .routing(routing -> routing
            .get("/items/{id}", (request, response) -> response.send(read(request, redis)))
            .put("/items/{id}", (request, response) -> {
              redis.set(id(request), request.content().as(String.class));
              response.send();
            }))
        .build()
        .start();
  }

  private static HealthCheckResponse check(RedisClient redis) {
    try {
      redis.ping();
      return HealthCheckResponse.builder().status(true).build();
    } catch (JedisException e) {
      return HealthCheckResponse.builder().status(false).detail("error", e.toString()).build();
    }
  }

  private static String read(ServerRequest request, RedisClient redis) {
    String value = redis.get(id(request));
    if (value == null) {
      throw new NotFoundException("no such item");
    }
    return value;
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private static RedisClient client() throws Exception {
    String token = Files.readString(Path.of(System.getenv("REDIS_TOKEN_FILE")));
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(16);
    pool.setMaxIdle(16);
    pool.setMaxWait(Duration.ofMillis(500));
    return RedisClient.builder()
        .hostAndPort("localhost", Integer.parseInt(System.getenv("REDIS_PORT")))
        .clientConfig(DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(1000)
            .socketTimeoutMillis(1000)
            .password(token.strip())
            .ssl(true)
            .build())
        .poolConfig(pool)
        .build();
  }
}
