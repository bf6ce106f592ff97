package ai.hokusai.it.redis;

import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A primary with one replica and three sentinels, real servers over TLS, each kind with a password of its own. The
 * servers end with the test that closes this or else with the JVM. Not thread-safe.
 */
public final class TlsSentinels implements AutoCloseable {
  /** The name of the primary. */
  public static final String MASTER = "orders";

  /** The password of the two servers. */
  public static final String PASSWORD = "Kx7vQz9w-of-redis";

  /** The password of the sentinels. */
  public static final String SENTINEL_PASSWORD = "Bn3tLm5r-of-sentinels";

  private static final String HOST = "127.0.0.1";
  private static final int SENTINELS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ServerProgram PROGRAM = ServerProgram.embedded();

  private final TestCa authority = TestCa.create("Hokusai test authority");
  private final List<Node> servers = new ArrayList<>();
  private final List<Node> sentinels = new ArrayList<>();

  private TlsSentinels() {
    var engine = new EmbeddedEngine(PROGRAM);
    int primary = LoopbackPort.free();
    var own = RedisSpec.tls(authority.issue(HOST))
        .password(PASSWORD)
        .config("masterauth \"" + PASSWORD + '"')
        .config("tls-replication yes")
        .config("repl-diskless-sync-delay 0");
    servers.add(new Node(engine, own, primary));
    servers.add(
        new Node(engine, own.config("replicaof " + HOST + " " + primary), LoopbackPort.free()));
    for (int i = 0; i < SENTINELS; i++) {
      var spec = RedisSpec.tls(authority.issue(HOST))
          .password(SENTINEL_PASSWORD)
          .config("tls-replication yes")
          .config("sentinel monitor %s %s %d 2".formatted(MASTER, HOST, primary))
          .config("sentinel auth-pass %s %s".formatted(MASTER, PASSWORD))
          .config("sentinel down-after-milliseconds %s 2000".formatted(MASTER))
          .config("sentinel failover-timeout %s 6000".formatted(MASTER))
          .config("sentinel sentinel-pass " + SENTINEL_PASSWORD);
      sentinels.add(new Node(engine, spec, LoopbackPort.free()));
    }
  }

  /** One process. */
  private static final class Node {
    private final RedisSpec spec;
    private final int port;
    private final EmbeddedRedis process;

    Node(EmbeddedEngine engine, RedisSpec spec, int port) {
      this.spec = spec;
      this.port = port;
      this.process = engine.prepare(spec, port);
    }

    void start() {
      process.start();
      new Readiness(spec, process, HOST, port).await();
    }

    String command(String words) {
      return use(console -> console.command(words));
    }

    <T> T use(Use<T> use) {
      try (var console =
          RespConnection.tls(TlsContexts.trustingAnybody(), "", HOST, port).patient(PATIENCE)) {
        console.tell("AUTH " + spec.quotedPassword());
        return use.of(console);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A use of a connection. */
  private interface Use<T> {
    T of(RespConnection console) throws IOException;
  }

  /** Starts the servers, and returns once the sentinels see each other and the replica. */
  public static TlsSentinels launch() {
    var all = new TlsSentinels();
    try {
      all.servers.forEach(Node::start);
      TlsCluster.await(() -> all.servers
          .get(1)
          .use(console -> console.text("INFO replication"))
          .contains("link_status:up"));
      all.sentinels.forEach(Node::start);
      TlsCluster.await(() -> all.sentinels.stream().allMatch(TlsSentinels::isComplete));
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private static boolean isComplete(Node sentinel) {
    return sentinel.command("SENTINEL CKQUORUM " + MASTER).startsWith("+OK 3")
        && sentinel.command("SENTINEL REPLICAS " + MASTER).equals("*1");
  }

  /** The variables of a service. */
  public Map<String, String> environment() {
    return new TreeMap<>(Map.of(
        "REDIS_SENTINELS",
        addresses(sentinels),
        "REDIS_SENTINEL_MASTER",
        MASTER,
        "REDIS_SENTINEL_PASSWORD",
        SENTINEL_PASSWORD,
        "REDIS_AUTH_TOKEN",
        PASSWORD,
        "REDIS_TLS_ENABLED",
        "true",
        "REDIS_TLS_CA_PEM",
        authority.pem()));
  }

  private static String addresses(List<Node> nodes) {
    return nodes.stream().map(each -> HOST + ":" + each.port).collect(Collectors.joining(","));
  }

  /** The addresses of the two servers. */
  public String servers() {
    return addresses(servers);
  }

  /** The address of a server. */
  public String address(int server) {
    return HOST + ":" + servers.get(server).port;
  }

  /** The server that the sentinels report, by the reply of the first one that runs. */
  public int primary() {
    var any =
        sentinels.stream().filter(each -> each.process.isRunning()).findFirst().orElseThrow();
    var words = any.use(console -> console.strings("SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER));
    return IntStream.range(0, servers.size())
        .filter(i -> String.valueOf(servers.get(i).port).equals(words.get(1)))
        .findFirst()
        .orElseThrow();
  }

  /** Returns true if a server says that it is a primary. */
  public boolean isPrimary(int server) {
    return servers
        .get(server)
        .use(console -> console.text("INFO replication"))
        .contains("role:master");
  }

  /** The first line of the reply of a server. */
  public String command(int server, String words) {
    return servers.get(server).command(words);
  }

  /** The value of a key at a server, empty if there is none. */
  public String value(int server, String key) {
    return servers.get(server).use(console -> {
      var length = console.tell("GET " + key);
      return length.equals("$-1") ? "" : console.nextReply();
    });
  }

  /** The passwords that failed at a process, by its log of access control: 0 while it refused none. */
  public long refusedLogins() {
    return Stream.concat(servers.stream(), sentinels.stream())
        .filter(each -> each.process.isRunning())
        .mapToLong(each -> Long.parseLong(each.command("ACL LOG").substring(1)))
        .sum();
  }

  /** Begins a failover with the agreement of the primary. */
  public void failOver() {
    var ignored = sentinels.get(0).command("SENTINEL FAILOVER " + MASTER);
  }

  /** Ends a server as {@code kill -9} does. */
  public void kill(int server) {
    servers.get(server).process.kill();
  }

  /** Freezes a server. */
  public void freeze(int server) {
    servers.get(server).process.pause();
  }

  /** Continues a server after {@link #freeze}. */
  public void thaw(int server) {
    servers.get(server).process.resume();
  }

  /** Freezes every sentinel. */
  public void freezeSentinels() {
    sentinels.forEach(each -> each.process.pause());
  }

  /** Continues every sentinel. */
  public void thawSentinels() {
    sentinels.forEach(each -> each.process.resume());
  }

  /** Ends all sentinels but the last one, and returns once that one reports that no failover is possible. */
  public void killMostSentinels() {
    sentinels.subList(0, SENTINELS - 1).forEach(each -> each.process.kill());
    var last = sentinels.get(SENTINELS - 1);
    TlsCluster.await(() -> last.command("SENTINEL CKQUORUM " + MASTER).startsWith("-NOQUORUM"));
  }

  @Override
  public void close() {
    sentinels.forEach(each -> each.process.kill());
    servers.forEach(each -> each.process.kill());
    sentinels.forEach(each -> each.process.close());
    servers.forEach(each -> each.process.close());
  }
}
