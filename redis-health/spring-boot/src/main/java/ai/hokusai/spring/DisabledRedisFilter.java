package ai.hokusai.spring;

import ai.hokusai.config.ConfigOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Removes the auto-configurations of Redis where {@code REDIS_ENABLED=false}, that of Spring too: without settings it
 * would connect to {@code localhost}.
 */
final class DisabledRedisFilter implements AutoConfigurationImportFilter, EnvironmentAware {
  private static final Set<String> OF_REDIS = Set.of(
      RedisHealthAutoConfiguration.class.getName(),
      SpringClientAutoConfiguration.class.getName(),
      "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration");

  private boolean isDisabled;

  @Override
  public void setEnvironment(Environment environment) {
    isDisabled = environment instanceof ConfigurableEnvironment configurable
        && SpringVariables.resolve(configurable) instanceof ConfigOutcome.Disabled;
  }

  @Override
  public boolean[] match(
      @Nullable String[] classes, AutoConfigurationMetadata autoConfigurationMetadata) {
    boolean[] kept = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String name = classes[i];
      kept[i] = !isDisabled || name == null || !OF_REDIS.contains(name);
    }
    return kept;
  }
}
