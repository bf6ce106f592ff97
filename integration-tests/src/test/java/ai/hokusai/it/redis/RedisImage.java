package ai.hokusai.it.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;

/** A container image with a redis-server on its path, pulled or built on first use. */
record RedisImage(String description, Future<String> name) {

  /** Removed with the JVM; a fixed name, so that the next run replaces what one that was killed left behind. */
  private static final String BUILT = "hokusai/redis-it:" + RedisBinary.VERSION;

  private static final int EXECUTABLE = 0100755;

  static RedisImage named(String name) {
    return new RedisImage(name, CompletableFuture.completedFuture(name));
  }

  /** The embedded redis-server and nothing else, so that no registry is asked for anything. */
  static RedisImage built(String architecture) {
    var dockerfile = """
        FROM scratch
        COPY redis-server /usr/local/bin/redis-server
        """;
    var image = new ImageFromDockerfile(BUILT, true)
        .withFileFromString("Dockerfile", dockerfile)
        .withFileFromTransferable(
            "redis-server", Transferable.of(RedisBinary.linux(architecture).bytes(), EXECUTABLE));
    return new RedisImage("redis-server " + RedisBinary.VERSION, image);
  }
}
