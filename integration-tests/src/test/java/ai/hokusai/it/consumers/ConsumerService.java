package ai.hokusai.it.consumers;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.ChildProcess;
import ai.hokusai.it.app.Incident;
import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A consumer in a process of its own, which ends with {@link #close} or with this JVM, however that ends. */
final class ConsumerService implements AutoCloseable {
  // A bound for an event that does not happen, on a machine that builds other things too.
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Consumer consumer;
  private final int port = LoopbackPort.free();
  private final int adminPort = LoopbackPort.free();
  private final ChildProcess process;

  private ConsumerService(Consumer consumer, Map<String, String> environment) {
    this.consumer = consumer;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(AppJvm.knowing(Incident.ENDPOINT).options());
    // A service that ends while it starts can leave the directory of its server.
    command.add("-Djava.io.tmpdir=" + consumer.built().toAbsolutePath());
    command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    ports().forEach((property, value) -> command.add("-D" + property + "=" + value));
    command.add("-Dmanagement.endpoint.health.show-details=always");
    command.add("-Dendpoints.health.details-visible=anonymous");
    command.addAll(List.of("-jar", consumer.jar().toString()));
    var builder = new ProcessBuilder(command).directory(consumer.built().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    process = ChildProcess.start(builder);
  }

  /** The ports, by the property of each framework. */
  private Map<String, Integer> ports() {
    return Map.of(
        "port",
        port,
        "server.port",
        port,
        "micronaut.server.port",
        port,
        "quarkus.http.port",
        port,
        "dw.server.applicationConnectors[0].port",
        port,
        "dw.server.adminConnectors[0].port",
        adminPort);
  }

  /** Starts it, without waiting. */
  static ConsumerService start(Consumer consumer, Map<String, String> environment) {
    return new ConsumerService(consumer, environment);
  }

  /** Waits until the health has that status code. */
  void awaitHealth(int statusCode) {
    await().atMost(PATIENCE).until(() -> {
      process.assertRuns();
      return isHealth(statusCode);
    });
  }

  private boolean isHealth(int statusCode) {
    try {
      return health().statusCode() == statusCode;
    } catch (IOException e) {
      return false; // It does not listen yet.
    }
  }

  /** Requests the health of the framework. */
  HttpResponse<String> health() throws IOException {
    return get(consumer.healthPath());
  }

  /** Requests the text that has the code of the cause. */
  String cause() throws IOException {
    return get(consumer.causePath()).body();
  }

  /** Requests a path, after {@code admin:} on the admin port. */
  HttpResponse<String> get(String path) throws IOException {
    boolean isAdmin = path.startsWith("admin:");
    var uri = "http://127.0.0.1:" + (isAdmin ? adminPort : port) + path.replace("admin:", "");
    try {
      var request = HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build();
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGTERM. */
  void signal() {
    process.signal();
  }

  /** Waits for the end and returns the exit code. */
  int exitCode() {
    return process.exitCode(PATIENCE);
  }

  /** Both streams of the process. */
  String output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
