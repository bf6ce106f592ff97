package ai.hokusai.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.HealthSnapshot.Tally;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

final class ApiServerTest {
  private static final Instant SINCE = Instant.parse("2026-11-24T03:00:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile HealthReport health = report(Status.STARTING, null);
  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = ApiServer.start(new ListenAddress("127.0.0.1", 0), () -> health);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HEALTHY, , 200, '{\"status\":\"healthy\",\"since\":\"2026-11-24T03:00:00Z\"}'",
    "DEGRADED, , 200, '{\"status\":\"degraded\",\"since\":\"2026-11-24T03:00:00Z\"}'",
    "DRAINING, , 503, '{\"status\":\"draining\",\"since\":\"2026-11-24T03:00:00Z\"}'",
    "STARTING, CONNECT_REFUSED, 503, '{\"status\":\"starting\",\"code\":\"CONNECT_REFUSED\",\"since\":\"2026-11-24T03:00:00Z\"}'",
    "STARTING, , 503, '{\"status\":\"starting\",\"since\":\"2026-11-24T03:00:00Z\"}'",
    "UNHEALTHY, AUTH_REQUIRED, 503, '{\"status\":\"unhealthy\",\"code\":\"AUTH_REQUIRED\",\"since\":\"2026-11-24T03:00:00Z\"}'",
    "STALE, PROBE_STALLED, 503, '{\"status\":\"stale\",\"code\":\"PROBE_STALLED\",\"since\":\"2026-11-24T03:00:00Z\"}'"
  })
  void tellsTheTruthByStatusCode(Status status, @Nullable Fault fault, int code, String body) {
    health = report(status, fault);
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<String> response = send(method, "/health");
      assertThat(response.statusCode()).isEqualTo(code);
      assertThat(response.body()).isEqualTo(method.equals("GET") ? body : "");
      assertThat(response.headers().firstValue("content-type")).hasValue("application/health+json");
      assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(response.headers().allValues("retry-after"))
          .isEqualTo(code == 503 ? List.of("2") : List.of());
      assertThat(response.headers().allValues("x-health-status"))
          .isEqualTo(status == Status.DEGRADED ? List.of("degraded") : List.of());
    }
  }

  @Test
  void tellsTheAgeOfTheLastResult() {
    health = report(Status.HEALTHY, null, Instant.now());
    assertThat(send("GET", "/health").body())
        .matches("\\{\"status\":\"healthy\",\"since\":\"[^\"]+\",\"age\":[0-9.]+}");
  }

  @Test
  void namesTheGravestOfSeveralChecksAndTheAgeOfTheOldestResult() {
    Instant old = Instant.now().minusSeconds(3_600);
    var search = new Check("search", false, unhealthy(Fault.CHECK_FAILED, Instant.now()));
    var redis = new Check("redis", true, unhealthy(Fault.LOADING, old));
    health = new HealthReport(Status.UNHEALTHY, SINCE, List.of(search, redis));

    assertThat(send("GET", "/health").body())
        .matches(
            "\\{\"status\":\"unhealthy\",\"code\":\"LOADING\",\"since\":\"[^\"]+\",\"age\":36\\d\\d\\..+}");
  }

  private static HealthSnapshot unhealthy(Fault fault, Instant checkedAt) {
    return new HealthSnapshot(
        Status.UNHEALTHY, fault, SINCE, checkedAt, null, null, Tally.NONE, List.of(), null);
  }

  @ParameterizedTest
  @CsvSource({"HEALTHY", "DEGRADED", "STARTING", "UNHEALTHY", "STALE"})
  void keepsTheTaskInTheLoadBalancerWhateverRedisDoes(Status status) {
    health = report(status, status == Status.UNHEALTHY ? Fault.CONNECT_TIMEOUT : null);
    for (String method : new String[] {"GET", "HEAD"}) {
      HttpResponse<String> response = send(method, "/health/alb");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    }
  }

  @Test
  void leavesTheLoadBalancerWhenItIsAboutToStop() {
    health = report(Status.DRAINING, null);
    HttpResponse<String> response = send("GET", "/health/alb");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(response.body()).isEqualTo("{\"status\":\"draining\"}");
  }

  @ParameterizedTest
  @CsvSource({"GET, /", "GET, /health/other", "POST, /health", "DELETE, /nowhere"})
  void answersUnknownPathsWithAProblem(String method, String path) {
    HttpResponse<String> response = send(method, path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    assertThat(response.body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
  }

  @Test
  void tellsNothingOfItsInsideWhenItFails() throws IOException {
    for (Throwable failure :
        List.of(new IllegalStateException("secret"), new AssertionError("secret"))) {
      try (var failing =
          ApiServer.start(new ListenAddress("127.0.0.1", 0), () -> sneaky(failure))) {
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
      try (var failing = ApiServer.start(new ListenAddress("127.0.0.1", 0), () -> {
        throw new IllegalStateException("secret");
      })) {
        assertThat(send("GET", failing.address().port(), "/health").statusCode())
            .isEqualTo(500);
      }
    }
    logger.setLevel(null);
    logger.detachAppender(appender);
    assertThat(appender.list)
        .extracting(each -> each.getLevel() + " " + each.getKeyValuePairs())
        .containsOnly("ERROR [event=\"request.failed\", method=\"GET\","
            + " exceptionType=\"java.lang.IllegalStateException\"]")
        .hasSize(2);
    assertThat(appender.list)
        .extracting(each -> each.getThrowableProxy() != null)
        .containsExactly(false, true);
  }

  @Test
  @Timeout(30)
  void finishesWhatIsInFlightBeforeItStops() throws Exception {
    var entered = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    var slow = ApiServer.start(new ListenAddress("127.0.0.1", 0), () -> {
      entered.countDown();
      awaitUninterruptibly(released);
      return health;
    });
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
    var slow = ApiServer.start(new ListenAddress("127.0.0.1", 0), () -> {
      entered.countDown();
      awaitUninterruptibly(released);
      return health;
    });
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

  @Test
  void doesNotNameItsSoftware() {
    assertThat(send("GET", "/health").headers().map()).doesNotContainKey("server");
  }

  @Test
  void refusesAPortThatIsTaken() {
    assertThatThrownBy(() -> ApiServer.start(server.address(), () -> health))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesAnAddressOfAnotherMachine() {
    // 203.0.113.0/24 is set aside for documentation, so no machine has it.
    assertThatThrownBy(() -> ApiServer.start(new ListenAddress("203.0.113.9", 0), () -> health))
        .isInstanceOf(IOException.class);
  }

  private static HealthReport report(Status status, @Nullable Fault fault) {
    return report(status, fault, null);
  }

  private static HealthReport report(
      Status status, @Nullable Fault fault, @Nullable Instant checkedAt) {
    Status ofCheck = status == Status.DRAINING ? Status.HEALTHY : status;
    var snapshot = new HealthSnapshot(
        ofCheck, fault, SINCE, checkedAt, null, null, Tally.NONE, List.of(), null);
    return new HealthReport(status, SINCE, List.of(new Check("redis", true, snapshot)));
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
