package ai.hokusai.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.endpoint.HealthHandler;
import ai.hokusai.api.endpoint.Reports;
import ai.hokusai.api.endpoint.ServiceFacts;
import ai.hokusai.health.HealthReport;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class ApiServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = ApiServer.prepare(new ListenAddress("127.0.0.1", 0), 0, handler(Reports::healthy))
        .listen();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"GET, /nowhere", "GET, /health/other", "DELETE, /nowhere"})
  void answersUnknownPathsWithAProblem(String method, String path) {
    HttpResponse<String> response = send(method, path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"no endpoint has this path; / lists those of the health\"}");
  }

  @Test
  void hidesInternalsAfterAnError() throws IOException {
    for (Throwable failure :
        List.of(new IllegalStateException("secret"), new AssertionError("secret"))) {
      try (var failing = ApiServer.prepare(
              new ListenAddress("127.0.0.1", 0), 0, handler(() -> sneaky(failure)))
          .listen()) {
        HttpResponse<String> response = send("GET", failing.address().port(), "/health");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("content-type"))
            .hasValue("application/problem+json");
        assertThat(response.body())
            .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Server Error\",\"status\":500}");
      }
    }
  }

  private static HealthReport sneaky(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Test
  void leavesOneEventOfWhatFailed() throws IOException {
    var logger = (Logger) LoggerFactory.getLogger("ai.hokusai.api.http");
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    logger.addAppender(appender);
    for (Level level : new Level[] {Level.INFO, Level.DEBUG}) {
      logger.setLevel(level);
      try (var failing = ApiServer.prepare(new ListenAddress("127.0.0.1", 0), 0, handler(() -> {
            throw new IllegalStateException("secret");
          }))
          .listen()) {
        assertThat(send("GET", failing.address().port(), "/health").statusCode())
            .isEqualTo(500);
      }
    }
    logger.setLevel(null);
    logger.detachAppender(appender);
    assertThat(appender.list)
        .extracting(each -> each.getLevel() + " " + each.getKeyValuePairs())
        .containsExactly(
            "ERROR [event=\"request.failed\", method=\"GET\","
                + " exceptionType=\"java.lang.IllegalStateException\"]",
            "ERROR [event=\"request.failed\", method=\"GET\","
                + " exceptionType=\"java.lang.IllegalStateException\","
                + " stack=\"java.lang.IllegalStateException\"]");
  }

  @Test
  @Timeout(30)
  void finishesWhatIsInFlightBeforeItStops() throws Exception {
    var entered = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    var slow = ApiServer.prepare(new ListenAddress("127.0.0.1", 0), 0, handler(() -> {
          entered.countDown();
          awaitUninterruptibly(released);
          return Reports.healthy();
        }))
        .listen();
    int port = slow.address().port();
    var answer = CompletableFuture.supplyAsync(() -> send("GET", port, "/health/alb"));
    entered.await();
    var stopped = CompletableFuture.supplyAsync(() -> slow.stop(Duration.ofSeconds(20)));
    while (accepts(port)) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();
    assertThat(stopped).isNotDone();
    released.countDown();
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(stopped.get()).isTrue();
  }

  @Test
  void cutsOffWhatTakesTooLong() throws Exception {
    var entered = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    var slow = ApiServer.prepare(new ListenAddress("127.0.0.1", 0), 0, handler(() -> {
          entered.countDown();
          awaitUninterruptibly(released);
          return Reports.healthy();
        }))
        .listen();
    var answer = client.sendAsync(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + slow.address().port() + "/health/alb"))
            .build(),
        BodyHandlers.ofString());
    entered.await();
    assertThat(slow.stop(Duration.ofMillis(200))).isFalse();
    released.countDown();
    assertThat(answer).failsWithin(Duration.ofSeconds(10));
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip, chunked",
        "identity\r\nTransfer-Encoding: chunked",
        "chunked, chunked",
        "chunked\r\nTransfer-Encoding: chunked"
      })
  void refusesTransferCodingsOtherThanChunked(String codings) throws IOException {
    for (String path : new String[] {"/health", "/nowhere"}) {
      String answer = answer("POST " + path + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
          + codings + "\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 ").contains("Connection: close");
      assertThat(answer.substring(9, 12)).isIn("400", "501");
      assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, 200",
    "HTTP/1.0, 200",
    "http/1.1, 400",
    "HTTp/1.1, 400",
    "http/1.0, 400",
    "HTTP/1.2, 505",
    "http/1.2, 505"
  })
  void acceptsTheProtocolInUpperCaseOnly(String protocol, int status) throws IOException {
    String request = "GET /health " + protocol + "\r\nHost: a\r\nConnection: close\r\n\r\n";
    assertThat(answer(request)).startsWith("HTTP/1.1 " + status + " ");
    String[] answers =
        answer("GET /health HTTP/1.1\r\nHost: a\r\n\r\n" + request).split("HTTP/1.1 ", -1);
    assertThat(answers).hasSize(3);
    assertThat(answers[1]).startsWith("200 ");
    assertThat(answers[2]).startsWith(status + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/health/live", "/metrics", "/api/v1/models"})
  void echoesNothingForTrace(String path) throws IOException {
    for (String method : new String[] {"TRACE", "TRACK", "DEBUG"}) {
      String answer = answer(method + " " + path
          + " HTTP/1.1\r\nHost: a\r\nX-Echo: echoed\r\nConnection: close\r\n\r\n");
      assertThat(answer.substring(9, 12)).isIn("404", "405", "501");
      assertThat(answer).doesNotContain("echoed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/nowhere"})
  void opensNothingToAnotherOrigin(String path) throws IOException {
    String headers = String.join(
        "\r\n",
        " HTTP/1.1",
        "Host: a",
        "Origin: https://other.example",
        "Access-Control-Request-Method: PUT",
        "Connection: close",
        "",
        "");
    for (String method : new String[] {"GET", "OPTIONS"}) {
      assertThat(answer(method + " " + path + headers))
          .startsWith("HTTP/1.1 ")
          .doesNotContainIgnoringCase("Access-Control-");
    }
  }

  @ParameterizedTest
  @CsvSource({"/health, 200", "/nowhere, 404"})
  void upgradesNoConnection(String path, int status) throws IOException {
    String request = String.join(
        "\r\n",
        "GET " + path + " HTTP/1.1",
        "Host: a",
        "Connection: close, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "",
        "");
    assertThat(answer(request)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void takesAChunkedBody() throws IOException {
    String request = String.join(
        "\r\n",
        "POST /health HTTP/1.1",
        "Host: a",
        "Connection: close",
        "Transfer-Encoding: Chunked",
        "",
        "0",
        "",
        "");
    assertThat(answer(request)).startsWith("HTTP/1.1 405 ");
  }

  /** Everything until the server closes the connection. */
  private String answer(String request) throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  @Test
  void takesNoMoreConnectionsThanTheProcessMayHaveFiles() {
    assertThat(ServerLimits.connections(Long.MAX_VALUE, 16)).isEqualTo(4_000);
    assertThat(ServerLimits.connections(1_024, 16)).isEqualTo(944);
    assertThat(ServerLimits.connections(100, 0)).isEqualTo(36);
    assertThat(ServerLimits.connections(10, 16)).isEqualTo(8);
    assertThat(server.connections())
        .isEqualTo(ServerLimits.connections(ServerLimits.openFiles(), 0));
    assertThat(ServerLimits.openFiles()).isPositive();
  }

  @Test
  void doesNotNameItsSoftware() {
    assertThat(send("GET", "/health").headers().map()).doesNotContainKey("server");
  }

  @Test
  void listensOnceRequested() throws IOException {
    ListenAddress free = server.address();
    server.close();
    try (var prepared = ApiServer.prepare(free, 0, handler(Reports::healthy))) {
      assertThat(accepts(free.port())).isFalse();
      assertThat(prepared.listen().address()).isEqualTo(free);
      assertThat(accepts(free.port())).isTrue();
    }
    ApiServer.prepare(free, 0, handler(Reports::healthy)).close();
    assertThat(accepts(free.port())).isFalse();
  }

  @Test
  void refusesAPortThatIsTaken() {
    assertThatThrownBy(() ->
            ApiServer.prepare(server.address(), 0, handler(Reports::healthy)).listen())
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    // 203.0.113.0/24 is set aside for documentation, so no machine has it.
    assertThatThrownBy(() -> ApiServer.prepare(
                new ListenAddress("203.0.113.9", 0), 0, handler(Reports::healthy))
            .listen())
        .isInstanceOf(IOException.class);
  }

  private static HealthHandler handler(Supplier<HealthReport> report) {
    return new HealthHandler(
        report,
        Reports.NO_DETAILS,
        new ServiceFacts("", "", "", "", Map.of(), List.of()),
        Reports.NOTHING_RECENT,
        InstantSource.system());
  }

  private HttpResponse<String> send(String method, String path) {
    return send(method, server.address().port(), path);
  }

  private HttpResponse<String> send(String method, int port, String path) {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return client.send(
          HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
