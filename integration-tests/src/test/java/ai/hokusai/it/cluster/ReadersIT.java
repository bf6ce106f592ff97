package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.it.redis.TlsSentinels;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/** A service with a second Redis for reads, by prefix: a primary and its replica, real servers over TLS. */
final class ReadersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static TlsSentinels servers;

  @BeforeAll
  static void launch() {
    servers = TlsSentinels.launch();
  }

  @AfterAll
  static void close() {
    servers.close();
  }

  private static RedisSettings settings(String prefix, String role) {
    var environment = new TreeMap<String, String>();
    for (String each : new String[] {"", "READ_"}) {
      environment.put(each + "REDIS_URL", "rediss://" + servers.address(each.isEmpty() ? 0 : 1));
      environment.put(each + "REDIS_AUTH_TOKEN", TlsSentinels.PASSWORD);
      environment.put(each + "REDIS_TLS_CA_PEM", servers.environment().get("REDIS_TLS_CA_PEM"));
    }
    environment.put("READ_REDIS_EXPECTED_ROLE", role);
    Map<Naming, ConfigOutcome> all = RedisConfig.resolveAll(environment, "", "READ_");
    return Objects.requireNonNull(all.get(Naming.prefixed(prefix))).settingsOrThrow();
  }

  private static HealthMonitor monitor(RedisHealth writer, RedisHealth reader) {
    return HealthMonitor.builder()
        .add(Dependency.of("redis", writer))
        .add(Dependency.of("reads", reader).optional())
        .start();
  }

  private static Status overall(HealthMonitor monitor) {
    return monitor.report().status();
  }

  private static Optional<Cause> reads(HealthMonitor monitor) {
    return Optional.ofNullable(
        monitor.report().check("reads").orElseThrow().snapshot().cause());
  }

  private static String code(HealthMonitor monitor) {
    return reads(monitor).map(Cause::code).orElse("");
  }

  @Test
  void readsFromTheReplicaWhatThePrimaryWasSent() {
    try (var writer = RedisHealth.of(settings("", "any"), "orders");
        var reader = RedisHealth.of(settings("READ_", "any"), "orders");
        var monitor = monitor(writer, reader)) {
      await().atMost(PATIENCE).until(() -> overall(monitor) == Status.HEALTHY);

      assertThat(monitor
              .guard("redis")
              .call(() -> writer.client().set("order:1", "paid"), refused -> "refused"))
          .isEqualTo("OK");
      await()
          .atMost(PATIENCE)
          .until(() -> monitor
              .guard("reads")
              .call(() -> "paid".equals(reader.client().get("order:1")), refused -> false));
      assertThatThrownBy(() -> reader.client().set("order:1", "lost"))
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("READONLY");
      assertThat(writer.client().get("order:1")).isEqualTo("paid");
      assertThat(overall(monitor)).isEqualTo(Status.HEALTHY);
    }
  }

  @Test
  void degradesWhileTheReplicaIsFrozenAndWritesOn() {
    try (var writer = RedisHealth.of(settings("", "any"), "orders");
        var reader = RedisHealth.of(settings("READ_", "any"), "orders");
        var monitor = monitor(writer, reader)) {
      await().atMost(PATIENCE).until(() -> overall(monitor) == Status.HEALTHY);
      servers.freeze(1);
      try {
        await().atMost(PATIENCE).until(() -> overall(monitor) == Status.DEGRADED);
        assertThat(code(monitor)).isEqualTo("READ_TIMEOUT");
        assertThat(writer.client().set("order:2", "paid")).isEqualTo("OK");
        assertThat(monitor
                .guard("reads")
                .call(() -> "sent", refused -> refused.cause().code()))
            .isEqualTo("READ_TIMEOUT");
      } finally {
        servers.thaw(1);
      }
      await().atMost(PATIENCE).until(() -> overall(monitor) == Status.HEALTHY);
    }
  }

  @Test
  void rejectsAReplicaWhereAPrimaryIsExpected() {
    try (var writer = RedisHealth.of(settings("", "primary"), "orders");
        var reader = RedisHealth.of(settings("READ_", "primary"), "orders");
        var monitor = monitor(writer, reader)) {
      await().atMost(PATIENCE).until(() -> code(monitor).equals("READONLY_REPLICA"));
      await().atMost(PATIENCE).until(() -> overall(monitor) == Status.DEGRADED);
      assertThat(reads(monitor).map(Cause::remedy).orElse(""))
          .contains("READ_REDIS_EXPECTED_ROLE=any");
    }
  }
}
