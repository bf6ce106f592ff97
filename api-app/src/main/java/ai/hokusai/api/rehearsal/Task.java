package ai.hokusai.api.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.document.HealthCheck;
import ai.hokusai.api.document.JsonDocument;
import ai.hokusai.api.document.Node;
import ai.hokusai.api.failure.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A task as a process on this machine, with its health as a target group sees it: one check that it
 * passes makes a new target healthy. It has failed when its process has ended, and when it missed as
 * many checks in a row as the target group says. During the grace period of the service, missed checks
 * do not count, except a response that cannot change while the process runs, such as 404. The process
 * ends with {@link #close}, or with this JVM. Used by one thread.
 *
 * <p>Source: "Health checks for Application Load Balancer target groups" of the user guide, and
 * {@code healthCheckGracePeriodSeconds} of the API reference of ECS.
 */
public final class Task implements AutoCloseable {
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Duration LAST_LINES = Duration.ofSeconds(5);

  private final long start = System.nanoTime();
  private final Map<String, Node> events = new ConcurrentHashMap<>();
  private final int number;
  private final int port;
  private final Process process;
  private final Thread reader;
  private Duration took = Duration.ZERO;
  private State state = State.STARTING;
  private int missed;
  private String response = "";
  private String failure = "";

  /** The states of a task. */
  enum State {
    STARTING,
    HEALTHY,
    FAILED
  }

  private Task(int number, int port, Process process) {
    this.number = number;
    this.port = port;
    this.process = process;
    this.reader = new Thread(this::read, "task-" + number);
  }

  /**
   * Starts a task.
   *
   * @param number its number, for messages
   * @param port the port on which it will listen
   * @param builder the command line and the environment
   */
  public static Task start(int number, int port, ProcessBuilder builder) {
    try {
      builder.command(TiedCommand.of(builder.command())).redirectErrorStream(true);
      var task = new Task(number, port, builder.start());
      task.reader.setDaemon(true);
      task.reader.start();
      return task;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps the first event of each name; every other line is dropped. */
  private void read() {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      lines
          .lines()
          .flatMap(each -> JsonDocument.lines(each, "log").stream())
          .forEach(each -> events.putIfAbsent(each.literal("event"), each));
    } catch (IOException | UncheckedIOException e) {
      // The process was killed.
    }
  }

  /** Sends the health checks once. */
  State poll(List<HealthCheck> checks, Duration grace) throws InterruptedException {
    boolean passes = checks.stream().allMatch(this::passes);
    missed = passes ? 0 : missed + 1;
    boolean counts = age().compareTo(grace) > 0 || response.matches("status [34]\\d\\d");
    int threshold =
        checks.stream().mapToInt(HealthCheck::unhealthyThreshold).max().orElse(1);
    if (!isAlive()) {
      reader.join(LAST_LINES.toMillis());
      become(State.FAILED);
    } else if (counts && missed >= threshold) {
      become(State.FAILED);
    } else if (passes) {
      become(State.HEALTHY);
    }
    return state;
  }

  private void become(State next) {
    if (state != next) {
      state = next;
      took = age();
      failure = next == State.FAILED ? describe() : "";
    }
  }

  private boolean passes(HealthCheck check) {
    try {
      if (check.path().isEmpty()) {
        response = "no connection";
        return connects(check.timeout());
      }
      response = "no response within " + seconds(check.timeout());
      int status = status(check);
      response = "status " + status;
      return check.accepts(status);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean connects(Duration timeout) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) timeout.toMillis());
      return true;
    }
  }

  private int status(HealthCheck check) throws IOException {
    String scheme = check.isTls() ? "https" : "http";
    HttpURLConnection connection = open(scheme, check.path(), check.timeout());
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(String scheme, String path, Duration timeout) throws IOException {
    int millis = (int) Math.max(1, timeout.toMillis());
    String[] parts = (path.startsWith("/") ? path : "/" + path).split("\\?", 2);
    String query = parts.length == 2 ? parts[1] : null;
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    try {
      var uri = new URI(scheme, null, host, port, parts[0], query, null);
      var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("User-Agent", "ELB-HealthChecker/2.0");
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("Accept", "application/json");
      return connection;
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The response of {@code /health}, empty where there is none. */
  public Optional<Node> health(Duration timeout) {
    try {
      HttpURLConnection connection = open("http", "/health", timeout);
      boolean isError = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
      try (var body = isError ? connection.getErrorStream() : connection.getInputStream()) {
        String text = new String(body.readNBytes(LONGEST_BODY), UTF_8);
        return JsonDocument.lines(text, "health").stream().findFirst();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The port on which it listens, or will. */
  public int port() {
    return port;
  }

  /** The time from the start to its state. */
  Duration took() {
    return took;
  }

  /** The first event of that name in its log. */
  public Optional<Node> event(String name) {
    return Optional.ofNullable(events.get(name));
  }

  /** Returns true while its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The event with which this server refuses to start. */
  public Optional<Refusal> refusal() {
    return event("startup.refused").flatMap(each -> Optional.ofNullable(Refusal.of(each, "")));
  }

  /** The exit code or the failed health check, equal for tasks with the same failure; else empty. */
  public String failure() {
    return failure;
  }

  private String describe() {
    if (isAlive()) {
      return "health check failed: " + response;
    }
    return "exit code " + process.exitValue()
        + refusal().map(each -> ", " + each.finding().code()).orElse("");
  }

  /**
   * Stops it as ECS does, with SIGTERM and, after the time limit, SIGKILL.
   *
   * @return the time it took, empty where it had to be killed
   */
  public Optional<Duration> stop(Duration limit) throws InterruptedException {
    long begin = System.nanoTime();
    // Process.destroy would close the pipe, at whose end the process is killed.
    process.toHandle().destroy();
    boolean hasEnded = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    Duration length = Duration.ofNanos(System.nanoTime() - begin);
    close();
    return hasEnded ? Optional.of(length) : Optional.empty();
  }

  /** A duration for people: {@code 1.9 s}. */
  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return seconds == Math.rint(seconds)
        ? Math.round(seconds) + " s"
        : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  @Override
  public String toString() {
    return "task " + number;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
