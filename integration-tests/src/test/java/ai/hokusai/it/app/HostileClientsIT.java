package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar under clients that are slow, greedy or broken, while the health endpoints answer all the others. */
@Timeout(90)
@Tag("once")
final class HostileClientsIT {
  private static final int IDLE = 2_000;
  // More than the server has threads.
  private static final int SLOW = 300;
  // As ModelsClient sends it, in a constant of the compiler.
  private static final String AUTHORIZATION = "Authorization: Bearer models-token-0123456789\r\n";
  private static final Duration PROMPTLY = Duration.ofSeconds(1);

  private static Incident incident;
  private static RunningApp app;
  private static int port;

  private final List<RawConnection> connections = new ArrayList<>();

  @BeforeAll
  static void launch() {
    incident = new Incident();
    port = LoopbackPort.free();
    app = RunningApp.serve(port, ModelsClient.enabledIn(incident.environment()), Incident.ENDPOINT);
    app.awaitHealth(200);
  }

  @AfterAll
  static void close() {
    app.close();
    incident.close();
  }

  @AfterEach
  void disconnect() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
    assertHealthAnswers();
    assertThat(app.output()).doesNotContain("request.failed", "OutOfMemory");
  }

  @Test
  void answersBesideIdleConnections() throws IOException {
    for (int i = 0; i < IDLE; i++) {
      connect();
    }
    assertHealthAnswers();
  }

  @Test
  void answersBesideRequestsThatNeverEndTheirHeaders() throws IOException {
    for (int i = 0; i < SLOW; i++) {
      connect().send("GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ");
    }
    assertHealthAnswers();
  }

  @Test
  void answersBesideBodiesThatDoNotCome() throws IOException {
    for (int i = 0; i < SLOW; i++) {
      connect().send(put(1_000) + "{");
    }
    assertHealthAnswers();
    var models = new ModelsClient(port);
    assertThat(models.create("beside-slow-ones", "{}").statusCode()).isEqualTo(201);
  }

  @Test
  void endsABodyThatDripsIn() throws IOException, InterruptedException {
    var slow = connect().send(put(1_000));
    long start = System.nanoTime();
    var drip = new Thread(() -> drip(slow));
    drip.start();
    assertThat(slow.status()).isEqualTo(408);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(13));
    slow.close();
    drip.join();
  }

  /** A byte now and then, so that the connection is never idle. */
  private static void drip(RawConnection slow) {
    try {
      for (int i = 0; i < 60; i++) {
        slow.send(" ");
        Thread.sleep(250);
      }
    } catch (IOException | InterruptedException e) {
      // The server has had enough.
    }
  }

  @Test
  void refusesGiantHeaders() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(statusOfGiantHeader()).isIn(0, 431);
    }
    assertHealthAnswers();
  }

  private int statusOfGiantHeader() throws IOException {
    var greedy = connect();
    try {
      return greedy
          .send("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n")
          .status();
    } catch (IOException e) {
      // Cut off while it was sending.
      return 0;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n\0\0\0",
        "GET\r\n\r\n",
        "GET /health HTTP/9.9\r\n\r\n",
        "GET /health HTTP/1.1\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
        "PUT /api/v1/models/a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "PUT /api/v1/models/a HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PUT /api/v1/models/a HTTP/1.1\r\nHost: a\r\n" + AUTHORIZATION
            + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "GET /api/v1/models/%2e%2e/health HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/models/..;/..;/health HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/models/a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/v1/models/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health/checks/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
      })
  void refusesWhatIsMalformedOrATrick(String request) throws IOException {
    assertThat(connect().send(request).status()).isIn(400, 505);
  }

  private RawConnection connect() throws IOException {
    var connection = new RawConnection(port);
    connections.add(connection);
    return connection;
  }

  private static String put(int length) {
    return String.join(
        "\r\n",
        "PUT /api/v1/models/slow HTTP/1.1",
        "Host: a",
        String.join(": ", ModelsClient.authorization()),
        "Content-Type: application/json",
        "If-None-Match: *",
        "Content-Length: " + length,
        "",
        "");
  }

  private static void assertHealthAnswers() {
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      HttpResponse<String> response = app.get("/health");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPTLY);
    }
  }
}
