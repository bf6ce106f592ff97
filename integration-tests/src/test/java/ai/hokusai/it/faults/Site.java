package ai.hokusai.it.faults;

import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.RespConnection;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One Redis of its own with a console at it, and the name under which it may be known; used by one thread. */
final class Site implements AutoCloseable {
  private final RedisServer server;
  private final HostsFile hosts;
  private @Nullable RespConnection console;
  private @Nullable Closeable impostor;
  private @Nullable RespConnection other;
  private @Nullable NameServer nameServer;

  private Site(RedisServer server, HostsFile hosts) {
    this.server = server;
    this.hosts = hosts;
  }

  static Site open(RedisSpec spec) {
    try {
      return new Site(RedisServer.launch(spec), HostsFile.create());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RedisServer server() {
    return server;
  }

  HostsFile hosts() {
    return hosts;
  }

  /** A connection that is opened when it is first needed, and then kept while Redis lives. */
  RespConnection console() throws IOException {
    var open = console;
    if (open == null) {
      open = server.connect().patient(Bounds.PATIENCE);
      console = open;
    }
    return open;
  }

  /** A second connection, for a command that nobody waits for. */
  RespConnection open() throws IOException {
    other = server.connect();
    return other;
  }

  /** The one name server of this machine; opened when it is first needed. */
  NameServer nameServer() throws IOException {
    var open = nameServer;
    if (open == null) {
      open = NameServer.open();
      nameServer = open;
    }
    return open;
  }

  void stop() throws IOException {
    leaveConsole();
    server.stop();
  }

  void restart(RedisSpec spec) throws IOException {
    leaveConsole();
    server.restart(spec);
  }

  void replaceBy(Impostor somethingElse) throws IOException {
    stop();
    impostor = somethingElse.listen(new InetSocketAddress(server.host(), server.port()));
  }

  void bringBack() throws IOException {
    removeImpostor();
    server.start();
  }

  private void leaveConsole() throws IOException {
    if (console != null) {
      console.close();
      console = null;
    }
    if (other != null) {
      other.close();
      other = null;
    }
  }

  private void removeImpostor() throws IOException {
    if (impostor != null) {
      impostor.close();
      impostor = null;
    }
  }

  @Override
  public void close() {
    try {
      leaveConsole();
      removeImpostor();
      if (nameServer != null) {
        nameServer.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      server.close();
    }
  }
}
