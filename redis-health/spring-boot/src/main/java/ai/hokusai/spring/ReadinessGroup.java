package ai.hokusai.spring;

import ai.hokusai.config.ConfigOutcome;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Adds {@code redis} to the readiness group of the actuator where the service configures none. Liveness stays as it
 * is: a restart does not repair Redis.
 */
final class ReadinessGroup implements EnvironmentPostProcessor, Ordered {
  private static final String GROUP = "management.endpoint.health.group.readiness";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (hasNoGroup(environment)
        && isOn(environment, "management.endpoint.health.probes.enabled", true)
        && isRedisReported(environment)
        && !(SpringVariables.resolve(environment) instanceof ConfigOutcome.Disabled)) {
      environment
          .getPropertySources()
          .addLast(new MapPropertySource(
              "hokusaiReadinessGroup", Map.of(GROUP + ".include", "readinessState,redis")));
    }
  }

  private static boolean hasNoGroup(ConfigurableEnvironment environment) {
    var group = ConfigurationPropertyName.of(GROUP);
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(group) == ConfigurationPropertyState.PRESENT) {
        return false;
      }
    }
    return true;
  }

  /** A group with a member that does not exist would end the start. */
  private static boolean isRedisReported(ConfigurableEnvironment environment) {
    boolean isDefault = isOn(environment, "management.health.defaults.enabled", true);
    return isOn(environment, "management.health.redis.enabled", isDefault);
  }

  private static boolean isOn(
      ConfigurableEnvironment environment, String property, boolean isDefault) {
    return environment.getProperty(property, Boolean.class, isDefault);
  }

  /** After the files were read. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
