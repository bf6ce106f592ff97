package ai.hokusai.it.neighbours;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.ChildProcess;
import ai.hokusai.it.redis.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * HAProxy before two instances of the API, twice: once it asks {@code /health/alb} which of them may have traffic,
 * and once {@code /health}. It is quicker than a target group.
 */
final class HaProxy implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CONFIGURATION = """
      defaults
        mode http
        timeout connect 1s
        timeout client 20s
        timeout server 20s
        timeout check 5s
        default-server check inter 200ms fall 2 rise 2
      listen alb
        bind 127.0.0.1:%d
        option httpchk GET /health/alb
        http-check expect status 200
        server one 127.0.0.1:%d
        server two 127.0.0.1:%d
      listen health
        bind 127.0.0.1:%d
        option httpchk GET /health
        http-check expect status 200
        server one 127.0.0.1:%2$d
        server two 127.0.0.1:%3$d
      frontend statistics
        bind 127.0.0.1:%5$d
        stats enable
        stats uri /
      """;

  private final ChildProcess program;
  private final Http alb;
  private final Http health;
  private final Http statistics;

  private HaProxy(ChildProcess program, int alb, int health, int statistics) {
    this.program = program;
    this.alb = new Http(alb);
    this.health = new Http(health);
    this.statistics = new Http(statistics);
  }

  /** Starts it; the directory keeps its configuration. */
  static HaProxy before(int one, int two, Path directory) {
    Program haproxy = Program.installed("haproxy", "haproxy");
    int alb = LoopbackPort.free();
    int health = LoopbackPort.free();
    int statistics = LoopbackPort.free();
    try {
      String text = CONFIGURATION.formatted(alb, one, two, health, statistics);
      Path file = Files.writeString(directory.resolve("haproxy.cfg"), text);
      var started =
          new HaProxy(haproxy.start("-db", "-f", file.toString()), alb, health, statistics);
      return started.whenReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HaProxy whenReady() {
    try {
      await().atMost(PATIENCE).until(this::isReady);
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private boolean isReady() {
    program.assertRuns();
    return statistics.answers("/;csv");
  }

  /** What asks {@code /health/alb}. */
  Http alb() {
    return alb;
  }

  /** What asks {@code /health}. */
  Http health() {
    return health;
  }

  /** Waits until it thinks so of both instances, as {@code UP} or {@code DOWN}. */
  void awaitStates(String proxy, String first, String second) {
    await()
        .atMost(PATIENCE)
        .until(() -> states(proxy), states -> states.equals(List.of(first, second)));
  }

  /** What it thinks of both instances. */
  List<String> states(String proxy) {
    Map<String, String> column = column(proxy, "status");
    return Stream.of("one", "two").map(column::get).toList();
  }

  /** How often it took each instance out. */
  List<Integer> takenOut(String proxy) {
    Map<String, String> column = column(proxy, "chkdown");
    return Stream.of("one", "two").map(column::get).map(Integer::valueOf).toList();
  }

  private Map<String, String> column(String proxy, String name) {
    try {
      List<String> lines = statistics.get("/;csv").body().lines().toList();
      int column = List.of(lines.get(0).replace("# ", "").split(",")).indexOf(name);
      Map<String, String> values = new TreeMap<>();
      for (String line : lines) {
        String[] fields = line.split(",", -1);
        if (fields[0].equals(proxy)) {
          values.put(fields[1], fields[column]);
        }
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
