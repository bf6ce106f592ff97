package ai.hokusai.it.redis;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs redis-server as a child process, in a temporary directory; both go with the JVM, however it ends. */
final class EmbeddedEngine implements RedisEngine {

  private final Path root;
  private final Path binary;

  private EmbeddedEngine(Path root, Path binary) {
    this.root = root;
    this.binary = binary;
  }

  /** Extracts the binary for this machine. */
  static EmbeddedEngine extract() {
    var content = RedisBinary.here().bytes();
    try {
      var root = Scratch.directory("redis-");
      var binary = Files.write(root.resolve("redis-server"), content);
      Files.setPosixFilePermissions(binary, fromString("rwx------"));
      return new EmbeddedEngine(root, binary);
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
      return instance;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
