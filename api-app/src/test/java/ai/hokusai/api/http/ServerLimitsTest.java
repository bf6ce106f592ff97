package ai.hokusai.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handlers that stand between clients and what may wait, each alone and with short limits. */
@Timeout(60)
final class ServerLimitsTest {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration NEVER = Duration.ofMinutes(5);
  private static final String CHUNKED =
      "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final Server server = new Server(new QueuedThreadPool(100));
  private final ServerConnector connector = new ServerConnector(server);
  private final AtomicInteger handled = new AtomicInteger();

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void startsTheHandlerOnceTheBodyIsComplete() throws Exception {
    start(new BodyReader(NEVER, 5_000), new Echo());
    try (var client = connect()) {
      send(client, CHUNKED + "2\r\nab\r\n");
      send(client, "1\r\nc\r\n");
      assertThat(handled).hasValue(0);
      send(client, "0\r\n\r\n");
      assertThat(answer(client, "abc")).startsWith("HTTP/1.1 200").contains("abc");
    }
  }

  @Test
  void answersABodyThatDoesNotComeInTime() throws Exception {
    start(new BodyReader(SOON, 10), new Echo());
    try (var client = connect()) {
      send(client, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
      assertThat(answer(client, "}"))
          .startsWith("HTTP/1.1 408")
          .contains("application/problem+json")
          .contains("\"detail\":\"reading the body timed out\"");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void answersABodyThatIsMalformed() throws Exception {
    start(new BodyReader(NEVER, 10), new Echo());
    try (var client = connect()) {
      send(client, CHUNKED + "x\r\n");
      assertThat(answer(client, "}")).startsWith("HTTP/1.1 400").contains("\"status\":400");
    }
    assertThat(handled).hasValue(0);
  }

  @Test
  void holdsNoMoreThanItsRoomForAllBodies() throws Exception {
    start(new BodyReader(NEVER, 10), new Echo());
    for (int i = 0; i < 3; i++) {
      assertThat(put("12345678901")).startsWith("HTTP/1.1 503").contains("Retry-After: 1");
      assertThat(put("1234567890")).startsWith("HTTP/1.1 200");
    }
  }

  private String put(String body) throws IOException {
    try (var client = connect()) {
      String head = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n";
      return exchange(client, head + body);
    }
  }

  @Test
  void closesTheConnectionOfAnExchangeThatDoesNotEnd() throws Exception {
    start(new ServerLimits.ExchangeLimit(SOON), new Hanging(new CountDownLatch(1)));
    try (var client = connect()) {
      send(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer(client, "}")).isEmpty();
    }
  }

  @Test
  void refusesWhatComesBeyondTheRequestsThatWait() throws Exception {
    var released = new CountDownLatch(1);
    start(new ServerLimits.ConcurrencyLimit(), new Hanging(released));
    var clients = new Socket[ServerLimits.WORKING + ServerLimits.WAITING];
    try {
      for (int i = 0; i < clients.length; i++) {
        clients[i] = connect();
        send(clients[i], "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      // Refused at once or after a moment, as those that wait have got or lost their places.
      try (var last = connect()) {
        assertThat(exchange(last, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
            .startsWith("HTTP/1.1 503")
            .contains("Retry-After: 1")
            .contains("\"detail\":\"the server is busy with other requests\"");
      }
      assertThat(handled).hasValue(ServerLimits.WORKING);
    } finally {
      released.countDown();
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private void start(Handler.Wrapper limit, Handler behind) throws Exception {
    limit.setHandler(behind);
    server.setHandler(limit);
    server.addConnector(connector);
    server.start();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  private static String exchange(Socket client, String request) throws IOException {
    send(client, request);
    return answer(client, "}");
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** What comes until that text or the end. */
  private static String answer(Socket client, String end) throws IOException {
    var answer = new StringBuilder();
    int next = 0;
    while (next >= 0 && answer.indexOf(end) < 0) {
      next = client.getInputStream().read();
      if (next >= 0) {
        answer.append((char) next);
      }
    }
    return answer.toString();
  }

  private final class Echo extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      handled.incrementAndGet();
      byte[] body = (byte[]) request.getAttribute(Body.class.getName());
      response.write(
          true, ByteBuffer.wrap((new String(body, US_ASCII) + "}").getBytes(US_ASCII)), callback);
      return true;
    }
  }

  private final class Hanging extends Handler.Abstract {
    private final CountDownLatch released;

    Hanging(CountDownLatch released) {
      this.released = released;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws InterruptedException {
      handled.incrementAndGet();
      released.await();
      callback.succeeded();
      return true;
    }
  }
}
