package ai.hokusai.it.redis;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The choice of the engine, made once for a JVM by the system property {@code redis.engine} and told in the log. */
final class RedisEngines {

  private static final Logger LOG = LoggerFactory.getLogger(RedisEngines.class);

  private static @Nullable RedisEngine current;

  private RedisEngines() {}

  static synchronized RedisEngine current() {
    var chosen = current;
    if (chosen == null) {
      var image = System.getProperty("redis.image", "");
      var choice = EngineChoice.make(
          System.getProperty("redis.engine", "auto"),
          () -> DockerEngine.connect(image),
          () -> new EmbeddedEngine(ServerProgram.embedded()));
      LOG.info("Redis for tests: {} ({})", choice.engine().description(), choice.reason());
      chosen = choice.engine();
      current = chosen;
    }
    return chosen;
  }
}
