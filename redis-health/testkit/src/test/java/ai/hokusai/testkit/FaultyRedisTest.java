package ai.hokusai.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hokusai.testkit.sample.TestRedis;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults of the link, as a bare socket receives them. */
@Timeout(60)
final class FaultyRedisTest {
  private static final int SHORT_MILLIS = 200;
  private static final int LONG_MILLIS = 10_000;

  private final FaultyRedis redis = FaultyRedis.inFrontOf("127.0.0.1", TestRedis.sharedPort());

  @AfterEach
  void close() {
    redis.close();
  }

  /** A connection that sends lines and reads lines. */
  private final class Client implements Closeable {
    private final Socket socket = new Socket();
    private final BufferedReader in;

    Client() throws IOException {
      socket.connect(new InetSocketAddress(redis.host(), redis.port()), SHORT_MILLIS);
      socket.setSoTimeout(LONG_MILLIS);
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void send(String... words) throws IOException {
      var command = new StringBuilder("*" + words.length + "\r\n");
      for (String word : words) {
        command.append("$%d\r\n%s\r\n".formatted(word.length(), word));
      }
      socket.getOutputStream().write(command.toString().getBytes(UTF_8));
    }

    String line() throws IOException {
      return in.readLine();
    }

    String command(String... words) throws IOException {
      send(words);
      return line();
    }

    boolean isSilent() throws IOException {
      socket.setSoTimeout(SHORT_MILLIS);
      try {
        in.read();
        return false;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        socket.setSoTimeout(LONG_MILLIS);
      }
    }

    /** Returns true if the other side has closed or reset it. */
    boolean hasEnded() throws IOException {
      try {
        return in.read() < 0;
      } catch (SocketException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void passesOnWhatAClientAndARedisSend() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("SET", "key", "value")).isEqualTo("+OK");
      assertThat(client.command("GET", "key")).isEqualTo("$5");
      assertThat(client.line()).isEqualTo("value");
    }
  }

