package ai.hokusai.testkit.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A Redis of the loopback address with a few commands, which replies as redis-server 7.0 does. */
public final class TestRedis implements AutoCloseable {
  private static final TestRedis SHARED = new TestRedis();

  private final Map<String, String> data = new ConcurrentHashMap<>();
  private final ServerSocket listener;

  public TestRedis() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(() -> {
      while (true) {
        Socket client = listener.accept();
        start(() -> serve(client));
      }
    });
  }

  /** The port of the one that all tests of this JVM share. */
  public static int sharedPort() {
    return SHARED.port();
  }

  public int port() {
    return listener.getLocalPort();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    var thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException e) {
        // The other side has closed.
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      // Anything else than a command, such as a handshake of TLS, ends the connection.
      for (String header = in.readLine();
          header != null && header.startsWith("*");
          header = in.readLine()) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(header.substring(1)); i++) {
          in.readLine();
          words.add(in.readLine());
        }
        client.getOutputStream().write((reply(words) + "\r\n").getBytes(UTF_8));
      }
    }
  }

  private String reply(List<String> words) {
    return switch (words.get(0).toUpperCase(Locale.ROOT)) {
      case "HELLO" -> hello(words.size() > 1 ? words.get(1) : "2");
      case "PING" -> "+PONG";
      case "CLIENT", "SELECT", "AUTH" -> "+OK";
      case "SET" -> {
        data.put(words.get(1), words.get(2));
        yield "+OK";
      }
      case "GET" -> {
        String value = data.get(words.get(1));
        yield value == null ? "$-1" : "$" + value.getBytes(UTF_8).length + "\r\n" + value;
      }
      case "DBSIZE" -> ":" + data.size();
      default -> "-ERR unknown command '%s', with args beginning with: ".formatted(words.get(0));
    };
  }

  private static String hello(String version) {
    return (version.equals("3") ? "%5" : "*10")
        + "\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:"
        + version
        + "\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster";
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
