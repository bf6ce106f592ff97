package ai.hokusai.it.redis;

import ai.hokusai.it.process.Tied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A redis-server that is a child process of this JVM. */
final class EmbeddedRedis implements RedisInstance {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int STOP_SECONDS = 2;

  private final ServerProgram program;
  private final Path directory;
  private final Path output;
  private volatile @Nullable Process process;
  private final int port;
  private boolean paused;
  private boolean isSentinel;
  private @Nullable String outsideHost;

  EmbeddedRedis(ServerProgram program, Path directory, int port) {
    this.program = program;
    this.directory = directory;
    this.output = directory.resolve("output.log");
    this.port = port;
  }

  @Override
  public void configure(RedisSpec spec) {
    isSentinel = spec.lines().stream().anyMatch(line -> line.startsWith("sentinel "));
    outsideHost = spec.isReachableFromOutside() ? OutsideAddress.ofThisMachine() : null;
    // The dash: that there is no such address any more is no reason not to start.
    var bind = outsideHost == null ? LOOPBACK : LOOPBACK + " -" + outsideHost;
    try {
      for (var file : RedisFiles.of(program.understood(spec), bind, port).entrySet()) {
        var path = directory.resolve(file.getKey());
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable String outsideHost() {
    return outsideHost;
  }

  @Override
  public void start() {
    var command = isSentinel
        ? List.of(program.path().toString(), RedisFiles.CONF, "--sentinel")
        : List.of(program.path().toString(), RedisFiles.CONF);
    var builder = new ProcessBuilder(Tied.command(command))
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(output.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    var running = process;
    if (running == null || !running.isAlive()) {
      return;
    }
    resume();
    // Not Process.destroy, which closes the pipe and so lets Tied kill it.
    boolean ignored = running.toHandle().destroy();
    if (!hasEnded(running)) {
      kill();
    }
  }

  /** Ends it at once, paused or not. */
  void kill() {
    var running = process;
    if (running != null) {
      hasEnded(running.destroyForcibly());
    }
  }

  /** The process, which is running. */
  long pid() {
    var running = process;
    if (running == null) {
      throw new IllegalStateException("redis-server was not started");
    }
    return running.pid();
  }

  @Override
  public void pause() {
    signal("STOP");
    paused = true;
  }

  @Override
  public void resume() {
    if (paused) {
      signal("CONT");
      paused = false;
    }
  }

  @Override
  public boolean isRunning() {
    var started = process;
    return started != null && started.isAlive();
  }

  @Override
  public String output() {
    try {
      return Files.exists(output) ? Files.readString(output) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    Directories.delete(directory);
  }

  private void signal(String name) {
    try {
      // The shell's own kill, because not every machine has the program.
      var shell = new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(name, pid())).start();
      if (shell.waitFor() != 0) {
        throw new IllegalStateException("redis-server took no signal " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static boolean hasEnded(Process process) {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for redis-server", e);
  }
}
