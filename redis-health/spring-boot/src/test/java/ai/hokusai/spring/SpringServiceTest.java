package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.spring.RunningService.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The sample service with web and actuator, against a real redis-server with TLS and a token. */
final class SpringServiceTest {
  private static final Map<String, String> DETAILS =
      Map.of("management.endpoint.health.show-details", "always");

  @TempDir
  private static Path directory;

  private static TlsRedis redis;

  @BeforeAll
  static void start() throws Exception {
    redis = TlsRedis.start(directory);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lettuce", "jedis"})
  void springsClientUsesTheRedisOfTheSettings(String client) {
    withClient(client, redis.variables("localhost"), context -> {
      context.getBean(StringRedisTemplate.class).opsForValue().set(client, "two apples");

      assertThat(context.getBean(RedisHealth.class).client().get(client)).isEqualTo("two apples");
    });
  }

  /** The address is not in the certificate. */
  @ParameterizedTest
  @ValueSource(strings = {"lettuce", "jedis"})
  void springsClientVerifiesTheHostName(String client) {
    withClient(client, redis.variables("127.0.0.1"), context -> {
      var template = context.getBean(StringRedisTemplate.class);
      assertThat(catchThrowable(() -> template.opsForValue().get("x")))
          .rootCause()
          .hasMessageContaining("No subject alternative names matching IP address 127.0.0.1 found");
    });
    Map<String, String> chainOnly = new TreeMap<>(redis.variables("127.0.0.1"));
    chainOnly.put("REDIS_TLS_VERIFY", "ca");
    withClient(client, chainOnly, context -> {
      var template = context.getBean(StringRedisTemplate.class);
      template.opsForValue().set("chain", "x");
      assertThat(template.opsForValue().get("chain")).isEqualTo("x");
    });
  }

  private static void withClient(
      String client,
      Map<String, String> variables,
      ContextConsumer<? super AssertableApplicationContext> use) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(
            DataRedisAutoConfiguration.class,
            RedisHealthAutoConfiguration.class,
            SpringClientAutoConfiguration.class))
        .withPropertyValues("spring.data.redis.client-type=" + client)
        .withPropertyValues(variables.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .toArray(String[]::new))
        .run(use);
  }

  @Test
  void redisThatHangsIsReportedAtOnceAndSoIsItsReturn() {
    try (var service = RunningService.start(redis.variables("localhost"), DETAILS)) {
      await()
          .untilAsserted(() ->
              assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200));
      JsonNode healthy =
          service.get("/actuator/health").json().path("components").path("redis");
      assertThat(healthy.toString())
          .isEqualTo("{\"details\":{\"status\":\"healthy\"},\"status\":\"UP\"}");
      assertThat(service.put("/orders/1", "two apples").status()).isEqualTo(200);
      assertThat(service.get("/orders/1").body()).isEqualTo("two apples");
      redis.pause();
      try {
        Answer down = await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> service.get("/actuator/health/readiness"), each -> each.status() == 503);
        JsonNode details = down.json().path("components").path("redis").path("details");
        assertThat(details.path("code").asText()).isEqualTo("READ_TIMEOUT");
        assertThat(details.path("status").asText()).isEqualTo("unhealthy");
        assertThat(details.path("remedy").asText()).isNotEmpty();
        assertThat(down.body()).doesNotContain(TlsRedis.TOKEN);
        // The indicator of Spring Boot itself needs a second for this, its limit for one command.
        assertThat(fastest(service, "/actuator/health")).isLessThan(Duration.ofMillis(200));
        assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(service.get("/orders/1").body()).isEqualTo("READ_TIMEOUT");
      } finally {
        redis.resume();
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200));
    }
  }

  /** The least of a few, because the machine may be busy. */
  private static Duration fastest(RunningService service, String path) {
    Duration fastest = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      Duration taken = service.get(path).duration();
      fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
    }
    return fastest;
  }

  @Test
  void anIndicatorThatHangsBlocksNoHealthEndpoint() {
    Map<String, String> properties = Map.of(
        "management.endpoint.health.show-details", "always",
        "hokusai.health.background", "hanging",
        "hokusai.health.deadline", "100ms");
    try (var service =
        RunningService.start(redis.variables("localhost"), properties, Hanging.class)) {
      Answer down = await()
          .until(
              () -> service.get("/actuator/health/hanging"),
              each -> each.body().contains("CHECK_TIMEOUT"));
      assertThat(down.status()).isEqualTo(503);
      assertThat(fastest(service, "/actuator/health")).isLessThan(Duration.ofMillis(200));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Hanging {

    @Bean
    HealthIndicator hangingHealthIndicator() {
      return () -> {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return Health.up().build();
      };
    }
  }

  @Test
  void readinessIsRefusedBeforeTheWebServerStops() {
    var service = RunningService.start(
        redis.variables("localhost"),
        Map.of(
            "management.endpoint.health.show-details",
            "always",
            "hokusai.health.drain-delay",
            "2s"));
    HealthMonitor monitor = service.bean(HealthMonitor.class);
    await()
        .untilAsserted(
            () -> assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200));

    var closed = CompletableFuture.runAsync(service::close);

    await().until(() -> monitor.report().status() == Status.DRAINING);
    Answer draining = service.get("/actuator/health/readiness");
    assertThat(draining.status()).isEqualTo(503);
    assertThat(draining.json().path("components").path("redis").path("details").path("code"))
        .hasToString("\"SHUTTING_DOWN\"");
    assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
    closed.join();
  }

  @Test
  void aServiceWithoutRedisHasNoClientThatWouldConnectElsewhere() {
    var application = new SpringApplication(Nothing.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    try (var context = application.run("--REDIS_ENABLED=false")) {
      assertThat(context.getBeanNamesForType(HealthMonitor.class)).isEmpty();
      assertThat(context.getBeanNamesForType(StringRedisTemplate.class)).isEmpty();
    }
  }

  @EnableAutoConfiguration
  @Configuration(proxyBeanMethods = false)
  static class Nothing {}
}
