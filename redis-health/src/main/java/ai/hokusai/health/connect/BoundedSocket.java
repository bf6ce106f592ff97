package ai.hokusai.health.connect;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose connection and reads share one budget of waiting time, and whose input ends after
 * a number of bytes. While the connection is set up, a write that fails is reported by the next
 * read, and only where that read has nothing to return. One thread at a time uses it; any other may
 * close it.
 */
// A socket's own time-out restarts with each byte, so that a slow sender could hold a handshake
// for ever. TLS reads through the stream of the socket below, and so through these bounds.
// A server that refuses a client sends the reason and closes, while the client still writes its
// handshake or greeting. Without the deferral, the broken pipe would hide that reason.
public final class BoundedSocket extends Socket {
  private final ChannelSocketImpl channel;
  private final Budget budget;
  private int bytesLeft;
  private int readTimeout;
  private boolean isRestored;
  private boolean isSetUp;
  private @Nullable IOException failedWrite;

  /**
   * A socket that is not connected yet.
   *
   * @param budget the waiting time, which it may share with others
   * @param maxBytes the number of bytes after which its input ends
   * @throws SocketException never
   */
  public BoundedSocket(Budget budget, int maxBytes) throws SocketException {
    this(new ChannelSocketImpl(), budget, maxBytes);
  }

  private BoundedSocket(ChannelSocketImpl channel, Budget budget, int maxBytes)
      throws SocketException {
    super(channel);
    this.channel = channel;
    this.budget = budget;
    this.bytesLeft = maxBytes;
  }

  /**
   * Connects within the budget.
   *
   * @param peer where to
   * @throws IOException where it fails or times out
   */
  public void connectTo(InetSocketAddress peer) throws IOException {
    connectTo(peer, Integer.MAX_VALUE);
  }

  /** Connects within the budget and a share of it. */
  void connectTo(InetSocketAddress peer, long maxMillis) throws IOException {
    boolean ignored = budget.spendOnPeer("Connect", millis -> {
      connect(peer, (int) Math.max(1, Math.min(millis, maxMillis)));
      return true;
    });
  }

  /**
   * Reads without waiting, between a reply and the next command, when a peer has nothing to send.
   * Data that has arrived is discarded.
   *
   * @return false where the connection is open and nothing has arrived
   */
  boolean isClosedOrReadable() {
    return isClosed() || channel.isClosedOrReadable();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new BoundedInput(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new DeferringOutput(super.getOutputStream());
  }

  /** From now on a write that fails throws at once. */
  void finishSetup() {
    isSetUp = true;
  }

  /** The time-out of a single read, within the budget and after it was lifted. */
  @Override
  public synchronized void setSoTimeout(int millis) throws SocketException {
    readTimeout = millis;
    super.setSoTimeout(millis);
  }

  @Override
  public synchronized int getSoTimeout() {
    return readTimeout;
  }

  private void limitNextRead(int millis) throws SocketException {
    super.setSoTimeout(readTimeout == 0 ? millis : Math.min(millis, readTimeout));
  }

  private void restoreReadTimeout() throws SocketException {
    if (!isRestored) {
      isRestored = true;
      super.setSoTimeout(readTimeout);
    }
  }

  /** Reads within the bounds of the socket. */
  private final class BoundedInput extends FilterInputStream {

    BoundedInput(InputStream in) {
      super(in);
    }

    /** Always zero: the JDK's TLS reads while there is more, without a bound, before it closes. */
    @Override
    public int available() {
      return 0;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      IOException unsent = failedWrite;
      if (unsent == null) {
        return bounded(buffer, offset, length);
      }
      int count;
      try {
        count = bounded(buffer, offset, length);
      } catch (IOException e) {
        throw unsent;
      }
      if (count < 0) {
        throw unsent;
      }
      return count;
    }

    private int bounded(byte[] buffer, int offset, int length) throws IOException {
      if (budget.isLifted()) {
        restoreReadTimeout();
        return in.read(buffer, offset, length);
      }
      if (bytesLeft == 0) {
        return -1;
      }
      int count = budget.spendOnPeer("Read", millis -> {
        limitNextRead(millis);
        return in.read(buffer, offset, Math.min(length, bytesLeft));
      });
      bytesLeft -= Math.max(0, count);
      return count;
    }
  }

  /** Drops what cannot be sent while the connection is set up, and keeps the failure for a read. */
  private final class DeferringOutput extends FilterOutputStream {

    DeferringOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int next) throws IOException {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (isSetUp) {
        out.write(bytes, offset, length);
      } else if (failedWrite == null) {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          failedWrite = e;
        }
      }
    }
  }
}
