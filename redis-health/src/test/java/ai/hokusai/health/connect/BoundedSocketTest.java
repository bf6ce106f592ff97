package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.testing.Mischief;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedSocketTest {

  @Test
  void endsAfterItsNumberOfBytes() throws IOException {
    try (var server = Mischief.start(Mischief.endlessLine('+'));
        var socket = new BoundedSocket(Budget.of(Duration.ofSeconds(20)), 100)) {
      socket.connectTo(server.address());

      assertThat(socket.getInputStream().readAllBytes()).hasSize(100);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void endsAtItsDeadlineHoweverManyBytesComeOneByOne() throws IOException {
    var limit = Duration.ofMillis(1500);
    try (var server = Mischief.start(Mischief.oneByteASecond('+'));
        var socket = new BoundedSocket(Budget.of(limit), 100)) {
      long start = System.nanoTime();
      socket.connectTo(server.address());

      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(limit.minusMillis(10), limit.plusSeconds(5));
    }
  }

  @Test
  void announcesNothingSoThatTlsReadsNoMoreBeforeItCloses() throws IOException {
    try (var server = Mischief.start(Mischief.endlessLine('+'));
        var socket = new BoundedSocket(Budget.of(Duration.ofSeconds(20)), 100)) {
      socket.connectTo(server.address());
      InputStream in = socket.getInputStream();

      assertThat(in.read()).isEqualTo('+');
      assertThat(in.read()).isEqualTo('1');
      assertThat(in.available()).isZero();
    }
  }

  @Test
  void connectsNoMoreOnceTheTimeIsUsedUp() throws IOException {
    try (var server = Mischief.start(Mischief.hangUp());
        var socket = new BoundedSocket(Budget.of(Duration.ZERO), 100)) {
      assertThatThrownBy(() -> socket.connectTo(server.address()))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect: the time is used up");
    }
  }

  @Test
  void readsWhyTheServerClosedBeforeItReportsWhatWasNotSent() throws Exception {
    try (var server = new Refusal();
        var socket = server.connect()) {
      socket.getOutputStream().write("more".getBytes(US_ASCII));
      socket.getOutputStream().write('!');
      InputStream in = socket.getInputStream();

      assertThat(in.readNBytes(6)).asString(US_ASCII).isEqualTo("reason");
      assertThatThrownBy(in::read)
          .isInstanceOf(SocketException.class)
          .hasMessageMatching("Connection reset.*|Broken pipe");
    }
  }

  @Test
  void reportsAtOnceWhatWasNotSentAfterTheSetup() throws Exception {
    try (var server = new Refusal();
        var socket = server.connect()) {
      socket.finishSetup();

      assertThatThrownBy(() -> socket.getOutputStream().write('!'))
          .isInstanceOf(SocketException.class);
    }
  }

  /** A server that sends a reason and resets the connection, with something left that it did not read. */
  private static final class Refusal implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    Refusal() throws IOException {}

    /** A client that the server has already refused. */
    BoundedSocket connect() throws IOException {
      var socket = new BoundedSocket(Budget.of(Duration.ofSeconds(20)), 100);
      socket.connectTo((InetSocketAddress) server.getLocalSocketAddress());
      try (var client = server.accept()) {
        socket.getOutputStream().write("unread".getBytes(US_ASCII));
        // Until all of it has come; what is left then makes a reset of the end.
        assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
        client.getOutputStream().write("reason".getBytes(US_ASCII));
      }
      return socket;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
