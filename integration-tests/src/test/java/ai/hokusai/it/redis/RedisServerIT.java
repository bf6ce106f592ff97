package ai.hokusai.it.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCa;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The promises of the fixture: who may enter, what a stop, a start and a pause do, and what a failed start says. */
final class RedisServerIT {

  private static final TestCa AUTHORITY = TestCa.create("Hokusai test authority");
  private static final SSLContext TRUSTING = TlsContexts.trusting(AUTHORITY);
  private static final RedisSpec TLS = RedisSpec.tls(AUTHORITY.issue());
  private static final String PASSWORD = "open \"sesame\\";

  @Test
  void answersWithoutTls() throws IOException {
    try (var server = RedisServer.launch(RedisSpec.plain());
        var connection = RespConnection.plain(server.host(), server.port())) {
      assertThat(connection.command("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void demandsThePassword() throws IOException {
    try (var server = RedisServer.launch(TLS.password(PASSWORD));
        var connection = connect(server)) {
      assertThat(connection.command("PING")).isEqualTo("-NOAUTH Authentication required.");
      assertThat(connection.command("AUTH \"open \\\"sesame\\\\\"")).isEqualTo("+OK");
      assertThat(connection.command("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void hasTheUsersOfTheSpecification() throws IOException {
    try (var server = RedisServer.launch(TLS.user("probe", "on", ">sesame", "+ping"));
        var connection = connect(server)) {
      assertThat(connection.command("AUTH probe sesame")).isEqualTo("+OK");
      assertThat(connection.command("PING")).isEqualTo("+PONG");
      assertThat(connection.command("GET key")).startsWith("-NOPERM ");
    }
  }

  @Test
  void keepsPortAndFilesFromOneStartToTheNext() throws IOException {
    try (var server = RedisServer.launch(TLS)) {
      var port = server.port();
      try (var connection = connect(server)) {
        assertThat(connection.command("SET key value")).isEqualTo("+OK");
        assertThat(connection.command("SAVE")).isEqualTo("+OK");
      }

      server.stop();
      assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);

      server.start();
      assertThat(server.port()).isEqualTo(port);
      try (var connection = connect(server)) {
        assertThat(connection.command("EXISTS key")).isEqualTo(":1");
      }
    }
  }

  @Test
  void answersNothingWhilePaused() throws IOException {
    try (var server = RedisServer.launch(TLS);
        var connection = connect(server)) {
      server.pause();
      assertThatThrownBy(() -> connection.command("PING"))
          .isInstanceOf(SocketTimeoutException.class);

      server.resume();
      await().atMost(5, SECONDS).untilAsserted(() -> assertThat(ping(server)).isEqualTo("+PONG"));
      assertThat(connection.nextReply()).isEqualTo("+PONG");
    }
  }

  @Test
  void stopsWhilePaused() throws IOException {
    try (var server = RedisServer.launch(TLS)) {
      server.pause();
      server.stop();
      server.start();
      assertThat(ping(server)).isEqualTo("+PONG");
    }
  }

  @Test
  void showsWhatAServerPrintedThatDoesNotStart() {
    assertThatThrownBy(() -> RedisServer.launch(RedisSpec.plain().config("no-such-directive 1")))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("redis-server ended; it printed:")
        .hasMessageContaining(">>> 'no-such-directive 1'");
  }

  @Test
  void showsNoPasswordOfAServerThatDoesNotStart() {
    assertThatThrownBy(() ->
            RedisServer.launch(RedisSpec.plain().user("probe", "on", ">sesame", "no-such-rule")))
        .hasMessageContaining(">>> 'user probe on ><redacted> no-such-rule'")
        .hasMessageNotContaining("sesame");
  }

  private static String ping(RedisServer server) throws IOException {
    try (var connection = connect(server)) {
      return connection.command("PING");
    }
  }

  private static RespConnection connect(RedisServer server) throws IOException {
    return RespConnection.tls(TRUSTING, "HTTPS", server.host(), server.port());
  }
}
