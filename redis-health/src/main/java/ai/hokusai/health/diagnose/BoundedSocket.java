package ai.hokusai.health.diagnose;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket that waits for the other side only so long, for its connection and all reads together, and
 * reads as ended after a number of bytes. One thread at a time uses it; any other may close it.
 */
// A socket's own time-out begins anew with each byte, so that a slow sender could hold a handshake
// for ever. TLS reads through the stream of the socket below, and so through these bounds.
final class BoundedSocket extends Socket {
  // Only what is waited for the other side: the first handshake of a JVM loads classes for as long.
  private long nanosLeft;
  private int bytesLeft;

  BoundedSocket(Duration limit, int maxBytes) {
    this.nanosLeft = limit.toNanos();
    this.bytesLeft = maxBytes;
  }

  void connectTo(InetSocketAddress peer) throws IOException {
    long start = System.nanoTime();
    try {
      connect(peer, millisLeft());
    } finally {
      nanosLeft -= System.nanoTime() - start;
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new BoundedInput(super.getInputStream());
  }

  private int millisLeft() throws SocketTimeoutException {
    long millis = NANOSECONDS.toMillis(nanosLeft);
    if (millis <= 0) {
      throw new SocketTimeoutException("the time is used up");
    }
    return Math.toIntExact(millis);
  }

  /** Reads within the bounds of the socket. */
  private final class BoundedInput extends FilterInputStream {

    BoundedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (bytesLeft == 0) {
        return -1;
      }
      setSoTimeout(millisLeft());
      long start = System.nanoTime();
      try {
        int count = in.read(buffer, offset, Math.min(length, bytesLeft));
        bytesLeft -= Math.max(0, count);
        return count;
      } finally {
        nanosLeft -= System.nanoTime() - start;
      }
    }
  }
}
