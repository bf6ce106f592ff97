package ai.hokusai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.schedule.Schedule;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints behind the HTTP server of the JDK. */
final class HealthServerTest {
  private volatile Optional<Cause> cause = Optional.of(Fault.CONNECT_REFUSED);
  private HealthMonitor monitor;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    var schedule = Schedule.every(Duration.ofMillis(20));
    monitor = HealthMonitor.builder()
        .add(Dependency.of("redis", () -> cause).withSchedule(schedule))
        .start();
    server =
        new HealthServer(monitor).start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    monitor.close();
  }

  @Test
  void servesEveryMethod() throws IOException, InterruptedException {
    await().until(() -> monitor.report().status() == Status.UNHEALTHY);
    HttpResponse<String> down = send("GET", "/health");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.headers().firstValue("x-health-code")).hasValue("CONNECT_REFUSED");
    assertThat(down.headers().firstValue("content-type")).hasValue("application/health+json");
    assertThat(down.body()).startsWith("{\"status\":\"unhealthy\",\"code\":\"CONNECT_REFUSED\"");
    assertThat(send("HEAD", "/health").statusCode()).isEqualTo(503);
    assertThat(send("HEAD", "/health").body()).isEmpty();
    assertThat(send("POST", "/health").statusCode()).isEqualTo(405);
    assertThat(send("GET", "/health/alb").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/other").statusCode()).isEqualTo(404);

    cause = Optional.empty();
    await().until(() -> send("GET", "/health").statusCode() == 200);
  }

  @Test
  void isTheSampleOfTheReadme() throws IOException {
    String sample = Files.readString(Path.of("src/test/java/ai/hokusai/it/HealthServer.java"))
        .replaceFirst("package .*;\n\n", "")
        .replaceFirst("/\\*\\*.*\n", "");
    assertThat(Files.readString(Path.of("../redis-health/README.md")))
        .contains("```java\n" + sample + "```\n");
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    var request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
