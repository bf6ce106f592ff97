package ai.hokusai.api.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.document.Node;
import ai.hokusai.api.document.UnusableDocumentException;
import ai.hokusai.api.rehearsal.OwnCommand;
import ai.hokusai.api.rehearsal.Task;
import ai.hokusai.api.rehearsal.TiedCommand;
import ai.hokusai.api.rehearsal.TiedFolder;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * The incident on this machine: a service that takes {@code REDIS_URL} literally, then this API in the
 * same environment with a Redis that fails on command. Nothing is left behind, however this JVM ends.
 */
public final class Demo implements AutoCloseable {
  private static final String HOST = "master.orders.ab12cd.use1.cache.amazonaws.com";
  private static final String TOKEN = "Correct-Horse-Battery-9";
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final Duration LONGEST_RESPONSE = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 100;
  private static final String KEYS = """

      Type a key and Enter:
        h  hang Redis               r  repair it
        t  rotate its token         c  run "check"
        m  fill its memory          p  open the page
        x  expire its certificate   q  quit
        k  kill it
      """;

  private final Options options;
  private final PrintWriter out;
  private final boolean isColoured;
  private final TiedFolder folder;
  private final DemoRedis redis;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private boolean isSound = true;
  private volatile long changed = System.nanoTime();

  /**
   * The options of a demo.
   *
   * @param port the port of the API
   * @param redisServer the file name of a redis-server, empty for one on the path
   */
  public record Options(int port, String redisServer) {}

  private Demo(
      Options options, Path redisServer, TiedFolder folder, PrintWriter out, boolean isColoured) {
    this.options = options;
    this.out = out;
    this.isColoured = isColoured;
    this.folder = folder;
    int port = freePort();
    this.redis = new DemoRedis(redisServer, folder.path(), HOST, port, TOKEN);
    environment.put("REDIS_URL", HOST);
    environment.put("REDIS_TLS_ENABLED", "true");
    environment.put("REDIS_PORT", String.valueOf(port));
    environment.put("REDIS_AUTH_TOKEN", TOKEN);
    environment.put("REDIS_TLS_CA_PEM", redis.authorityPem());
  }

  /**
   * Runs the demo until {@code q} is read, or until this JVM ends.
   *
   * @param options the options
   * @param path the folders of programs, as in the variable {@code PATH}
   * @param in the keys
   * @param out receives what happens
   * @param isColoured whether the report of {@code check} has colours
   * @throws UnusableDocumentException if a program or the port cannot be used; the message has what to type
   */
  public static void run(
      Options options, String path, InputStream in, PrintWriter out, boolean isColoured)
      throws InterruptedException {
    Path program = program(options, path);
    requireFree(options.port);
    var folder = TiedFolder.create("demo");
    try (var demo = new Demo(options, program, folder, out, isColoured)) {
      demo.run(path, in);
    } catch (IOException e) {
      throw new UnusableDocumentException(
          "the demo cannot start redis-server, which must be version"
              + " 6 or newer, built with TLS: " + e.getMessage());
    }
  }

  private static Path program(Options options, String path) {
    Stream<Path> programs = options.redisServer.isEmpty()
        ? Stream.of("redis-server", "valkey-server").flatMap(each -> onPath(path, each).stream())
        : Stream.of(Path.of(options.redisServer).toAbsolutePath()).filter(Files::isExecutable);
    return programs
        .findFirst()
        .orElseThrow(() -> new UnusableDocumentException(
            options.redisServer.isEmpty()
                ? "the demo needs a redis-server on the PATH: install it (apt-get install redis-server,"
                    + " or brew install redis), or name one with --redis-server"
                : "the file of --redis-server is not a program"));
  }

