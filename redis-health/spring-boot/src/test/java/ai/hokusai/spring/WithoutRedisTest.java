package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.ScriptedMonitor;
import ai.hokusai.health.classify.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The sample service in tests that have no Redis. */
final class WithoutRedisTest {

  @Test
  void theTestDecidesTheHealthWhereRedisIsDisabled() {
    try (var service = RunningService.start(
        Map.of("REDIS_ENABLED", "false"), Map.of(), WithoutRedis.class, Template.class)) {
      var script = service.bean(ScriptedMonitor.class);
      script.down("redis", Fault.READ_TIMEOUT);

      var answer = service.get("/orders/1");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("READ_TIMEOUT");
      script.up("redis");
      assertThat(service.get("/orders/1").status()).isEqualTo(500);
    }
  }

  /** In place of a mock. */
  @Configuration(proxyBeanMethods = false)
  static class Template {

    @Bean
    StringRedisTemplate stringRedisTemplate() {
      return new StringRedisTemplate() {
        @Override
        public void afterPropertiesSet() {
          // It has no connection factory.
        }
      };
    }
  }

  @Test
  void aServiceStartsWhereNothingListens() {
    try (var service = RunningService.start(
        Map.of("REDIS_URL", "redis://127.0.0.1:1"),
        Map.of("management.endpoint.health.show-details", "always"))) {
      await().until(() -> service.get("/actuator/health").body().contains("CONNECT_REFUSED"));
      assertThat(service.get("/actuator/health").status()).isEqualTo(503);
      assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
    }
  }
}
