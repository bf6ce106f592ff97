package ai.hokusai.spring;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisVariable;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.KnownSecrets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the variables of Redis from the environment of Spring: from environment variables, system properties,
 * arguments and configuration files, under the same names.
 */
final class SpringVariables {
  // A property with dots or dashes is not a variable.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SpringVariables() {}

  static ConfigOutcome resolve(ConfigurableEnvironment environment) {
    return RedisConfig.resolve(
        read(environment), FileSource.system(), new KnownSecrets(), Instant.now());
  }

  /** The variables by name, each from the first source that has it. */
  static Map<String, String> read(ConfigurableEnvironment environment) {
    Map<String, String> variables = new TreeMap<>();
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
        names(source).distinct().forEach(name -> {
          Object value = source.getProperty(name);
          if (value != null && !variables.containsKey(name)) {
            variables.put(name, text(source, value.toString(), environment));
          }
        });
      }
    }
    return variables;
  }

  /** The names that are read, which not every source lists, and the others, of which some may be misspelt. */
  private static Stream<String> names(PropertySource<?> source) {
    Stream<String> read = Arrays.stream(RedisVariable.values())
        .flatMap(each ->
            Stream.concat(Stream.of(each.name(), each.fileName()), each.aliases().stream()));
    return source instanceof EnumerablePropertySource<?> listed
        ? Stream.concat(
            read,
            Arrays.stream(listed.getPropertyNames())
                .filter(name -> NAME.matcher(name).matches()))
        : read;
  }

  /** A token in the process environment may contain "${"; in a file that begins a placeholder. */
  private static String text(
      PropertySource<?> source, String value, ConfigurableEnvironment environment) {
    boolean isLiteral = source instanceof SystemEnvironmentPropertySource
        || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    return isLiteral ? value : environment.resolvePlaceholders(value);
  }
}
