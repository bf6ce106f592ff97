package ai.hokusai.health.connect;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Rejects a Jedis that does not call {@link RedisLink}, whose bounds would then be missing without an error.
 * Dependency management of a framework may select such a version.
 */
public final class JedisVersion {
  private static final String PROPERTIES = "/META-INF/maven/redis.clients/jedis/pom.properties";

  private JedisVersion() {}

  /** Throws IllegalStateException with what to set where Jedis on the class path is not 7.4 to 8.x. */
  public static void require() {
    boolean isSupported = Arrays.stream(Connection.class.getDeclaredMethods())
        .filter(method -> method.getName().equals("protocolRead"))
        .map(method -> method.getParameterTypes())
        .anyMatch(types -> types.length > 0 && types[0] == RedisInputStream.class);
    if (!isSupported || !hasRedisClient()) {
      throw new IllegalStateException(message(version()));
    }
  }

  static String message(String version) {
    return "hokusai-redis-health needs Jedis 7.4 to 8.x, and the class path has %s: set the version of"
            .formatted(version)
        + " redis.clients:jedis to 8.0.2 (with Spring Boot, the property jedis.version)";
  }

  private static boolean hasRedisClient() {
    return Connection.class.getResource("RedisClient.class") != null;
  }

  static String version() {
    try (InputStream in = Connection.class.getResourceAsStream(PROPERTIES)) {
      var properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "another version");
    } catch (IOException e) {
      return "another version";
    }
  }
}
