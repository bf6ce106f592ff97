package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

final class ReadinessGroupTest {
  private static final String INCLUDE = "management.endpoint.health.group.readiness.include";

  private static String included(Map<String, String> properties) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("of the service", new TreeMap<>(properties)));
    new ReadinessGroup().postProcessEnvironment(environment, new SpringApplication());
    return environment.getProperty(INCLUDE, "");
  }

  @Test
  void containsRedisByDefault() {
    assertThat(included(Map.of("REDIS_URL", "redis://cache.test")))
        .isEqualTo("readinessState,redis");
    // Rejected settings end the start with their own report.
    assertThat(included(Map.of("REDIS_URL", "redis://"))).isEqualTo("readinessState,redis");
  }

  @Test
  void theGroupOfTheServiceStays() {
    assertThat(included(Map.of(INCLUDE, "readinessState,db"))).isEqualTo("readinessState,db");
    assertThat(included(Map.of("management.endpoint.health.group.readiness.exclude", "db")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "management.endpoint.health.probes.enabled",
        "management.health.redis.enabled",
        "management.health.defaults.enabled",
        "REDIS_ENABLED"
      })
  void isNotAddedWhereAMemberWouldNotExist(String property) {
    assertThat(included(Map.of(property, "false"))).isEmpty();
  }

  @Test
  void isAddedWhereOnlyRedisIsReported() {
    assertThat(included(Map.of(
            "REDIS_URL", "redis://cache.test",
            "management.health.defaults.enabled", "false",
            "management.health.redis.enabled", "true")))
        .isEqualTo("readinessState,redis");
  }
}
