package ai.hokusai.it.faults.harness;

import static java.util.Objects.requireNonNull;

import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.RespConnection;
import ai.hokusai.it.redis.ServerProgram;
import ai.hokusai.testkit.FaultyRedis;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Redis of its own with a console at it, and what lies between it and a service; used by one thread. */
public final class TestBed implements AutoCloseable {
  private final RedisServer server;
  private final HostsFile hosts;
  // The console and whatever else is open, the last first.
  private final Deque<Closeable> connections = new ArrayDeque<>();
  private @Nullable RespConnection console;
  private @Nullable FaultyRedis relay;
  private @Nullable DnsServer nameServer;
  private @Nullable RedisServer companion;

  private TestBed(RedisServer server, HostsFile hosts) {
    this.server = server;
    this.hosts = hosts;
  }

  public static TestBed open(RedisSpec spec) {
    return open(() -> RedisServer.launch(spec));
  }

  public static TestBed open(RedisSpec spec, ServerProgram program) {
    return open(() -> RedisServer.launch(spec, program));
  }

  private static TestBed open(Supplier<RedisServer> launch) {
    try {
      return new TestBed(launch.get(), HostsFile.create());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RedisServer server() {
    return server;
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(server.host(), server.port());
  }

  /** The port that a service is told. */
  public int port() {
    return relay == null ? server.port() : relay.port();
  }

  public HostsFile hosts() {
    return hosts;
  }

  /** A connection that is opened when it is first needed, and then kept while Redis lives. */
  public RespConnection console() throws IOException {
    var kept = console;
    if (kept == null) {
      kept = connect();
      console = kept;
    }
    return kept;
  }

  /** A further connection, for a command that nobody waits for. */
  public RespConnection connect() throws IOException {
    var connection = server.connect().patient(Bounds.PATIENCE);
    connections.push(connection);
    return connection;
  }

  /** Launches a second server, such as a sentinel; a process of this machine, whatever the first one runs in. */
  public void openCompanion(RedisSpec spec) {
    companion = RedisServer.launch(spec, ServerProgram.embedded());
  }

  /** The second server. */
  public RedisServer companion() {
    return requireNonNull(companion, "there is no second server");
  }

  /** Runs commands at the second server, as its default user. */
  public void tellCompanion(String... commands) throws IOException {
    try (var opened = companion().connect().patient(Bounds.PATIENCE)) {
      for (var command : commands) {
        opened.tell(command);
      }
    }
  }

  /** Closes something with this, or when the server stops. */
  public void keep(Closeable opened) {
    connections.push(opened);
  }

  /** The one name server of this machine; opened when it is first needed. */
  public DnsServer nameServer() throws IOException {
    var open = nameServer;
    if (open == null) {
      open = DnsServer.open();
      nameServer = open;
    }
    return open;
  }

  /** Puts a port between the server and the services that start from now on. */
  public FaultyRedis openRelay() {
    var between = FaultyRedis.inFrontOf(server.host(), server.port());
    relay = between;
    return between;
  }

  /** Gives the port between to something that is not Redis, so that open connections end. */
  public void replaceBy(Consumer<FaultyRedis> somethingElse) {
    breakOff();
    somethingElse.accept(relay());
  }

  /** Leaves nobody at the port between, so that connections are refused. */
  public void breakOff() {
    relay().refuse();
  }

  /** Undoes {@link #replaceBy} and {@link #breakOff}. */
  public void bringBack() {
    relay().recover();
  }

  private FaultyRedis relay() {
    if (relay == null) {
      throw new IllegalStateException("there is nothing between the server and the service");
    }
    return relay;
  }

  public void stop() throws IOException {
    leave();
    server.stop();
  }

  public void restart(RedisSpec spec) throws IOException {
    leave();
    server.restart(spec);
  }

  private void leave() throws IOException {
    console = null;
    while (!connections.isEmpty()) {
      connections.pop().close();
    }
  }

  @Override
  public void close() {
    try {
      leave();
      if (relay != null) {
        relay.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (nameServer != null) {
        nameServer.close();
      }
      if (companion != null) {
        companion.close();
      }
      server.close();
    }
  }
}
