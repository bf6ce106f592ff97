package ai.hokusai.testkit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.testkit.ErrorReply;
import ai.hokusai.testkit.FaultyRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

final class OrdersRedisTest {
  private static FaultyRedis redis;

  @BeforeAll
  static void start() {
    // Your Redis: a container, an embedded server, the one of a colleague.
    redis = FaultyRedis.inFrontOf("127.0.0.1", TestRedis.sharedPort());
  }

  @AfterEach
  void recover() {
    redis.recover();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static Jedis client() {
    var config = DefaultJedisClientConfig.builder()
        .timeoutMillis((int) Duration.ofMillis(500).toMillis())
        .build();
    return new Jedis(new HostAndPort(redis.host(), redis.port()), config);
  }

  @Test
  @Timeout(5)
  void anOrderWaitsForRedisHalfASecondAtMost() {
    try (Jedis client = client()) {
      client.set("order", "two apples");
      redis.hang();
      assertThatThrownBy(() -> client.get("order"))
          .isInstanceOf(JedisConnectionException.class)
          .hasMessageContaining("Read timed out");

      redis.recover();
      try (Jedis another = client()) {
        assertThat(another.get("order")).isEqualTo("two apples");
      }
    }
  }

  @Test
  void ordersCanBeReadAfterAFailover() {
    try (Jedis client = client()) {
      client.set("order", "two apples");
      redis.reject(ErrorReply.READONLY);
      assertThat(client.get("order")).isEqualTo("two apples");
      assertThatThrownBy(() -> client.set("order", "three apples"))
          .isInstanceOf(JedisDataException.class)
          .hasMessage("READONLY You can't write against a read only replica.");
    }
  }
}
