package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.testing.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

final class JedisSettingsTest {

  @Test
  void carriesOverWhatTheOperatorSet() {
    var client = client(TestSettings.plain(6379));

    var credentials = client.getCredentialsProvider().get();
    assertThat(credentials.getUser()).isEqualTo("app");
    assertThat(credentials.getPassword()).isEqualTo(TestSettings.PASSWORD.toCharArray());
    assertThat(client.getDatabase()).isEqualTo(2);
    assertThat(client.getClientName()).isEqualTo("orders");
    assertThat(client.getRedisProtocol()).isEqualTo(RedisProtocol.RESP2);
  }

  @Test
  void boundsEveryWait() {
    var client = client(TestSettings.plain(6379));

    assertThat(client.getConnectionTimeoutMillis()).isEqualTo(5_000);
    assertThat(client.getSocketTimeoutMillis()).isEqualTo(5_000);
    assertThat(client.getBlockingSocketTimeoutMillis()).isEqualTo(60_000);
    assertThat(JedisSettings.millis(Duration.ofNanos(1))).isEqualTo(1);
    assertThat(JedisSettings.millis(Duration.ofDays(1_000))).isEqualTo(Integer.MAX_VALUE);
  }

  private static JedisClientConfig client(RedisSettings settings) {
    var credentials = new Credentials(settings.username(), settings.password());
    return JedisSettings.client(settings, credentials, "orders");
  }

  @Test
  void boundsThePoolAndKeepsItOutOfJmx() {
    var pool = JedisSettings.pool(TestSettings.plain(6379).pool());

    assertThat(pool.getMaxTotal()).isEqualTo(4);
    assertThat(pool.getMaxIdle()).isEqualTo(3);
    assertThat(pool.getMinIdle()).isZero();
    assertThat(pool.getMaxWaitDuration()).isEqualTo(Duration.ofMillis(250));
    assertThat(pool.getEvictorShutdownTimeoutDuration()).isLessThan(Duration.ofSeconds(1));
    assertThat(pool.getJmxEnabled()).isFalse();
  }
}
