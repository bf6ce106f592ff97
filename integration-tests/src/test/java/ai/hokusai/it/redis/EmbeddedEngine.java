package ai.hokusai.it.redis;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs redis-server as a child process, in a temporary directory that goes when the JVM ends. */
final class EmbeddedEngine implements RedisEngine {

  private final Path root;
  private final Path binary;
  private final Collection<EmbeddedRedis> instances = new ConcurrentLinkedQueue<>();

  private EmbeddedEngine(Path root, Path binary) {
    this.root = root;
    this.binary = binary;
  }

  /** Extracts the binary for this machine. */
  static EmbeddedEngine extract() {
    var content = RedisBinary.here().bytes();
    try {
      var root = Files.createTempDirectory("redis-it-");
      var binary = Files.write(root.resolve("redis-server"), content);
      Files.setPosixFilePermissions(binary, fromString("rwx------"));
      var engine = new EmbeddedEngine(root, binary);
      Runtime.getRuntime().addShutdownHook(new Thread(engine::clear, "redis-it-clear"));
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String description() {
    return "embedded redis-server " + RedisBinary.VERSION;
  }

  @Override
  public RedisInstance prepare(RedisSpec spec, int port) {
    try {
      var directory = Files.createTempDirectory(root, port + "-");
      var instance = new EmbeddedRedis(binary, directory, port);
      instance.configure(spec);
      instances.add(instance);
      return instance;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void clear() {
    instances.forEach(EmbeddedRedis::kill);
    Directories.delete(root);
  }
}
