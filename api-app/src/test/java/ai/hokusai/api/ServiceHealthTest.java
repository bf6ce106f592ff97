package ai.hokusai.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import org.junit.jupiter.api.Test;

final class ServiceHealthTest {

  @Test
  void isHealthyWithoutRedisUntilItIsAboutToStop() {
    try (var health = new ServiceHealth(null)) {
      assertThat(health.snapshot().status()).isEqualTo(Status.HEALTHY);
      assertThat(health.snapshot()).isSameAs(health.snapshot());

      health.drain();
      assertThat(health.snapshot().status()).isEqualTo(Status.DRAINING);
    }
  }
}
