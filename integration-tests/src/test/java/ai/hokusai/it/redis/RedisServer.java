package ai.hokusai.it.redis;

import ai.hokusai.it.tls.TlsContexts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A real redis-server on {@code 127.0.0.1}, which keeps its port and its data directory from one start to the next; it
 * ends with the test that closes it or else with the JVM.
 */
public final class RedisServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final RedisInstance instance;
  private final int port;
  private volatile RedisSpec spec;

  private RedisServer(RedisSpec spec, RedisInstance instance, int port) {
    this.instance = instance;
    this.port = port;
    this.spec = spec;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @throws IllegalStateException if it does not, with what it printed
   */
  public static RedisServer launch(RedisSpec spec) {
    return launch(spec, RedisEngines.current());
  }

  /**
   * Starts a server of this program, whatever the others run in, and waits until it answers.
   *
   * @throws IllegalStateException if it does not, with what it printed
   */
  public static RedisServer launch(RedisSpec spec, ServerProgram program) {
    return launch(spec, new EmbeddedEngine(program));
  }

  private static RedisServer launch(RedisSpec spec, RedisEngine engine) {
    var port = LoopbackPort.free();
    var server = new RedisServer(spec, engine.prepare(spec, port), port);
    try {
      server.start();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The address, for which the certificate needs an IP name; {@code localhost} is the same server by DNS name. */
  public String host() {
    return HOST;
  }

  /** An address whose clients the server takes for clients on other machines; null where there is none. */
  public @Nullable String outsideHost() {
    return instance.outsideHost();
  }

  public int port() {
    return port;
  }

  /** Starts it again after {@link #stop} and waits until it answers. */
  public void start() {
    instance.start();
    new Readiness(spec, instance, HOST, port).await();
  }

  /** Ends it and starts it on the same port as something else; it keeps the data that it has saved. */
  public void restart(RedisSpec newSpec) {
    stop();
    spec = newSpec;
    instance.configure(newSpec);
    start();
  }

  /** Opens a connection that a person at a console would have: as the default user, whatever the certificate. */
  public RespConnection connect() throws IOException {
    var connection = connectWithoutPassword();
    var password = spec.quotedPassword();
    if (password != null) {
      connection.tell("AUTH " + password);
    }
    return connection;
  }

  /** Opens a connection that has sent nothing yet. */
  public RespConnection connectWithoutPassword() throws IOException {
    var identity = spec.identity();
    return identity == null
        ? RespConnection.plain(HOST, port)
        : RespConnection.tls(TlsContexts.trustingAnybody(identity), "", HOST, port);
  }

  /** Ends the process; connections are refused from now on. */
  public void stop() {
    instance.stop();
  }

  /** Freezes the process in mid-air: connections still open, and no answer comes. */
  public void pause() {
    instance.pause();
  }

  /** Lets it go on after {@link #pause}. */
  public void resume() {
    instance.resume();
  }

  @Override
  public void close() {
    instance.close();
  }
}
