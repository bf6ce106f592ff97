package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.diagnostic.Diagnostic;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

final class SpringVariablesTest {
  private final StandardEnvironment environment = new StandardEnvironment();

  SpringVariablesTest() {
    // The process of the test has variables of its own.
    environment.getPropertySources().stream()
        .map(PropertySource::getName)
        .toList()
        .forEach(name -> environment.getPropertySources().remove(name));
  }

  private void addLast(PropertySource<?> source) {
    environment.getPropertySources().addLast(source);
  }

  @Test
  void theFirstSourceDecides() {
    addLast(new MapPropertySource("arguments", Map.of("REDIS_PORT", 6380)));
    addLast(new SystemEnvironmentPropertySource(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        Map.of("REDIS_HOST", "cache.test", "REDIS_PORT", "6379")));
    addLast(new MapPropertySource(
        "application.properties", Map.of("REDIS_HOST", "other.test", "REDIS_TLS_ENABLED", true)));
    ConfigurationPropertySources.attach(environment);

    assertThat(SpringVariables.read(environment))
        .isEqualTo(
            Map.of("REDIS_HOST", "cache.test", "REDIS_PORT", "6380", "REDIS_TLS_ENABLED", "true"));
  }

  @Test
  void aPlaceholderIsReplacedInAFileButNotInTheProcessEnvironment() {
    addLast(new SystemEnvironmentPropertySource(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        Map.of("REDIS_AUTH_TOKEN", "a${stage}b", "stage", "prod")));
    addLast(new MapPropertySource(
        "application.properties", Map.of("REDIS_URL", "rediss://${stage}.test")));

    assertThat(SpringVariables.read(environment))
        .isEqualTo(Map.of(
            "REDIS_AUTH_TOKEN", "a${stage}b", "REDIS_URL", "rediss://prod.test", "stage", "prod"));
  }

  @Test
  void aSourceThatListsNoNamesIsRead() {
    addLast(new PropertySource<>("store", "redis://cache.test") {
      @Override
      public @Nullable Object getProperty(String name) {
        return name.equals("REDIS_TLS_URL") ? getSource() : null;
      }
    });

    assertThat(SpringVariables.read(environment))
        .isEqualTo(Map.of("REDIS_TLS_URL", "redis://cache.test"));
  }

  @Test
  void propertiesOfOthersAreNoVariables() {
    addLast(new MapPropertySource(
        "application.properties",
        Map.of("management.health.redis.enabled", "true", "redis-url", "x", "my.redis.host", "x")));

    assertThat(SpringVariables.read(environment)).isEmpty();
  }

  @Test
  void aMisspeltVariableIsReported() {
    addLast(new MapPropertySource(
        "application.properties",
        Map.of("REDIS_URL", "redis://cache.test", "REDIS_READ_TIMEOUTS", "2s")));

    ConfigOutcome outcome = SpringVariables.resolve(environment);

    assertThat(outcome).isInstanceOf(ConfigOutcome.Resolved.class);
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("UNKNOWN_VARIABLE");
  }
}
