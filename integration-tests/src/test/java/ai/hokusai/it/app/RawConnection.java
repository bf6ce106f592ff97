package ai.hokusai.it.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that sends what no decent client sends. */
final class RawConnection implements AutoCloseable {
  private final Socket socket = new Socket();

  RawConnection(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    socket.setSoTimeout(20_000);
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** The status code of the answer, 0 where the server has hung up without one. */
  int status() {
    try {
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return line.length < 12 ? 0 : Integer.parseInt(new String(line, ISO_8859_1).substring(9));
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
