package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.testing.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisProtocol;

final class JedisSettingsTest {

  @Test
  void carriesOverWhatTheOperatorSet() {
    var client = JedisSettings.client(TestSettings.plain(6379), "orders");

    assertThat(client.getUser()).isEqualTo("app");
    assertThat(client.getPassword()).isEqualTo(TestSettings.PASSWORD);
    assertThat(client.getDatabase()).isEqualTo(2);
    assertThat(client.getClientName()).isEqualTo("orders");
    assertThat(client.getRedisProtocol()).isEqualTo(RedisProtocol.RESP2);
  }

  @Test
  void boundsEveryWait() {
    var client = JedisSettings.client(TestSettings.plain(6379), "orders");

    assertThat(client.getConnectionTimeoutMillis()).isEqualTo(5_000);
    assertThat(client.getSocketTimeoutMillis()).isEqualTo(5_000);
    assertThat(client.getBlockingSocketTimeoutMillis()).isEqualTo(60_000);
    assertThat(Timeouts.millis(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(Timeouts.millis(Duration.ofDays(1_000))).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void boundsThePoolAndKeepsItOutOfJmx() {
    var pool = JedisSettings.pool(TestSettings.plain(6379).pool());

    assertThat(pool.getMaxTotal()).isEqualTo(4);
    assertThat(pool.getMaxIdle()).isEqualTo(3);
    assertThat(pool.getMinIdle()).isEqualTo(1);
    assertThat(pool.getMaxWaitDuration()).isEqualTo(Duration.ofMillis(250));
    assertThat(pool.getEvictorShutdownTimeoutDuration()).isLessThan(Duration.ofSeconds(1));
    assertThat(pool.getJmxEnabled()).isFalse();
  }
}
