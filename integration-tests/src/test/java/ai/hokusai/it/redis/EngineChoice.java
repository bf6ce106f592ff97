package ai.hokusai.it.redis;

import java.util.function.Supplier;

/** An engine and the reason why it was taken. */
record EngineChoice(RedisEngine engine, String reason) {

  /**
   * Takes what was asked for.
   *
   * @param requested {@code docker}, {@code embedded}, or {@code auto}: Docker where an engine can be used, else embedded
   * @throws DockerUnavailableException if Docker was asked for and cannot be used
   */
  static EngineChoice make(
      String requested, Supplier<RedisEngine> docker, Supplier<RedisEngine> embedded) {
    return switch (requested) {
      case "docker" -> new EngineChoice(docker.get(), "redis.engine=docker");
      case "embedded" -> new EngineChoice(embedded.get(), "redis.engine=embedded");
      case "auto" -> automatic(docker, embedded);
      default ->
        throw new IllegalArgumentException("redis.engine is not one of auto, docker and embedded");
    };
  }

  private static EngineChoice automatic(
      Supplier<RedisEngine> docker, Supplier<RedisEngine> embedded) {
    try {
      return new EngineChoice(docker.get(), "a Docker engine answers");
    } catch (DockerUnavailableException e) {
      return new EngineChoice(embedded.get(), String.valueOf(e.getMessage()));
    }
  }
}
