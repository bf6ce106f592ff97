package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.testing.Mischief;
import java.io.IOException;
import java.io.InputStream;
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
}
