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
import java.util.concurrent.Callable;
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

  /** A user of the sentinels with their password, for a service; they use their default user among themselves. */
  public static final String SENTINEL_USER = "service";

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
        .config("repl-diskless-sync-delay 0")
        // A server that is killed keeps each write that it replied to.
        .config("appendonly yes")
        .config("appendfsync no");
    servers.add(new Node(engine, own, primary));
    servers.add(
        new Node(engine, own.config("replicaof " + HOST + " " + primary), LoopbackPort.free()));
    for (int i = 0; i < SENTINELS; i++) {
      var spec = RedisSpec.tls(authority.issue(HOST))
          .password(SENTINEL_PASSWORD)
          .user(SENTINEL_USER, "on", ">" + SENTINEL_PASSWORD, "~*", "&*", "+@all")
          .config("tls-replication yes")
          .config("sentinel monitor %s %s %d 2".formatted(MASTER, HOST, primary))
          .config("sentinel auth-pass %s %s".formatted(MASTER, PASSWORD))
          .config("sentinel down-after-milliseconds %s 2000".formatted(MASTER))
          .config("sentinel failover-timeout %s 3000".formatted(MASTER))
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
      await(() -> all.servers
          .get(1)
          .use(console -> console.text("INFO replication"))
          .contains("link_status:up"));
      all.sentinels.forEach(TlsSentinels::startSentinel);
      await(() -> all.sentinels.stream().allMatch(TlsSentinels::isComplete));
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** A sentinel that got no processor for 2 s makes no failover for 30 s (TILT); here that ends after 1 s. */
  private static void startSentinel(Node sentinel) {
    sentinel.start();
    var ignored = sentinel.command("SENTINEL DEBUG tilt-period 1000");
  }

  /** Sentinels close all connections to a server whose role they change. */
  private static void await(Callable<Boolean> condition) {
    TlsCluster.await(() -> {
      try {
        return condition.call();
      } catch (UncheckedIOException e) {
        return false;
      }
    });
  }

  private static boolean isComplete(Node sentinel) {
    return sentinel.command("SENTINEL CKQUORUM " + MASTER).startsWith("+OK 3")
        && sentinel.command("SENTINEL REPLICAS " + MASTER).equals("*1")
        && sentinel.use(TlsSentinels::flagsOfReplica).equals("slave");
  }

  /** The flags of the replica at a sentinel that has one, {@code slave} where it can be promoted. */
  private static String flagsOfReplica(RespConnection console) throws IOException {
    console.tell("SENTINEL REPLICAS " + MASTER);
    while (!console.nextReply().equals("flags")) {
      // The fields before it.
    }
    console.nextReply();
    return console.nextReply();
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

  /**
   * Returns once the sentinels report the other server, which says so too.
   *
   * @param former the primary before the failover
   * @return the time on the monotonic clock
   */
  public long awaitFailover(int former) {
    await(() -> primary() != former && isPrimary(1 - former));
    return System.nanoTime();
  }

  /** Returns once the sentinels have made a former primary a replica, which takes them 8 s. */
  public void awaitDemotion(int former) {
    await(() -> !isPrimary(former));
  }

  /** Returns true if a server says that it is a primary. */
  public boolean isPrimary(int server) {
    return servers
        .get(server)
        .use(console -> console.text("INFO replication"))
        .contains("role:master");
  }

  /** The fields and values of a hash at a server. */
  public Map<String, String> hash(int server, String key) {
    var all = servers.get(server).use(console -> console.strings("HGETALL " + key));
    return IntStream.range(0, all.size() / 2)
        .boxed()
        .collect(Collectors.toMap(i -> all.get(2 * i), i -> all.get(2 * i + 1)));
  }

  /** The first line of the reply of a server. */
  public String command(int server, String words) {
    return servers.get(server).command(words);
  }

  /** Clears the logs of {@link #refusedLogins}. */
  public void resetRefusedLogins() {
    Stream.concat(servers.stream(), sentinels.stream())
        .forEach(each -> each.command("ACL LOG RESET"));
  }

  /** The passwords that failed at a process, by its log of access control: 0 while it refused none. */
  public long refusedLogins() {
    return Stream.concat(servers.stream(), sentinels.stream())
        .filter(each -> each.process.isRunning())
        .mapToLong(each -> Long.parseLong(each.command("ACL LOG").substring(1)))
        .sum();
  }

  /** Makes every sentinel accept a further password. */
  public void addSentinelPassword(String password) {
    for (Node each : sentinels) {
      var ignored = each.command("ACL SETUSER default >" + password);
    }
  }

  /**
   * Requests a failover from a primary that works until the sentinels report the other server. A sentinel gives a
   * failover up where a step takes longer than its failover-timeout, and does not begin another one on its own.
   */
  public void failOver() {
    int former = primary();
    await(() -> {
      if (primary() != former) {
        return true;
      }
      var ignored = sentinels.get(0).command("SENTINEL FAILOVER " + MASTER);
      return false;
    });
  }

  /** Ends a server as {@code kill -9} does. */
  public void kill(int server) {
    servers.get(server).process.kill();
  }

  /** Starts a server after {@link #kill} with the data that it had, and returns once it replies. */
  public void restart(int server) {
    servers.get(server).start();
  }

  /**
   * Makes the server that the sentinels do not report a replica of the other one, as they do after 8 s, and returns once
   * it has all data and every sentinel could promote it.
   */
  public void rejoin() {
    int primary = primary();
    var replica = servers.get(1 - primary);
    replica.command("REPLICAOF %s %d".formatted(HOST, servers.get(primary).port));
    await(() ->
        replica.use(console -> console.text("INFO replication")).contains("master_link_status:up"));
    await(() -> sentinels.stream().allMatch(TlsSentinels::isComplete));
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

  /** Freezes the last sentinel; the others are enough for a failover. */
  public void freezeSentinel() {
    sentinels.get(SENTINELS - 1).process.pause();
  }

  /** Ends all sentinels but the last one, so that no failover is possible. */
  public void killMostSentinels() {
    sentinels.subList(0, SENTINELS - 1).forEach(each -> each.process.kill());
  }

  /** Returns once the last sentinel reports that no failover is possible. */
  public void awaitNoQuorum() {
    var last = sentinels.get(SENTINELS - 1);
    await(() -> last.command("SENTINEL CKQUORUM " + MASTER).startsWith("-NOQUORUM"));
  }

  /** Starts the sentinels that do not run. */
  public void restartSentinels() {
    sentinels.stream()
        .filter(each -> !each.process.isRunning())
        .forEach(TlsSentinels::startSentinel);
  }

  /** Replaces the password of {@link #SENTINEL_USER} at every sentinel. */
  public void replaceSentinelPassword(String password) {
    sentinels.forEach(
        each -> each.command("ACL SETUSER %s resetpass >%s".formatted(SENTINEL_USER, password)));
  }

  @Override
  public void close() {
    sentinels.forEach(each -> each.process.kill());
    servers.forEach(each -> each.process.kill());
    sentinels.forEach(each -> each.process.close());
    servers.forEach(each -> each.process.close());
  }
}
