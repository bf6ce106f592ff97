package ai.hokusai.it.redis;

/**
 * A real redis-server on {@code 127.0.0.1}, which keeps its port and its data directory from one start to the next; it
 * ends with the test that closes it or else with the JVM.
 */
public final class RedisServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final RedisInstance instance;
  private final Readiness readiness;
  private final int port;

  private RedisServer(RedisSpec spec, RedisInstance instance, int port) {
    this.instance = instance;
    this.readiness = new Readiness(spec, instance, HOST, port);
    this.port = port;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @throws IllegalStateException if it does not, with what it printed
   */
  public static RedisServer launch(RedisSpec spec) {
    var port = LoopbackPort.free();
    var server = new RedisServer(spec, RedisEngines.current().prepare(spec, port), port);
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

  public int port() {
    return port;
  }

  /** Starts it again after {@link #stop} and waits until it answers. */
  public void start() {
    instance.start();
    readiness.await();
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
