package ai.hokusai.it.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The jar, serving in a process of its own that ends with {@link #close} or with this JVM, however that ends. */
public final class RunningApp implements AutoCloseable {
  // On a machine with a dozen other builds, a JVM of 64 MB may take half a minute to listen. A
  // bound for what does not
  // come at all; a test of how long something takes has its own.
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final ChildProcess process;
  private final int port;

  private RunningApp(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts the jar and waits until it listens. Unless the environment says otherwise it is tolerant, so that
   * faults can be looked at, and ends without the delay that a load balancer needs.
   *
   * @param port where the server listens
   * @param environment every variable beside the port
   * @param hosts names that resolve to 127.0.0.1
   */
  public static RunningApp serve(int port, Map<String, String> environment, String... hosts) {
    return serve(port, environment, FastStart.of(AppJvm.knowing(hosts)));
  }

  /**
   * Starts the jar in a certain JVM and waits until it listens.
   *
   * @param port where the server listens
   * @param environment every variable beside the port
   * @param jvm what runs it
   */
  public static RunningApp serve(int port, Map<String, String> environment, AppJvm jvm) {
    Map<String, String> patient = new HashMap<>(environment);
    patient.putIfAbsent("STARTUP_POLICY", "tolerant");
    patient.putIfAbsent("DRAIN_DELAY", "0s");
    RunningApp app = launch(port, patient, jvm);
    try {
      await().atMost(PATIENCE).until(() -> app.listens() || !app.isAlive());
      app.process.assertRuns();
      return app;
    } catch (RuntimeException | Error e) {
      app.close();
      throw e;
    }
  }

  /**
   * Starts the jar as an orchestrator does: with the environment as it is, and without waiting for anything.
   *
   * @param port where the server is to listen
   * @param environment every variable beside the port
   * @param hosts names that resolve to 127.0.0.1
   */
  public static RunningApp launch(int port, Map<String, String> environment, String... hosts) {
    return launch(port, environment, FastStart.of(AppJvm.knowing(hosts)));
  }

  /** Starts the jar in a certain JVM, with the environment as it is, and without waiting for anything. */
  static RunningApp launch(int port, Map<String, String> environment, AppJvm jvm) {
    return new RunningApp(ChildProcess.start(command(port, environment, jvm)), port);
  }

  /** The command line of the jar in a certain JVM, with the environment as it is. */
  public static ProcessBuilder command(int port, Map<String, String> environment, AppJvm jvm) {
    var builder = AppJar.command(environment, jvm);
    builder.environment().put("API_PORT", String.valueOf(port));
    return builder;
  }

  /** Returns true if the health check of a load balancer passes. */
  boolean listens() {
    try {
      return send("/health/alb").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks one path, with headers: name, value, name, value. */
  public HttpResponse<String> get(String path, String... headers) {
    try {
      return send(path, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(String path, String... headers) throws IOException {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      var request = HttpRequest.newBuilder(uri).timeout(ANSWER);
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until {@code /health} answers with that status code. */
  public HttpResponse<String> awaitHealth(int statusCode) {
    return await()
        .atMost(PATIENCE)
        .until(() -> get("/health"), response -> response.statusCode() == statusCode);
  }

  /** Waits until {@code /health} names that code. */
  public HttpResponse<String> awaitCode(String code) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> get("/health"),
            response -> response.body().contains("\"code\":\"" + code + "\""));
  }

  /** Whether the process has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGTERM and returns the exit code. */
  public int terminate() {
    signal();
    return exitCode();
  }

  /** The number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Sends SIGTERM. */
  public void signal() {
    process.signal();
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() {
    return process.exitCode(PATIENCE);
  }

  /** What it printed so far, on both streams. */
  public String output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
