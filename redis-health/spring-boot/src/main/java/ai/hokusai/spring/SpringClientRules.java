package ai.hokusai.spring;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.TlsVerification;
import ai.hokusai.config.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds settings that Spring's Redis client would lose. */
final class SpringClientRules {
  private static final String PREFIX = "spring.data.redis.";

  /** The properties that describe the connection, each with the variable that is read in its place. */
  private static final Map<String, String> IN_PLACE = new LinkedHashMap<>();

  private static final List<String> TOPOLOGIES =
      List.of("sentinel", "cluster", "masterreplica", "lettuce.cluster");

  static {
    IN_PLACE.put("url", "REDIS_URL");
    IN_PLACE.put("host", "REDIS_HOST");
    IN_PLACE.put("port", "REDIS_PORT");
    IN_PLACE.put("database", "REDIS_DB");
    IN_PLACE.put("username", "REDIS_USERNAME");
    IN_PLACE.put("password", "REDIS_AUTH_TOKEN");
    IN_PLACE.put("client-name", "REDIS_CLIENT_NAME");
    IN_PLACE.put("connect-timeout", "REDIS_CONNECT_TIMEOUT");
    IN_PLACE.put("timeout", "REDIS_READ_TIMEOUT");
    IN_PLACE.put("ssl", "REDIS_TLS_ENABLED");
    IN_PLACE.put("lettuce.pool", "REDIS_POOL_MAX");
    IN_PLACE.put("jedis.pool", "REDIS_POOL_MAX");
  }

  private SpringClientRules() {}

  /** The properties that are not read, without their prefix. */
  static List<String> names() {
    return Stream.concat(IN_PLACE.keySet().stream(), TOPOLOGIES.stream()).toList();
  }

  /**
   * Checks everything that does not depend on the client.
   *
   * @throws RejectedSettingsException with all problems, where there is one
   */
  static void check(ConfigurableEnvironment environment, RedisSettings settings) {
    List<String> problems = new ArrayList<>();
    IN_PLACE.forEach((property, variable) -> {
      if (isSet(environment, PREFIX + property)) {
        problems.add("""
            error: %1$s%2$s is not read: the connection comes from REDIS_URL and the other variables of Redis
              remedy: remove %1$s%2$s; to change the value, set %3$s
            """.formatted(PREFIX, property, variable));
      }
    });
    for (String topology : TOPOLOGIES) {
      if (isSet(environment, PREFIX + topology)) {
        problems.add("""
            error: %1$s%2$s is not read: the connection is to one server
              remedy: remove %1$s%2$s; Sentinel and cluster mode are not supported
            """.formatted(PREFIX, topology));
      }
    }
    if (settings.topology() == Topology.CLUSTER) {
      problems.add("""
          error: the settings name a cluster, and Spring's Redis client is connected to one server
            remedy: use the bean of type RedisHealth with spring.autoconfigure.exclude=%s, or set REDIS_URL to an \
          endpoint with cluster mode disabled
          """.formatted(SpringClientAutoConfiguration.class.getName()));
    }
    if (settings.iam() != null) {
      problems.add("""
          error: Spring's Redis client reads a password once, and a token of AWS IAM is valid for 15 minutes
            remedy: use the bean of type RedisHealth with spring.autoconfigure.exclude=%s, or set \
          REDIS_AUTH_MODE=password
          """.formatted(SpringClientAutoConfiguration.class.getName()));
    }
    if (settings.topology() == Topology.SENTINEL) {
      problems.add("""
          error: the settings name sentinels, and Spring's Redis client is connected to one server
            remedy: use the bean of type RedisHealth with spring.autoconfigure.exclude=%s, or set REDIS_URL to the \
          address of the primary itself
          """.formatted(SpringClientAutoConfiguration.class.getName()));
    }
    TlsSettings tls = settings.tls();
    if (tls != null && tls.serverName() != null) {
      problems.add("""
          error: Spring's Redis client cannot verify the name in REDIS_TLS_SERVER_NAME in place of the host
            remedy: set REDIS_URL to a host name of the certificate and remove REDIS_TLS_SERVER_NAME
          """);
    }
    reject(problems);
  }

  /**
   * Checks what Spring cannot configure for Jedis.
   *
   * @throws RejectedSettingsException where the server is not verified
   */
  static void checkJedis(TlsSettings tls) {
    if (tls.verification() == TlsVerification.NONE) {
      reject(List.of("""
          error: Spring's Redis client cannot use REDIS_TLS_VERIFY=none with Jedis
            remedy: set REDIS_TLS_CA_FILE and remove REDIS_TLS_VERIFY, or use Lettuce
          """));
    }
  }

  private static void reject(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new RejectedSettingsException(String.join("\n", problems));
    }
  }

  private static boolean isSet(ConfigurableEnvironment environment, String property) {
    var name = ConfigurationPropertyName.of(property);
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.getConfigurationProperty(name) != null
          || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }
}
