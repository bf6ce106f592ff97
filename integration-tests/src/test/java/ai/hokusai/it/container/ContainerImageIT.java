package ai.hokusai.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.redis.LoopbackPort;
import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The image, run as a task of the first incident with 256 MiB, against a Redis with TLS and a token. */
final class ContainerImageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CALLERS = 16;
  private static final int CALLS = 20;

  private static Incident incident;
  private static String image;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void build(@TempDir Path scratch) {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && DockerClientFactory.instance().isDockerAvailable(),
        "no Docker engine of a Linux machine answers, so the image is not built");
    image = ApiImage.build(scratch);
    incident = new Incident();
  }

  @AfterAll
  static void close() {
    if (incident != null) {
      incident.close();
    }
  }

  @Test
  void servesWithinItsMemoryAndEndsWithZero() {
    int port = LoopbackPort.free();
    var environment =
        ModelsClient.enabledIn(incident.environmentWith("API_PORT", String.valueOf(port)));
    environment.put("MODELS_MAX_BYTES", String.valueOf(CALLERS * CALLS * 256 * 1024));
    environment.put("DRAIN_DELAY", "0s");
    try (var task = ApiContainer.start(image, environment)) {
      await().atMost(PATIENCE).until(() -> isHealthy(port));
      List<Integer> answers = IntStream.range(0, CALLERS)
          .parallel()
          .boxed()
          .flatMap(caller ->
              IntStream.range(0, CALLS).mapToObj(call -> store(port, "m" + caller + "-" + call)))
          .toList();
      assertThat(answers).hasSize(CALLERS * CALLS).containsOnly(201);
      assertThat(isHealthy(port)).isTrue();
      assertThat(task.stop()).as(task.output()).isZero();
      assertThat(task.isOutOfMemory()).isFalse();
      assertThat(task.output().lines()).allMatch(line -> line.startsWith("{"));
      assertNoSecret(task);
    }
  }

  @Test
  void aWrongTokenEndsItWith78AndTheCause() {
    var environment = incident.environmentWith("REDIS_AUTH_TOKEN", "Wrong-Horse-Battery-Staple-10");
    environment.put("API_PORT", String.valueOf(LoopbackPort.free()));
    try (var task = ApiContainer.start(image, environment)) {
      assertThat(task.exitCode()).as(task.output()).isEqualTo(78);
      assertThat(task.output()).contains("\"event\":\"startup.refused\",\"code\":\"AUTH_FAILED\"");
      assertNoSecret(task);
    }
  }

  @Test
  void runsTheCheckAsATask() {
    try (var task = ApiContainer.start(image, incident.environment(), "check")) {
      assertThat(task.exitCode()).as(task.output()).isZero();
      assertThat(task.output()).contains("(BARE_HOST_TO_URL)", "pass  pool");
      assertNoSecret(task);
    }
  }

  @Test
  void holdsAnArchiveThatItsJvmTakes() {
    // With this option a JVM that cannot use its archive ends instead of doing without.
    var environment = Map.of("JDK_JAVA_OPTIONS", "-Xshare:on");
    try (var task = ApiContainer.start(image, environment, "--version")) {
      assertThat(task.exitCode()).as(task.output()).isZero();
      assertThat(task.output()).contains("api-app ");
    }
  }

  @Test
  void isNotRootAndNeedsNoShell() {
    ContainerConfig config =
        DockerClientFactory.instance().client().inspectImageCmd(image).exec().getConfig();
    assertThat(config.getUser()).matches("[1-9][0-9]*:[1-9][0-9]*");
    assertThat(config.getEntrypoint()).startsWith("java").endsWith("-jar", "/app/api-app.jar");
    assertThat(config.getCmd()).isNull();
  }

  private boolean isHealthy(int port) {
    try {
      return send(HttpRequest.newBuilder(uri(port, "/health"))).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Stores a document of almost the longest size that is taken. */
  private int store(int port, String id) {
    String document = "{\"text\":\"" + "x".repeat(250_000) + "\"}";
    try {
      return send(HttpRequest.newBuilder(uri(port, "/api/v1/models/" + id))
              .headers(ModelsClient.authorization())
              .header("Content-Type", "application/json")
              .header("If-None-Match", "*")
              .PUT(BodyPublishers.ofString(document)))
          .statusCode();
    } catch (IOException e) {
      throw new AssertionError("a request was lost", e);
    }
  }

  private HttpResponse<Void> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.discarding());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void assertNoSecret(ApiContainer task) {
    assertThat(task.output()).doesNotContain("Horse", "Battery", "Staple");
  }
}
