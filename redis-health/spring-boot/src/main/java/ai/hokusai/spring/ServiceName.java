package ai.hokusai.spring;

import ai.hokusai.config.RedisSettings;
import org.springframework.core.env.Environment;

/** The name of the service for its connections. */
final class ServiceName {

  private ServiceName() {}

  /** The name of the application, with dashes for what CLIENT SETNAME does not accept. */
  static String of(Environment environment) {
    String name = environment.getProperty("spring.application.name", "").strip();
    return name.isEmpty() ? "application" : name.replaceAll("[^!-~]+", "-");
  }

  /** The name of the settings, or else that of the application. */
  static String of(RedisSettings settings, Environment environment) {
    String name = settings.clientName();
    return name == null ? of(environment) : name;
  }
}
