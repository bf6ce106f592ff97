package ai.hokusai.health.connect;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client side of TCP on a channel, which unlike the default of the JDK can be read without
 * waiting. An interrupt ends a wait, and closes the socket.
 */
final class ChannelSocketImpl extends SocketImpl {
  private @Nullable SocketChannel channel;

  /** Reads without waiting; returns true unless the connection is open and nothing has arrived. */
  boolean isClosedOrReadable() {
    try {
      SocketChannel open = channel();
      open.configureBlocking(false);
      try {
        return open.read(ByteBuffer.allocate(1)) != 0;
      } finally {
        open.configureBlocking(true);
      }
    } catch (IOException e) {
      return true;
    }
  }

  private SocketChannel channel() throws SocketException {
    SocketChannel created = channel;
    if (created == null) {
      throw new SocketException("Socket is not created");
    }
    return created;
  }

  /** The options and timed reads of the channel, in the form of a socket. */
  private Socket socket() throws SocketException {
    return channel().socket();
  }

  @Override
  protected void create(boolean isStream) throws IOException {
    channel = SocketChannel.open();
  }

  @Override
  protected void connect(SocketAddress remote, int timeout) throws IOException {
    var peer = (InetSocketAddress) remote;
    try {
      socket().connect(peer, timeout);
    } catch (ClosedChannelException e) {
      throw closed(e);
    }
    address = peer.getAddress();
    port = peer.getPort();
    localport = socket().getLocalPort();
  }

  @Override
  protected InputStream getInputStream() throws IOException {
    return new FilterInputStream(socket().getInputStream()) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return in.read(bytes, offset, length);
        } catch (IOException e) {
          throw ofSocket(e);
        }
      }
    };
  }

  @Override
  protected OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(socket().getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw ofSocket(e);
        }
      }
    };
  }

  // JSSE looks for the alert of a peer only where a write fails with the exception of a socket.
  private static IOException ofSocket(IOException failure) {
    if (failure instanceof ClosedChannelException closed) {
      return closed(closed);
    }
    if (failure instanceof SocketException || failure instanceof SocketTimeoutException) {
      return failure;
    }
    var translated = new SocketException(failure.getMessage());
    translated.initCause(failure);
    return translated;
  }

  private static SocketException closed(ClosedChannelException cause) {
    var failure = new SocketException("Socket closed");
    failure.initCause(cause);
    return failure;
  }

  @Override
  protected int available() throws IOException {
    return socket().getInputStream().available();
  }

  @Override
  protected void close() throws IOException {
    SocketChannel created = channel;
    if (created != null) {
      created.close();
    }
  }

  @Override
  protected void shutdownInput() throws IOException {
    socket().shutdownInput();
  }

  @Override
  protected void shutdownOutput() throws IOException {
    socket().shutdownOutput();
  }

  @Override
  public void setOption(int id, Object value) throws SocketException {
    switch (id) {
      case SocketOptions.SO_TIMEOUT -> socket().setSoTimeout((Integer) value);
      case SocketOptions.TCP_NODELAY -> socket().setTcpNoDelay((Boolean) value);
      case SocketOptions.SO_KEEPALIVE -> socket().setKeepAlive((Boolean) value);
      case SocketOptions.SO_LINGER -> setLinger(value);
      default -> throw new SocketException("unsupported option");
    }
  }

  private void setLinger(Object value) throws SocketException {
    boolean isOn = value instanceof Integer;
    socket().setSoLinger(isOn, isOn ? (Integer) value : 0);
  }

  @Override
  public Object getOption(int id) throws SocketException {
    return switch (id) {
      case SocketOptions.SO_TIMEOUT -> socket().getSoTimeout();
      case SocketOptions.TCP_NODELAY -> socket().getTcpNoDelay();
      case SocketOptions.SO_KEEPALIVE -> socket().getKeepAlive();
      case SocketOptions.SO_LINGER -> socket().getSoLinger();
      case SocketOptions.SO_BINDADDR -> socket().getLocalAddress();
      default -> throw new SocketException("unsupported option");
    };
  }

  @Override
  protected Set<SocketOption<?>> supportedOptions() {
    SocketChannel created = channel;
    return created == null ? Set.of() : created.supportedOptions();
  }

  @Override
  protected <T> void setOption(SocketOption<T> option, T value) throws IOException {
    var ignored = channel().setOption(option, value);
  }

  @Override
  protected <T> T getOption(SocketOption<T> option) throws IOException {
    return channel().getOption(option);
  }

  @Override
  protected void connect(String host, int port) {
    throw new UnsupportedOperationException("an address is looked up elsewhere");
  }

  @Override
  protected void connect(InetAddress address, int port) {
    throw new UnsupportedOperationException("connect with a time-out");
  }

  @Override
  protected void bind(InetAddress host, int port) {
    throw new UnsupportedOperationException("a client is not bound");
  }

  @Override
  protected void listen(int backlog) {
    throw new UnsupportedOperationException("a client does not listen");
  }

  @Override
  protected void accept(SocketImpl client) {
    throw new UnsupportedOperationException("a client accepts nothing");
  }

  @Override
  protected void sendUrgentData(int data) {
    throw new UnsupportedOperationException("Redis has no urgent data");
  }
}