  private static Optional<Path> onPath(String path, String program) {
    return Arrays.stream(path.split(":", -1))
        .filter(each -> each.startsWith("/"))
        .map(each -> file(each, program))
        .flatMap(Optional::stream)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> file(String folder, String name) {
    try {
      return Optional.of(Path.of(folder, name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      if (!socket.isBound()) {
        throw new IOException("not bound");
      }
    } catch (IOException e) {
      throw new UnusableDocumentException(
          "port %d is in use: name a free one, such as --port %d".formatted(port, port + 1));
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UnusableDocumentException("this machine has no free port");
    }
  }

  private void run(String path, InputStream in) throws IOException, InterruptedException {
    print("The environment of the incident, with a Redis of this demo:\n");
    environment.forEach((name, value) -> print("  " + name + "=" + shown(name, value)));
    print("\n[1/3] Redis starts, with TLS and a token ...");
    redis.start();
    print("\n[2/3] What happened: a service whose client takes REDIS_URL literally");
    incident();
    print("\n[3/3] This API with the same environment ...");
    try (Task api = Task.start(1, options.port, api())) {
      awaitHealthy(api);
      var watch = new Thread(() -> watch(api), "demo-watch");
      watch.setDaemon(true);
      watch.start();
      print(KEYS);
      keys(path, new BufferedReader(new InputStreamReader(in, UTF_8)));
      watch.interrupt();
      watch.join();
      var ignored = api.stop(LONGEST_STOP);
    }
    print("stopped: the API and Redis have ended");
  }

  private static String shown(String name, String value) {
    return switch (name) {
      case "REDIS_AUTH_TOKEN" -> "***";
      case "REDIS_TLS_CA_PEM" -> "(the CA of this demo)";
      default -> value;
    };
  }

  private void print(String lines) {
    out.println(lines);
    out.flush();
  }

  /** The service of the incident: it hides what its client throws, and its health check reports success. */
  private void incident() throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/health", exchange -> {
      byte[] body = ("{\"status\":\"" + statusOfLiteralClient() + "\"}").getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    service.start();
    try {
      var address = service.getAddress();
      var url =
          new URL("http", address.getAddress().getHostAddress(), address.getPort(), "/health");
      try (InputStream body = url.openStream()) {
        print("  GET /health    HTTP 200 " + new String(body.readAllBytes(), UTF_8));
      }
    } finally {
      service.stop(0);
    }
    print("""
          No code, no cause; and HTTP 200, so no alarm. A release that looks at "status" is taken for
          broken: ECS stopped each task, and the circuit breaker rolled back every deployment with the
          reason "tasks failed to start".\
        """);
  }

  private String statusOfLiteralClient() {
    try (var client = new Jedis(URI.create(HOST))) {
      return client.ping().equals("PONG") ? "healthy" : "degraded";
    } catch (RuntimeException e) {
      print("  its client     " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return "degraded";
    }
  }

  /** The API, with what only the demo needs in addition. */
  private ProcessBuilder api() throws IOException {
    var builder = own(List.of());
    var added = new LinkedHashMap<String, String>();
    added.put("API_HOST", InetAddress.getLoopbackAddress().getHostAddress());
    added.put("API_PORT", String.valueOf(options.port));
    added.put("DRAIN_DELAY", "0s");
    added.put("HEALTH_DETAILS_LOOPBACK", "true");
    added.put("HEALTH_WRITE_CANARY", "true");
    builder.environment().putAll(added);
    print("  added for the demo: "
        + String.join(", ", added.entrySet().stream().map(Object::toString).toList()));
    return builder;
  }

  private ProcessBuilder own(List<String> arguments) throws IOException {
    Path hosts = Files.writeString(
        folder.path().resolve("hosts"),
        InetAddress.getLoopbackAddress().getHostAddress() + " " + HOST + "\n");
    List<String> command = OwnCommand.of(
        List.of("-XX:+UseSerialGC", "-Xmx64m", "-Djdk.net.hosts.file=" + hosts), arguments);
    var builder = new ProcessBuilder(command).directory(folder.path().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private void awaitHealthy(Task api) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LONGEST_START.toNanos()) {
      Optional<Node> health = api.health(LONGEST_RESPONSE);
      if (health.isPresent() && health.get().literal("status").equals("healthy")) {
        print("  GET /health    healthy, " + seconds(System.nanoTime() - begin)
            + " after the start of its JVM");
        print("  page           http://localhost:" + options.port + "/health");
        return;
      }
      if (!api.isAlive()) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new IOException("the API did not become healthy"
        + api.refusal()
            .map(each -> "\n" + each.finding().text().stripTrailing())
            .orElse(""));
  }

  /** Prints each change of the health, with the time since the last key. */
  private void watch(Task api) {
    String last = "healthy ";
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        Optional<Node> health = api.health(LONGEST_RESPONSE);
        String next = health.map(Demo::state).orElse("no response");
        if (!next.equals(last)) {
          last = next;
          String remedy = health.map(each -> each.literal("remedy")).orElse("");
          print("  %7s  %s%s"
              .formatted(
                  seconds(System.nanoTime() - changed),
                  next,
                  remedy.isEmpty() ? "" : "\n           remedy: " + remedy));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String state(Node health) {
    String message = health.literal("message");
    return health.literal("status") + " " + health.literal("code")
        + (message.isEmpty() ? "" : ": " + message);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** Reads keys until {@code q}, and until the end of an input that had some; without any, this goes on. */
  private void keys(String path, BufferedReader in) throws IOException, InterruptedException {
    boolean isEmpty = true;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      isEmpty = false;
      String key = line.strip().toLowerCase(Locale.ROOT);
      if (key.equals("q")) {
        return;
      }
      key(key, path);
    }
    if (isEmpty) {
      print("stdin has no keys: the demo runs until it is interrupted");
      new CountDownLatch(1).await();
    }
  }

  private void key(String key, String path) throws IOException, InterruptedException {
    switch (key) {
      case "h" -> fault("Redis hangs (SIGSTOP)", redis::hang);
      case "t" -> fault("Redis accepts another token, and closed its connections", redis::rotate);
      case "m" -> fault("Redis has no memory left, and evicts nothing", redis::fill);
      case "x" ->
        fault("Redis presents an expired certificate, and closed its connections", redis::expire);
      case "k" -> fault("Redis was killed", redis::close);
      case "r" -> repair();
      case "c" -> check();
      case "p" -> open(path);
      default -> print(KEYS);
    }
  }

  private void fault(String what, Fault fault) throws IOException, InterruptedException {
    if (!isSound) {
      redis.start();
    }
    isSound = false;
    changed = System.nanoTime();
    print("> " + what);
    fault.begin();
  }

  private void repair() throws IOException, InterruptedException {
    changed = System.nanoTime();
    print("> Redis starts again, with its first token and certificate");
    redis.start();
    isSound = true;
  }

  private void check() throws IOException, InterruptedException {
    var builder = own(List.of("check"));
    if (isColoured) {
      builder.environment().put("FORCE_COLOR", "1");
    }
    builder.command(TiedCommand.of(builder.command())).redirectErrorStream(true);
    print("> check");
    var process = builder.start();
    try (var lines = process.inputReader(UTF_8)) {
      lines.lines().forEach(each -> print("  " + each));
    }
    print("> exit code " + process.waitFor());
  }

  private void open(String path) throws IOException {
    String url = "http://localhost:" + options.port + "/health";
    Optional<Path> opener = Stream.of("xdg-open", "open")
        .flatMap(each -> onPath(path, each).stream())
        .findFirst();
    if (opener.isPresent()) {
      new ProcessBuilder(opener.get().toString(), url)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }
    print("> " + url);
  }

  private interface Fault {
    void begin() throws IOException, InterruptedException;
  }

  @Override
  public void close() {
    redis.close();
    folder.close();
  }
}
