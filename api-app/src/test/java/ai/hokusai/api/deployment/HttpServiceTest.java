package ai.hokusai.api.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.setting.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One request, against real servers. */
final class HttpServiceTest {
  private static final String HEALTHY =
      "{\"status\":\"healthy\",\"releaseId\":\"v7\",\"instanceId\":\"a1\"}";
  private static final Secret TOKEN = Secret.of("Correct-Horse-Battery-9");

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/health", exchange -> {
      seen.add(String.valueOf(exchange.getRemoteAddress().getPort()));
      answer(exchange, 200, HEALTHY);
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void opensANewConnectionForEachRequest() throws InterruptedException {
    var service = service("/health", TOKEN);
    for (int i = 0; i < 3; i++) {
      assertThat(service.poll(Duration.ofSeconds(5)))
          .isEqualTo(new Poll(PollResult.HEALTHY, "v7", "a1", "healthy"));
    }
    assertThat(seen).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void sendsTheTokenAndAcceptsJson() throws InterruptedException {
    handle("/x", exchange -> {
      seen.addAll(exchange.getRequestHeaders().get("Authorization"));
      seen.addAll(exchange.getRequestHeaders().get("Accept"));
      seen.addAll(exchange.getRequestHeaders().get("Connection"));
      seen.add(exchange.getRequestURI().toString());
      answer(
          exchange,
          503,
          "{\"status\":\"unhealthy\",\"code\":\"AUTH_FAILED\"," + HEALTHY.substring(20));
    });
    assertThat(service("/x?key=1", TOKEN).poll(Duration.ofSeconds(5)))
        .isEqualTo(new Poll(PollResult.UNHEALTHY, "v7", "a1", "AUTH_FAILED"));
    assertThat(seen)
        .containsExactly(
            "Bearer Correct-Horse-Battery-9",
            "application/health+json, application/json",
            "close",
            "/x?key=1");
  }

  @Test
  void sendsNoAuthorizationWithoutAToken() throws InterruptedException {
    handle("/x", exchange -> {
      seen.add(String.valueOf(exchange.getRequestHeaders().get("Authorization")));
      answer(exchange, 200, "{\"status\":\"healthy\"}");
    });
    assertThat(service("/x", null).poll(Duration.ofSeconds(5)).result())
        .isEqualTo(PollResult.PUBLIC);
    assertThat(seen).containsExactly("null");
  }

  @Test
  void followsNoRedirectWithItsToken() throws InterruptedException {
    handle("/x", exchange -> {
      exchange.getResponseHeaders().set("Location", "/health");
      answer(exchange, 302, HEALTHY);
    });
    assertThat(service("/x", TOKEN).poll(Duration.ofSeconds(5)).result())
        .isEqualTo(PollResult.REDIRECT);
    assertThat(seen).isEmpty();
  }

  @Test
  void readsNoMoreThanAnAnswerCanHave() throws InterruptedException {
    handle("/x", exchange -> answer(exchange, 200, " ".repeat(64 * 1024) + HEALTHY));
    assertThat(service("/x", TOKEN).poll(Duration.ofSeconds(5)).result())
        .isEqualTo(PollResult.UNRECOGNIZED);
    handle("/y", exchange -> answer(exchange, 404, ""));
    assertThat(service("/y", TOKEN).poll(Duration.ofSeconds(5)).result())
        .isEqualTo(PollResult.UNRECOGNIZED);
  }

  @Test
  void timesOutOnSilentAndSlowServers() throws IOException, InterruptedException {
    try (var listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var dripping = new Thread(() -> drip(listener), "dripping-server");
      dripping.setDaemon(true);
      dripping.start();
      long start = System.nanoTime();
      String url = "http://127.0.0.1:" + listener.getLocalPort();
      assertThat(at(url).poll(Duration.ofMillis(300)).result()).isEqualTo(PollResult.UNREACHABLE);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  /** A byte every 20 ms, so that no single wait for one is long. */
  private static void drip(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      for (int i = 0; i < 1_000; i++) {
        client.getOutputStream().write('H');
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    }
  }

  @Test
  void distinguishesTheCausesOfAMissingAnswer() throws IOException, InterruptedException {
    int port;
    try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    assertThat(at("http://127.0.0.1:" + port).poll(Duration.ofSeconds(5)).result())
        .isEqualTo(PollResult.UNREACHABLE);
    assertThat(at("http://no-such-host.invalid").poll(Duration.ofSeconds(5)).result())
        .isIn(PollResult.UNKNOWN_HOST, PollResult.UNREACHABLE);
  }

  @Test
  void takesForAFailureOfTlsWhatIsNoTls() throws IOException, InterruptedException {
    try (var listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      var plain = new Thread(() -> refuse(listener), "plain-server");
      plain.setDaemon(true);
      plain.start();
      String url = "https://127.0.0.1:" + listener.getLocalPort();
      assertThat(at(url).poll(Duration.ofSeconds(5)).result()).isEqualTo(PollResult.UNTRUSTED);
    }
  }

  private static void refuse(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      int first = client.getInputStream().read();
      assertThat(first).isPositive();
      client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      client.shutdownOutput();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client has gone.
    }
  }

  @Test
  void reportsNoCertificateForAFailureOfTheNetwork() {
    var handshake = new SSLHandshakeException("");
    handshake.initCause(new CertificateException());
    assertThat(HttpService.result(handshake)).isEqualTo(PollResult.UNTRUSTED);
    for (var cause :
        List.of(new EOFException(), new SocketException(), new SocketTimeoutException())) {
      var brokenOff = new SSLHandshakeException("");
      brokenOff.initCause(cause);
      assertThat(HttpService.result(brokenOff)).isEqualTo(PollResult.UNREACHABLE);
    }
    assertThat(HttpService.result(new UnknownHostException())).isEqualTo(PollResult.UNKNOWN_HOST);
  }

  private void handle(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private HttpService service(String path, @Nullable Secret token) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return new HttpService(ServiceUrl.parse(url).orElseThrow(), token);
  }

  private static HttpService at(String url) {
    return new HttpService(ServiceUrl.parse(url).orElseThrow(), TOKEN);
  }
}
