package ai.hokusai.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import org.junit.jupiter.api.Test;

final class ServiceHealthTest {

  @Test
  void isHealthyWithoutRedisUntilItIsAboutToStop() {
    try (var health = ServiceHealth.withoutRedis()) {
      assertThat(health.report().status()).isEqualTo(Status.HEALTHY);
      assertThat(health.report()).isSameAs(health.report());

      health.drain();
      assertThat(health.report().status()).isEqualTo(Status.DRAINING);
    }
  }
}
