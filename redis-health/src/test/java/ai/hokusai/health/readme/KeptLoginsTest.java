package ai.hokusai.health.readme;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.testing.FakeRedis;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class KeptLoginsTest {

  @Test
  void readsTheSecretOnceForSeveralConnections() {
    var reads = new AtomicInteger();
    var source = new KeptLogins(() -> {
      reads.incrementAndGet();
      return Map.of("username", "orders", "password", "from-vault");
    });
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var health = RedisHealth.of(
            RedisSettings.of("127.0.0.1", redis.port()),
            "orders",
            RedisOptions.DEFAULT.withCredentials(source));
        var first = health.client().getPool().getResource();
        var second = health.client().getPool().getResource()) {
      assertThat(first.ping() && second.ping()).isTrue();

      assertThat(redis.commands().stream().filter(each -> each.get(0).equals("HELLO")))
          .containsOnly(List.of("HELLO", "2", "AUTH", "orders", "from-vault"))
          .hasSize(2);
      assertThat(reads).hasValue(1);
    }
  }
}
