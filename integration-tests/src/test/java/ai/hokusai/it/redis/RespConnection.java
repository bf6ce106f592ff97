package ai.hokusai.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A bare connection to Redis: one command at a time, one line or one text for a reply, and a bound on every wait. */
public final class RespConnection implements Closeable {

  private static final int TIMEOUT_MILLIS = 1_000;

  private final Socket socket;
  private final BufferedReader replies;

  private RespConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /** Opens a connection without TLS. */
  public static RespConnection plain(String host, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return new RespConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Checks the chain as the context says, and the name of the host where an identification is given ({@code HTTPS}). */
  static RespConnection tls(SSLContext context, String identification, String host, int port)
      throws IOException {
    var plain = plain(host, port);
    try {
      var socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain.socket, host, port, true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm(identification);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new RespConnection(socket);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** Waits longer for replies than the second that it waits by itself. */
  public RespConnection patient(Duration patience) throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    return this;
  }

  /** Sends a command and waits for nothing. */
  public void send(String words) throws IOException {
    socket.getOutputStream().write((words + "\r\n").getBytes(UTF_8));
  }

  /** Sends a command and returns the first line of the reply. */
  public String command(String words) throws IOException {
    send(words);
    return nextReply();
  }

  /** Sends a command that Redis is to carry out, and returns the first line of the reply. */
  public String tell(String words) throws IOException {
    var reply = command(words);
    if (reply.startsWith("-")) {
      throw new IllegalStateException(
          "redis-server refused " + words.substring(0, (words + " ").indexOf(' ')) + ": " + reply);
    }
    return reply;
  }

  /** Sends a command whose reply is a text of ASCII characters, and returns that. */
  public String text(String words) throws IOException {
    var text = new char[Integer.parseInt(tell(words).substring(1))];
    for (int read = 0; read < text.length; ) {
      int more = replies.read(text, read, text.length - read);
      if (more < 0) {
        throw new EOFException("the server closed the connection");
      }
      read += more;
    }
    nextReply();
    return new String(text);
  }

  /** Sends a command whose reply is a text of one line, and returns that. */
  public String string(String words) throws IOException {
    tell(words);
    return nextReply();
  }

  /** Sends a command whose reply is a list of texts of one line each, and returns those. */
  public List<String> strings(String words) throws IOException {
    int count = Integer.parseInt(tell(words).substring(1));
    var strings = new ArrayList<String>();
    while (strings.size() < count) {
      nextReply();
      strings.add(nextReply());
    }
    return strings;
  }

  /** The next line that the server sends. */
  public String nextReply() throws IOException {
    var reply = replies.readLine();
    if (reply == null) {
      throw new EOFException("the server closed the connection");
    }
    return reply;
  }

  @Override
  public void close() throws IOException {
    // A TLS socket waits as long as for a reply for a server that is busy to close its side too.
    if (!socket.isClosed()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
    socket.close();
  }
}
