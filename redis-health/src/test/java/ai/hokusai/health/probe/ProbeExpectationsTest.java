package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.Topology;
import ai.hokusai.health.redis.RedisOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeExpectationsTest {

  @ParameterizedTest
  @CsvSource({
    "replica.orders.abc123.use1.cache.amazonaws.com, true",
    "replica.orders.abc123.cnn1.cache.amazonaws.com.cn, true",
    "orders-ro.abc123.ng.0001.use1.cache.amazonaws.com, true",
    "master.orders.abc123.use1.cache.amazonaws.com, false",
    "orders.abc123.ng.0001.use1.cache.amazonaws.com, false",
    "orders-001.orders.abc123.use1.cache.amazonaws.com, false",
    "replica.orders.abc123.use1.cache.amazonaws.com.evil.example, false",
    "replica.example.com, false",
    "orders-ro.example.com, false",
    "10.0.0.7, false"
  })
  void takesWhoNamesAReaderEndpointAtTheirWord(String host, boolean isReplicaAllowed) {
    assertThat(ProbeExpectations.of(host, Topology.AUTO, "orders", RedisOptions.DEFAULT))
        .isEqualTo(new ProbeExpectations(isReplicaAllowed, null));
  }

  @Test
  void followsItsOptions() {
    assertThat(ProbeExpectations.of(
            "redis", Topology.AUTO, "orders", RedisOptions.DEFAULT.withReplicaAllowed(true)))
        .isEqualTo(new ProbeExpectations(true, null));
    assertThat(ProbeExpectations.of(
            "redis", Topology.AUTO, "orders", RedisOptions.DEFAULT.withCanary(true)))
        .isEqualTo(new ProbeExpectations(false, "hokusai:canary:orders"));
  }
}
