package ai.hokusai.it.redis;

import ai.hokusai.it.process.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs redis-server as a child process, in a temporary directory; both go with the JVM, however it ends. */
final class EmbeddedEngine implements RedisEngine {

  private final Path root;
  private final ServerProgram program;

  EmbeddedEngine(ServerProgram program) {
    this.root = Scratch.directory("redis-");
    this.program = program;
  }

  @Override
  public String description() {
    return "embedded " + program;
  }

  @Override
  public EmbeddedRedis prepare(RedisSpec spec, int port) {
    try {
      var directory = Files.createTempDirectory(root, port + "-");
      var instance = new EmbeddedRedis(program, directory, port);
      instance.configure(spec);
      return instance;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
