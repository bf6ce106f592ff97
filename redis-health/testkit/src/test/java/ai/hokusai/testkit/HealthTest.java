package ai.hokusai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.ProbeReport;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.testkit.sample.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of the kit, as redis-health reports them. */
@Timeout(120)
final class HealthTest {
  private static final TestCa CA = TestCa.create("Orders test CA");

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(Fault.CONNECT_REFUSED, FaultyRedis::refuse),
        fault(Fault.READ_TIMEOUT, FaultyRedis::hang),
        fault(Fault.CONNECTION_CLOSED, FaultyRedis::closeConnections),
        fault(Fault.CONNECT_TIMEOUT, FaultyRedis::dropPackets),
        fault(Fault.NOT_REDIS, FaultyRedis::answerHttp),
        fault(Fault.READONLY_REPLICA, redis -> redis.reject(ErrorReply.READONLY)),
        fault(Fault.LOADING, redis -> redis.reject(ErrorReply.LOADING)),
        fault(Fault.MASTERDOWN, redis -> redis.reject(ErrorReply.MASTERDOWN)),
        fault(Fault.OUT_OF_MEMORY, redis -> redis.reject(ErrorReply.OUT_OF_MEMORY)),
        fault(Fault.PERSISTENCE_ERROR, redis -> redis.reject(ErrorReply.PERSISTENCE_ERROR)),
        fault(Fault.NOT_ENOUGH_REPLICAS, redis -> redis.reject(ErrorReply.NOT_ENOUGH_REPLICAS)),
        fault(Fault.BUSY, redis -> redis.reject(ErrorReply.BUSY)),
        fault(Fault.AUTH_REQUIRED, redis -> redis.reject(ErrorReply.AUTH_REQUIRED)),
        fault(Fault.MAX_CLIENTS, redis -> redis.reject(ErrorReply.MAX_CLIENTS)),
        fault(Fault.PROTECTED_MODE, redis -> redis.reject(ErrorReply.PROTECTED_MODE)),
        fault(Fault.TLS_REQUIRED_BY_SERVER, redis -> redis.present(CA.issue())));
  }

  static Stream<Arguments> faultsOverTls() {
    return Stream.of(
        fault(Fault.AUTH_FAILED, redis -> redis.reject(ErrorReply.WRONG_PASSWORD)),
        fault(Fault.TLS_HANDSHAKE_TIMEOUT, FaultyRedis::hang),
        fault(Fault.TLS_HANDSHAKE_FAILED, FaultyRedis::closeConnections),
        fault(Fault.TLS_HOSTNAME_MISMATCH, redis -> redis.present(CA.issue("redis.example.com"))),
        fault(Fault.TLS_EXPIRED, redis -> redis.present(CA.issue().expired())),
        fault(Fault.TLS_NOT_YET_VALID, redis -> redis.present(CA.issue().notYetValid())),
        fault(
            Fault.TLS_UNTRUSTED,
            redis -> redis.present(TestCa.create("A stranger").issue())),
        fault(Fault.TLS_UNTRUSTED, redis -> redis.present(TestCertificate.selfSigned())));
  }

  private static Arguments fault(Fault fault, Consumer<FaultyRedis> provocation) {
    return Arguments.of(fault, provocation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aProbeNamesTheFault(Fault fault, Consumer<FaultyRedis> provocation) throws Exception {
    assertNamed("redis", Map.of(), fault, provocation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOverTls")
  void aProbeNamesTheFaultOverTls(Fault fault, Consumer<FaultyRedis> provocation) throws Exception {
    var variables = Map.of("REDIS_TLS_CA_PEM", CA.pem(), "REDIS_AUTH_TOKEN", "an-order-token-4711");
    assertNamed("rediss", variables, fault, redis -> {
      redis.present(CA.issue());
      provocation.accept(redis);
    });
  }

  private static void assertNamed(
      String scheme, Map<String, String> variables, Fault fault, Consumer<FaultyRedis> provocation)
      throws Exception {
    try (var redis = FaultyRedis.inFrontOf("127.0.0.1", TestRedis.sharedPort())) {
      var options = RedisOptions.DEFAULT.withCanary(fault != Fault.MASTERDOWN);
      var check = RedisCheck.of(settings(redis, scheme, variables), "orders", options);
      provocation.accept(redis);
      ProbeReport report = check.probeOnce(Duration.ofSeconds(1), stage -> {});
      assertThat(Fault.of(report.cause())).isEqualTo(fault);

      redis.recover();
      if (scheme.equals("rediss")) {
        redis.present(CA.issue());
      } else if (fault == Fault.TLS_REQUIRED_BY_SERVER) {
        return;
      }
      assertThat(check.probeOnce(Duration.ofSeconds(10), stage -> {})).hasToString("success");
    }
  }

  @Test
  void theMonitorNamesAHangAndSeesItsEnd() {
    try (var redis = FaultyRedis.inFrontOf("127.0.0.1", TestRedis.sharedPort());
        var health = RedisHealth.of(settings(redis, "redis", Map.of()), "orders");
        var monitor =
            HealthMonitor.builder().add(Dependency.of("redis", health)).start()) {
      await().until(() -> monitor.report().status() == Status.HEALTHY);
      assertThat(health.client().ping()).isEqualTo("PONG");
      redis.hang();
      await().until(() -> monitor.report().status() == Status.UNHEALTHY);
      assertThat(monitor.report().check("redis").orElseThrow().snapshot().cause())
          .isEqualTo(Fault.READ_TIMEOUT);
      redis.recover();
      await().until(() -> monitor.report().status() == Status.HEALTHY);
    }
  }

  private static RedisSettings settings(
      FaultyRedis redis, String scheme, Map<String, String> variables) {
    var environment = new HashMap<>(variables);
    environment.put("REDIS_URL", scheme + "://" + redis.host() + ":" + redis.port());
    return RedisConfig.resolve(environment).settingsOrThrow();
  }
}
