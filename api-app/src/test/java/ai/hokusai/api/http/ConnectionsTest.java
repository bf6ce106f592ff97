package ai.hokusai.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The bounds of connections, each alone and with short limits. */
@Timeout(60)
final class ConnectionsTest {
  private static final Duration SOON = Duration.ofMillis(1_500);
  private static final Duration NEVER = Duration.ofMinutes(5);
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String BEGUN = "GET / HTTP/1.1\r\nHost: a\r\nX: ";

  private final Server server = new Server(new QueuedThreadPool(20));
  private final ServerConnector connector =
      new ServerConnector(server, new HttpConnectionFactory());
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    server.stop();
  }

  @Test
  void closesAConnectionWhoseHeadersDripIn() throws Exception {
    start(SOON, 100);
    assertThat(isClosedWhileDripping(connect())).isTrue();
    Socket silent = connect();
    assertThat(isClosed(silent)).isTrue();
  }

  @Test
  void closesAConnectionWhoseNextHeadersDripIn() throws Exception {
    start(SOON, 100);
    Socket client = connect();
    assertAnswers(client);
    assertThat(isClosedWhileDripping(client)).isTrue();
  }

  /** Drips for ten times as long as headers may take. */
  private static boolean isClosedWhileDripping(Socket client) throws Exception {
    client.setSoTimeout(100);
    long end = System.nanoTime() + SOON.multipliedBy(10).toNanos();
    try {
      client.getOutputStream().write(BEGUN.getBytes(US_ASCII));
      while (System.nanoTime() < end) {
        client.getOutputStream().write('x');
        if (isClosed(client)) {
          return true;
        }
      }
    } catch (SocketException e) {
      return true;
    }
    return false;
  }

  private static boolean isClosed(Socket client) throws IOException {
    try {
      // Jetty says 408 or 400 to a request that is cut off, or nothing.
      client.getInputStream().readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void keepsAConnectionBetweenRequests() throws Exception {
    start(SOON, 100);
    Socket client = connect();
    assertAnswers(client);
    Socket dripping = connect();
    assertThat(isClosedWhileDripping(dripping)).isTrue();
    assertAnswers(client);
  }

  @Test
  void closesTheOldestWithoutARequestWhereFewPlacesAreLeft() throws Exception {
    start(NEVER, 10);
    for (int i = 0; i < 50; i++) {
      connect().getOutputStream().write(BEGUN.getBytes(US_ASCII));
      try (var other = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
        other.setSoTimeout(10_000);
        assertAnswers(other);
      }
    }
    assertThat(isClosed(clients.get(0))).isTrue();
  }

  @Test
  void closesConnectionsBetweenRequestsWhereAllAre() throws Exception {
    start(NEVER, 10);
    for (int i = 0; i < 50; i++) {
      assertAnswers(connect());
    }
    assertThat(isClosed(clients.get(0))).isTrue();
  }

  @Test
  void aClientThatGoesAwayIsNoFailureOfTheServer() throws Exception {
    var logger = (Logger) LoggerFactory.getLogger("ai.hokusai.api.http");
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    logger.addAppender(appender);
    server.setErrorHandler(new ProblemErrorHandler());
    start(SOON, 100);
    for (int i = 0; i < 20; i++) {
      Socket client = connect();
      client.getOutputStream().write(BEGUN.getBytes(US_ASCII));
      if (i % 2 == 0) {
        client.shutdownOutput();
      }
      client.setSoTimeout(10_000);
      while (client.getInputStream().read() >= 0) {
        // What the server still says.
      }
    }
    logger.detachAppender(appender);
    assertThat(appender.list).isEmpty();
  }

  private void start(Duration headers, int most) throws Exception {
    connector.addBean(new Connections(connector.getScheduler(), headers, most));
    server.addConnector(connector);
    server.setHandler(new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap("!".getBytes(US_ASCII)), callback);
        return true;
      }
    });
    server.start();
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    client.setSoTimeout(10_000);
    clients.add(client);
    return client;
  }

  private static void assertAnswers(Socket client) throws IOException {
    client.getOutputStream().write(GET.getBytes(US_ASCII));
    int next = 0;
    var answer = new StringBuilder();
    while (next >= 0 && next != '!') {
      next = client.getInputStream().read();
      answer.append((char) next);
    }
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("!");
  }
}
