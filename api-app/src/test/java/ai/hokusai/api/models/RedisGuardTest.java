package ai.hokusai.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What the models answer without a Redis. */
@Timeout(30)
final class RedisGuardTest {
  private final ModelsInMemory store = new ModelsInMemory();

  @Test
  void answersAtOnceWhileRedisIsKnownToBeDown() {
    store.failure = new AssertionFailure();
    try (var monitor = HealthMonitor.builder()
            .add(Dependency.of("redis", () -> Optional.of(timeout())))
            .start();
        var models = served(monitor)) {
      while (monitor.report().status() != Status.UNHEALTHY) {
        Thread.onSpinWait();
      }
      HttpResponse<String> response = models.send("GET", "/a");
      assertUnavailable(response, "READ_TIMEOUT");
      assertThat(response.headers().firstValue("retry-after").orElseThrow()).matches("[1-9]");
    }
  }

  private static Cause timeout() {
    return Fault.READ_TIMEOUT;
  }

  @Test
  void namesAFaultThatTheProbesHaveNotSeen() {
    store.failure = new JedisConnectionException(new java.net.SocketTimeoutException("secret"));
    try (var monitor =
            HealthMonitor.builder().add(Dependency.of("redis", Optional::empty)).start();
        var models = served(monitor)) {
      assertUnavailable(models.send("GET", "/a"), "READ_TIMEOUT");
      store.failure =
          new JedisDataException("READONLY You can't write against a read only replica");
      assertUnavailable(models.send("GET", "/a"), "READONLY_REPLICA");
    }
  }

  @Test
  void answersAnInternalErrorWith500() {
    store.failure = new IllegalStateException("secret");
    try (var monitor =
            HealthMonitor.builder().add(Dependency.of("redis", Optional::empty)).start();
        var models = served(monitor)) {
      HttpResponse<String> response = models.send("GET", "/a");
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Server Error\",\"status\":500}");
    }
  }

  @Test
  void saysThatTheModelsAreOff() {
    try (var models = new ServedModels(ModelsUnavailable.OFF)) {
      HttpResponse<String> response = models.send("GET", "/a");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("there are no models here: MODELS_ENABLED is not true");
    }
  }

  @Test
  void saysThatRedisIsDisabled() {
    try (var models = new ServedModels(ModelsUnavailable.DISABLED)) {
      HttpResponse<String> response = models.send("GET", "/a");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("Redis is disabled by REDIS_ENABLED");
      assertThat(models.send("GET", "").body()).isEqualTo(response.body());
      assertThat(models.put("a", BodyPublishers.ofString("{}")).body()).isEqualTo(response.body());
    }
  }

  @Test
  void saysThatTheSettingsAreRejected() {
    try (var models = new ServedModels(ModelsUnavailable.REJECTED)) {
      assertUnavailable(
          models.send("GET", ""),
          "CONFIG_INVALID",
          "the settings of Redis were rejected; correct them and restart the service");
    }
  }

  private ServedModels served(HealthMonitor monitor) {
    return new ServedModels(new RedisGuard<>(monitor.guard("redis"), "models", store));
  }

  private static void assertUnavailable(HttpResponse<String> response, String code) {
    assertUnavailable(response, code, "a dependency of this request is unavailable; retry later");
  }

  private static void assertUnavailable(HttpResponse<String> response, String code, String detail) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("retry-after")).isPresent();
    assertThat(response.body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
            + "\"detail\":\"" + detail + "\",\"code\":\"" + code + "\"}");
  }

  private static final class AssertionFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