  @Test
  void anOpenConnectionStallsUntilItRecovers() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.hang();
      client.send("SET", "late", "value");
      assertThat(client.isSilent()).isTrue();
      try (var direct = new Socket(loopback(), TestRedis.sharedPort())) {
        direct.getOutputStream().write("*2\r\n$3\r\nGET\r\n$4\r\nlate\r\n".getBytes(UTF_8));
        // The Redis did not receive it.
        assertThat(direct.getInputStream().readNBytes(3)).isEqualTo("$-1".getBytes(UTF_8));
      }
      redis.recover();
      assertThat(client.line()).isEqualTo("+OK");
    }
  }

  @Test
  void aNewConnectionIsAcceptedAndStalls() throws IOException {
    redis.hang();
    try (var client = new Client()) {
      client.send("PING");
      assertThat(client.isSilent()).isTrue();
      redis.recover();
      assertThat(client.line()).isEqualTo("+PONG");
    }
  }

  @Test
  void nothingArrivesOnceHangHasReturned() throws Exception {
    try (var client = new Client()) {
      for (int round = 0; round < 50; round++) {
        var received = new AtomicLong();
        var sender = new Thread(() -> {
          try {
            for (int i = 0; i < 200; i++) {
              client.send("PING");
            }
          } catch (IOException e) {
            received.set(Long.MIN_VALUE);
          }
        });
        sender.start();
        redis.hang();
        int before = client.socket.getInputStream().available();
        sender.join();
        assertThat(client.socket.getInputStream().available()).isEqualTo(before);
        assertThat(received).hasValue(0);
        redis.recover();
        for (int i = 0; i < 200; i++) {
          assertThat(new String(client.socket.getInputStream().readNBytes(7), UTF_8))
              .isEqualTo("+PONG\r\n");
        }
      }
    }
  }

  @Test
  void refusesAndKeepsThePort() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.refuse();
      assertThat(client.hasEnded()).isTrue();
      assertThatThrownBy(Client::new).isInstanceOf(ConnectException.class);
      // As for a port that the system is to choose.
      try (var other = new ServerSocket()) {
        other.setReuseAddress(false);
        assertThatThrownBy(() -> other.bind(new InetSocketAddress(loopback(), redis.port())))
            .isInstanceOf(BindException.class);
      }
    }
    redis.recover();
    assertPassing();
  }

  @Test
  void closesEachConnectionAtOnce() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.closeConnections();
      assertThat(client.hasEnded()).isTrue();
    }
    try (var client = new Client()) {
      assertThat(client.hasEnded()).isTrue();
    }
    redis.recover();
    assertPassing();
  }

  @Test
  void dropsPacketsOfOpenAndNewConnections() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.dropPackets();
      client.send("PING");
      assertThat(client.isSilent()).isTrue();
      assertThatThrownBy(Client::new).isInstanceOf(SocketTimeoutException.class);
      redis.recover();
      assertThat(client.line()).isEqualTo("+PONG");
    }
    assertPassing();
  }

  @Test
  void answersAsAnHttpServer() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.answerHttp();
      assertThat(client.hasEnded()).isTrue();
    }
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("HTTP/1.1 400 Bad Request");
      assertThat(client.in.lines().toList())
          .endsWith("Content-Length: 25", "Connection: close", "", "<h1>400 Bad Request</h1>");
    }
    redis.recover();
    assertPassing();
  }

  @Test
  void resetsOpenConnectionsOnly() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.reset();
      assertThatThrownBy(client::line)
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
    assertPassing();
  }

  @Test
  void delaysARoundTrip() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      redis.delay(Duration.ofMillis(300));
      long start = System.nanoTime();
      client.send("PING");
      client.send("PING");
      assertThat(List.of(client.line(), client.line())).containsOnly("+PONG");
      // A pipeline waits for one round trip.
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(300), Duration.ofMillis(590));
      redis.recover();
      assertThat(client.command("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void turnsNewConnectionsToAnotherRedis() throws IOException {
    try (var promoted = new TestRedis();
        var client = new Client()) {
      assertThat(client.command("SET", "role", "old")).isEqualTo("+OK");
      redis.turnTo("127.0.0.1", promoted.port());
      assertThat(client.command("GET", "role")).isEqualTo("$3");
      try (var another = new Client()) {
        assertThat(another.command("GET", "role")).isEqualTo("$-1");
      }
    }
  }

  @Test
  void aConnectionEndsIfThereIsNoRedis() throws IOException {
    try (var gone = new ServerSocket(0)) {
      redis.turnTo("127.0.0.1", gone.getLocalPort());
    }
    try (var client = new Client()) {
      assertThat(client.hasEnded()).isTrue();
    }
  }

  @Test
  void rejectsAHostWithoutAnAddress() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis.turnTo("no-such-host.invalid", 6379))
        .withMessage("the host has no address: no-such-host.invalid");
  }

  /** The faults of the link. */
  private enum Fault {
    HANG,
    REFUSE,
    CLOSE,
    DROP,
    HTTP;

    void on(FaultyRedis redis) {
      switch (this) {
        case HANG -> redis.hang();
        case REFUSE -> redis.refuse();
        case CLOSE -> redis.closeConnections();
        case DROP -> redis.dropPackets();
        case HTTP -> redis.answerHttp();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultCanFollowEveryOther(Fault first) throws IOException {
    for (Fault second : Fault.values()) {
      first.on(redis);
      second.on(redis);
      redis.recover();
      assertPassing();
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingLeavesNoThreadAndNoPort(Fault fault) throws IOException {
    String acceptor = "faulty-redis-" + redis.port();
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
      fault.on(redis);
      redis.close();
      assertThat(client.hasEnded()).isTrue();
    }
    await()
        .until(() -> Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .noneMatch(name -> name.equals("faulty-redis") || name.equals(acceptor)));
    new ServerSocket(redis.port(), 1, loopback()).close();
    redis.close();
    assertThatIllegalStateException().isThrownBy(redis::hang).withMessage("this port is closed");
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private void assertPassing() throws IOException {
    try (var client = new Client()) {
      assertThat(client.command("PING")).isEqualTo("+PONG");
    }
  }
}
