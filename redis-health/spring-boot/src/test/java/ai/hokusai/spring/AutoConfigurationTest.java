package ai.hokusai.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.traffic.Operation;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.core.RedisOperations;

/** The conditions of the beans, without a Redis. */
final class AutoConfigurationTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(
          SslAutoConfiguration.class,
          DataRedisAutoConfiguration.class,
          DataRedisReactiveAutoConfiguration.class,
          DataRedisHealthContributorAutoConfiguration.class,
          DataRedisReactiveHealthContributorAutoConfiguration.class,
          HealthContributorRegistryAutoConfiguration.class,
          RedisHealthAutoConfiguration.class,
          SpringClientAutoConfiguration.class))
      .withPropertyValues("REDIS_URL=rediss://:order-token-0123456@localhost:1/3");

  @Test
  void oneUrlGivesEveryBean() {
    runner.run(context -> {
      assertThat(context.getBean(RedisSettings.class).safeUrl())
          .isEqualTo("rediss://:***@localhost:1/3");
      assertThat(context).hasSingleBean(RedisCheck.class).hasSingleBean(HealthMonitor.class);
      assertThat(context.getBean("redisHealthContributor")).isInstanceOf(RedisIndicator.class);
      assertThat(context.getBeansOfType(ReactiveHealthContributor.class)).isEmpty();
      assertThat(context.getBeansOfType(HealthContributor.class)).hasSize(1);
    });
  }

  @Test
  void metricsAreBoundToTheRegistry() {
    runner
        .withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            PrometheusMetricsExportAutoConfiguration.class))
        .run(context -> {
          var registry = context.getBean(PrometheusMeterRegistry.class);
          assertThat(
                  registry.get("health.check.up").tag("check", "redis").gauge().value())
              .isZero();
          assertThat(registry.find("redis.pool.max").gauge()).isNull();
          int max = context.getBean(RedisHealth.class).check().settings().pool().max();
          await()
              .atMost(Duration.ofSeconds(10))
              .until(() -> registry.find("redis.pool.max").gauge() != null);
          assertThat(registry.get("redis.pool.max").gauge().value()).isEqualTo((double) max);
          var failures = registry
              .get("health.check.results")
              .tags("check", "redis", "outcome", "failure", "code", "CONNECT_REFUSED")
              .functionCounter();
          assertThat(failures.count()).isPositive();
          assertThat(registry.scrape().lines())
              .contains(
                  "health_check_up{check=\"redis\"} 0.0",
                  "redis_pool_max{check=\"redis\"} " + (double) max,
                  "redis_operations_total{check=\"redis\",code=\"\",operation=\"read\"} 0.0");
        });
  }

  @Test
  void worksWithoutMicrometer() {
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer"))
        .run(context -> assertThat(context)
            .hasSingleBean(HealthMonitor.class)
            .doesNotHaveBean("healthMetrics"));
  }

  @Test
  void lettuceConnectsToTheSamePlaceWithTheSameLimits() {
    runner
        .withPropertyValues(
            "spring.application.name=Orders 2",
            "REDIS_READ_TIMEOUT=700ms",
            "REDIS_CONNECT_TIMEOUT=300ms",
            "REDIS_POOL_MAX=5",
            "REDIS_POOL_MAX_WAIT=90ms")
        .run(context -> {
          var factory = context.getBean(LettuceConnectionFactory.class);
          var client = factory.getClientConfiguration();
          assertThat(factory.getHostName() + ":" + factory.getPort() + "/" + factory.getDatabase())
              .isEqualTo("localhost:1/3");
          assertThat(factory.getPassword()).isEqualTo("order-token-0123456");
          assertThat(client.isUseSsl()).isTrue();
          assertThat(client.getVerifyMode()).hasToString("FULL");
          assertThat(client.getCommandTimeout()).hasMillis(700);
          assertThat(client.getClientOptions().orElseThrow().getSocketOptions().getConnectTimeout())
              .hasMillis(300);
          assertThat(client.getClientName()).contains("Orders-2");
          var pool = ((LettucePoolingClientConfiguration) client).getPoolConfig();
          assertThat(pool.getMaxTotal()).isEqualTo(5);
          assertThat(pool.getMaxWaitDuration()).hasMillis(90);
        });
  }

  @Test
  void jedisConnectsToTheSamePlaceWithTheSameLimits() {
    runner
        .withPropertyValues(
            "spring.data.redis.client-type=jedis",
            "REDIS_CLIENT_NAME=orders-eu",
            "REDIS_READ_TIMEOUT=700ms",
            "REDIS_CONNECT_TIMEOUT=300ms",
            "REDIS_POOL_MAX=5",
            "REDIS_POOL_MAX_WAIT=90ms")
        .run(context -> {
          var factory = context.getBean(JedisConnectionFactory.class);
          var client = factory.getClientConfiguration();
          assertThat(factory.getHostName() + ":" + factory.getPort() + "/" + factory.getDatabase())
              .isEqualTo("localhost:1/3");
          assertThat(factory.getPassword()).isEqualTo("order-token-0123456");
          assertThat(client.isUseSsl()).isTrue();
          assertThat(client.getSslParameters().orElseThrow().getEndpointIdentificationAlgorithm())
              .isEqualTo("HTTPS");
          assertThat(client.getReadTimeout()).hasMillis(700);
          assertThat(client.getConnectTimeout()).hasMillis(300);
          assertThat(client.getClientName()).contains("orders-eu");
          var pool = client.getPoolConfig().orElseThrow();
          assertThat(pool.getMaxTotal()).isEqualTo(5);
          assertThat(pool.getMaxWaitDuration()).hasMillis(90);
        });
  }

  @Test
  void aPlainConnectionIsPlain() {
    runner.withPropertyValues("REDIS_URL=redis://localhost:1").run(context -> {
      assertThat(context.getBean(LettuceConnectionFactory.class).isUseSsl()).isFalse();
      assertThat(context.getBean(DataRedisConnectionDetails.class).getSslBundle())
          .isNull();
    });
  }

  @Test
  void theZoneOfAnAddressIsThatOfASocket() {
    runner
        .withPropertyValues("REDIS_URL=redis://[fe80::1%25eth0]:1")
        .run(context -> assertThat(
                context.getBean(LettuceConnectionFactory.class).getHostName())
            .isEqualTo("fe80::1%eth0"));
  }

  @Test
  void verificationIsRelaxedOnlyAsTheSettingsSay() {
    String[] none = {"REDIS_TLS_VERIFY=none", "REDIS_TLS_INSECURE_ALLOWED=true"};
    runner
        .withPropertyValues("REDIS_TLS_VERIFY=ca", "REDIS_TLS_INSECURE_ALLOWED=true")
        .run(context -> assertThat(context
                .getBean(LettuceConnectionFactory.class)
                .getClientConfiguration()
                .getVerifyMode())
            .hasToString("CA"));
    runner
        .withPropertyValues(none)
        .run(context -> assertThat(context
                .getBean(LettuceConnectionFactory.class)
                .getClientConfiguration()
                .getVerifyMode())
            .hasToString("NONE"));
    runner
        .withPropertyValues(none)
        .withPropertyValues("spring.data.redis.client-type=jedis")
        .run(context -> assertThat(report(context.getStartupFailure())).isEqualTo("""
            error: Spring's Redis client cannot use REDIS_TLS_VERIFY=none with Jedis
              remedy: set REDIS_TLS_CA_FILE and remove REDIS_TLS_VERIFY, or use Lettuce
            """));
  }

  @Test
  void aTopologyThatSpringsClientDoesNotFollowIsRejected() {
    String remedy = "  remedy: use the bean of type RedisHealth with spring.autoconfigure.exclude="
        + SpringClientAutoConfiguration.class.getName() + ", or set REDIS_URL to ";
    runner
        .withPropertyValues("REDIS_TOPOLOGY=cluster")
        .run(context -> assertThat(report(context.getStartupFailure()))
            .isEqualTo("error: the settings name a cluster, and Spring's Redis client is connected"
                + " to one server\n" + remedy + "an endpoint with cluster mode disabled\n"));
    runner
        .withPropertyValues("REDIS_URL=rediss+sentinel://s1.test,s2.test/orders")
        .run(context -> assertThat(report(context.getStartupFailure()))
            .isEqualTo("error: the settings name sentinels, and Spring's Redis client is connected"
                + " to one server\n" + remedy + "the address of the primary itself\n"));
  }

  @Test
  void propertiesThatWouldBeLostAreRejectedTogether() {
    runner
        .withPropertyValues(
            "spring.data.redis.host=other.test",
            "spring.data.redis.ssl.bundle=mine",
            "spring.data.redis.sentinel.nodes[0]=s.test:1",
            "spring.data.redis.lettuce.shutdown-timeout=1s",
            "REDIS_TLS_SERVER_NAME=cache.test")
        .run(context -> assertThat(report(context.getStartupFailure())).isEqualTo("""
            error: spring.data.redis.host is not read: the connection comes from REDIS_URL and the other variables of Redis
              remedy: remove spring.data.redis.host; to change the value, set REDIS_HOST

            error: spring.data.redis.ssl is not read: the connection comes from REDIS_URL and the other variables of Redis
              remedy: remove spring.data.redis.ssl; to change the value, set REDIS_TLS_ENABLED

            error: spring.data.redis.sentinel is not read: the connection is to one server
              remedy: remove spring.data.redis.sentinel; Sentinel and cluster mode are not supported

            error: Spring's Redis client cannot verify the name in REDIS_TLS_SERVER_NAME in place of the host
              remedy: set REDIS_URL to a host name of the certificate and remove REDIS_TLS_SERVER_NAME
            """));
  }

  @Test
  void rejectedSettingsReportEveryProblemAndNoSecret() {
    runner
        .withPropertyValues("REDIS_URL=rediss://:p#w@host", "REDIS_POOL_MAX=many")
        .run(context -> assertThat(report(context.getStartupFailure()))
            .contains("error[USERINFO_RESERVED_CHAR]", "REDIS_POOL_MAX")
            .doesNotContain("p#w"));
  }

  @Test
  void beansOfTheServiceStay() {
    runner
        .withUserConfiguration(OfTheService.class)
        .withPropertyValues("spring.data.redis.lettuce.pool.max-active=3")
        .run(context -> {
          assertThat(context.getBean(RedisSettings.class).host()).isEqualTo("own.test");
          assertThat(context.getBean("redisHealthContributor")).isSameAs(OfTheService.INDICATOR);
          var factory = context.getBean(LettuceConnectionFactory.class);
          assertThat(factory.getHostName()).isEqualTo("container.test");
          assertThat(factory.isUseSsl()).isFalse();
        });
  }

  @Test
  void thePoolIsCreatedForAServiceThatUsesItOnly() {
    runner.run(context -> {
      var beans = context.getSourceApplicationContext().getBeanFactory();
      assertThat(context.getBean(HealthMonitor.class).guard("redis")).isNotNull();
      assertThat(beans.containsSingleton("redisHealth")).isFalse();

      RedisHealth pool = context.getBean(RedisHealth.class);

      assertThat(pool.check()).isSameAs(context.getBean(RedisCheck.class));
      assertThat(beans.containsSingleton("redisHealth")).isTrue();
    });
  }

  @Test
  void theCheckIsThatOfThePoolOfTheService() {
    try (var pool = RedisHealth.of(RedisSettings.of("localhost", 2), "own")) {
      runner.withBean(RedisHealth.class, () -> pool).run(context -> {
        assertThat(context).hasNotFailed().doesNotHaveBean(RedisCheck.class);

        DependencyGuard guard = context.getBean(HealthMonitor.class).guard("redis");

        assertThat(guard.call(() -> "ran", down -> "refused")).isEqualTo("ran");
        assertThat(pool.traffic().totals().count(Operation.READ, null)).isEqualTo(1);
      });
    }
  }

  @Test
  void theHealthOfRedisCanBeSwitchedOff() {
    runner
        .withPropertyValues("management.health.redis.enabled=false")
        .run(context -> assertThat(context)
            .hasNotFailed()
            .hasSingleBean(HealthMonitor.class)
            .doesNotHaveBean("redisHealthContributor"));
  }

  @Test
  void aServiceDoesWithoutActuatorAndWithoutSpringsClient() {
    runner
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class, RedisOperations.class))
        .run(context -> assertThat(context)
            .hasNotFailed()
            .hasSingleBean(HealthMonitor.class)
            .doesNotHaveBean(RedisConnectionFactory.class));
    runner
        .withClassLoader(new FilteredClassLoader("io.lettuce"))
        .run(context ->
            assertThat(context).hasNotFailed().hasSingleBean(JedisConnectionFactory.class));
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(
            RedisHealthAutoConfiguration.class, SpringClientAutoConfiguration.class))
        .withPropertyValues("REDIS_URL=redis://localhost:1")
        .withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class.getPackageName()))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(HealthMonitor.class));
  }

  @Test
  void unknownPropertiesOfThisModuleEndTheStart() {
    runner
        .withPropertyValues("hokusai.health.intervall=3s")
        .run(context -> assertThat(context).hasFailed());
    runner
        .withPropertyValues("hokusai.health.interval=0s")
        .run(context -> assertThat(context.getStartupFailure())
            .rootCause()
            .hasMessage(
                "hokusai.health.interval and hokusai.health.deadline must be longer than 0"));
    runner
        .withPropertyValues("hokusai.health.drain-delay=-1s")
        .run(context -> assertThat(context.getStartupFailure())
            .rootCause()
            .hasMessage("hokusai.health.drain-delay must not be negative"));
  }

  /** The report of the failure, which an exit code goes with. */
  private static String report(@Nullable Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(requireNonNull(failure));
    assertThat(root).hasMessage("the Redis settings of this service are rejected");
    return ((RejectedSettingsException) root).report();
  }

  @Configuration(proxyBeanMethods = false)
  static class OfTheService {
    static final HealthIndicator INDICATOR = () -> Health.up().build();

    @Bean
    RedisSettings settings() {
      return RedisSettings.of("own.test", 1);
    }

    @Bean
    HealthIndicator redisHealthContributor() {
      return INDICATOR;
    }

    @Bean
    DataRedisConnectionDetails container() {
      return new DataRedisConnectionDetails() {
        @Override
        public Standalone getStandalone() {
          return Standalone.of("container.test", 1);
        }
      };
    }
  }
}
