package ai.hokusai.health.connect;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.apache.commons.pool2.impl.BaseObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Rejects a Jedis that does not call {@link RedisLink}, whose bounds would then be missing without an error, and a pool
 * that neither Jedis nor this library can use. The dependency management of a framework can select such versions.
 */
public final class JedisVersion {
  private static final String JEDIS = "redis.clients/jedis";
  private static final String POOL = "org.apache.commons/commons-pool2";

  private JedisVersion() {}

  /** Throws IllegalStateException with what to set where Jedis on the class path is not 7.4 to 8.x. */
  public static void require() {
    boolean isSupported = Arrays.stream(Connection.class.getDeclaredMethods())
        .filter(method -> method.getName().equals("protocolRead"))
        .map(method -> method.getParameterTypes())
        .anyMatch(types -> types.length > 0 && types[0] == RedisInputStream.class);
    if (!isSupported || !hasRedisClient()) {
      throw new IllegalStateException(message(version(JEDIS)));
    }
  }

  /** Throws IllegalStateException with what to set where commons-pool2 on the class path is older than 2.11. */
  public static void requirePool() {
    boolean isPoolSupported = Arrays.stream(BaseObjectPoolConfig.class.getMethods())
        .filter(method -> method.getName().equals("setMaxWait"))
        .anyMatch(method -> method.getParameterTypes()[0] == Duration.class);
    if (!isPoolSupported) {
      throw new IllegalStateException(poolMessage(version(POOL)));
    }
  }

  static String message(String version) {
    return "hokusai-redis-health needs Jedis 7.4 to 8.x, and the class path has %s: set the version of"
            .formatted(version)
        + " redis.clients:jedis to 8.0.2 (with Spring Boot, the property jedis.version)";
  }

  static String poolMessage(String version) {
    return "hokusai-redis-health needs commons-pool2 2.11 or later, and the class path has %s: set the"
            .formatted(version)
        + " version of org.apache.commons:commons-pool2 to that of Jedis, such as 2.13.1";
  }

  private static boolean hasRedisClient() {
    return Connection.class.getResource("RedisClient.class") != null;
  }

  /** The version in the jar of this group and artifact. */
  static String version(String artifact) {
    String resource = "/META-INF/maven/" + artifact + "/pom.properties";
    Class<?> inJar = artifact.equals(JEDIS) ? Connection.class : BaseObjectPoolConfig.class;
    try (InputStream in = inJar.getResourceAsStream(resource)) {
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
