package ai.hokusai.compare.javalin;

import io.javalin.Javalin;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A service that reads and writes Redis through a Jedis pool, with a health handler that sends PING. */
public final class JavalinService {
  public static void main(String[] args) throws Exception {
    RedisClient redis = client();
    Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.routes.get("/health", context -> health(context, redis));
          config.routes.get("/items/{id}", context -> read(context, redis));
          config.routes.put(
              "/items/{id}", context -> redis.set(context.pathParam("id"), context.body()));
        })
        .start("127.0.0.1", Integer.parseInt(System.getenv("PORT")));
  }

  private static void health(Context context, RedisClient redis) {
    try {
      redis.ping();
      context.result("{\"status\":\"UP\"}");
    } catch (JedisException e) {
      context.status(HttpStatus.SERVICE_UNAVAILABLE).result("{\"status\":\"DOWN\"}");
    }
    context.contentType(ContentType.APPLICATION_JSON);
  }

  private static void read(Context context, RedisClient redis) {
    String value = redis.get(context.pathParam("id"));
    if (value == null) {
      throw new NotFoundResponse();
    }
    context.result(value);
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
