package ai.hokusai.it.redis;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port of an address to which no connection can be opened: its backlog is full, so the kernel ignores each SYN. */
public final class BlackHole implements Closeable {
  private static final int FILL_MILLIS = 200;
  private static final int MOST = 16;

  private final int port = LoopbackPort.free();
  private final List<Closeable> open = new ArrayList<>();

  private BlackHole() {}

  /** Takes a port of this address. */
  public static BlackHole open(String host) throws IOException {
    var hole = new BlackHole();
    try {
      hole.open.add(new ServerSocket(hole.port, 1, InetAddress.getByName(host)));
      hole.fill(new InetSocketAddress(host, hole.port));
      return hole;
    } catch (IOException e) {
      hole.close();
      throw e;
    }
  }

  private void fill(InetSocketAddress address) throws IOException {
    while (open.size() < MOST) {
      var filler = new Socket();
      open.add(filler);
      try {
        filler.connect(address, FILL_MILLIS);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IOException("this system accepts connections beyond the backlog of a port");
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    for (var each : open) {
      each.close();
    }
  }
}
