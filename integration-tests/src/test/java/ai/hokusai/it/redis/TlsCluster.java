package ai.hokusai.it.redis;

import static java.util.stream.Collectors.toMap;

import ai.hokusai.it.process.Scratch;
import ai.hokusai.it.tls.TlsContexts;
import ai.hokusai.testkit.TestCa;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A Redis Cluster of real servers over TLS, each on a loopback address of its own and all on the same port. A node is
 * named by its index: the primaries come first. The servers end with the test that closes this or else with the JVM.
 * Not thread-safe, except for reading.
 */
public final class TlsCluster implements AutoCloseable {
  /** The number of slots of every cluster. */
  public static final int SLOTS = 16_384;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final ServerProgram PROGRAM = ServerProgram.embedded();
  private static final int KEYS_AT_ONCE = 100;
  // A failover begins again after as many looks, which are two seconds.
  private static final int TRIES = 100;
  // Processes that run at the same time have other addresses, unless their process ids are 250
  // apart.
  private static final long NETWORK = 1 + ProcessHandle.current().pid() % 250;
  private static final AtomicInteger CLUSTERS = new AtomicInteger();

  private final TestCa authority = TestCa.create("Hokusai test authority");
  private final ClusterSpec spec;
  private final int port = LoopbackPort.free();
  private final int busPort = LoopbackPort.free();
  private final List<Node> nodes = new ArrayList<>();

  private TlsCluster(ClusterSpec spec) {
    this.spec = spec;
    int cluster = CLUSTERS.getAndIncrement() % 250;
    var engine = new EmbeddedEngine(PROGRAM);
    for (int i = 0; i < spec.size(); i++) {
      var host = "127.%d.%d.%d".formatted(NETWORK, cluster, i + 1);
      var server = spec.node(i, host, busPort, authority);
      nodes.add(new Node(host, server, engine.prepare(server, port)));
    }
  }

  /** One server of the cluster. */
  private static final class Node {
    private final String host;
    private final RedisSpec spec;
    private final EmbeddedRedis server;
    private boolean isFrozen;
    private String id = "";
    // For the commands of this fixture; null until the first one, and after the node has ended.
    private @Nullable RespConnection kept;

    Node(String host, RedisSpec spec, EmbeddedRedis server) {
      this.host = host;
      this.spec = spec;
      this.server = server;
    }

    /** Ends the server at once. */
    void end() {
      server.kill();
      isFrozen = false;
      try {
        if (kept != null) {
          kept.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      kept = null;
    }

    boolean answers() {
      return server.isRunning() && !isFrozen;
    }
  }

  /**
   * Starts the servers and returns when each of them says that the cluster is ok.
   *
   * @throws IllegalStateException if one does not start, with what it printed
   */
  public static TlsCluster launch(ClusterSpec spec) {
    var cluster = new TlsCluster(spec);
    try {
      cluster.nodes.forEach(node -> node.server.start());
      cluster.nodes.forEach(cluster::awaitReady);
      cluster.join();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady(Node node) {
    new Readiness(node.spec, node.server, node.host, port).await();
  }

  /** Assigns the slots, introduces each node to each other, and makes the replicas. */
  private void join() throws IOException {
    for (int i = 0; i < nodes.size(); i++) {
      try (var console = console(i)) {
        nodes.get(i).id = console.string("CLUSTER MYID");
        if (i < spec.primaries()) {
          console.tell("CLUSTER ADDSLOTSRANGE %d %d".formatted(firstSlot(i), firstSlot(i + 1) - 1));
        }
        // Equal epochs of primaries would be resolved later, and the cluster would change once
        // more.
        console.tell("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
        for (Node other : nodes.subList(0, i)) {
          console.tell("CLUSTER MEET %s %d %d".formatted(other.host, port, busPort));
        }
      }
    }
    await(() -> each(i -> fact(i, "cluster_known_nodes").equals(String.valueOf(nodes.size()))));
    for (int i = spec.primaries(); i < nodes.size(); i++) {
      int replica = i;
      var primary = nodes.get((i - spec.primaries()) % spec.primaries());
      await(() -> command(replica, "CLUSTER REPLICATE " + primary.id).equals("+OK"));
    }
    awaitOk();
  }

  /** The authority of all certificates. */
  public TestCa authority() {
    return authority;
  }

  /** The address of a node. */
  public String host(int node) {
    return nodes.get(node).host;
  }

  /** The port of each node. */
  public int port() {
    return port;
  }

  /** The number of nodes, running or not. */
  public int size() {
    return nodes.size();
  }

  /** The process of a node. */
  public long pid(int node) {
    return nodes.get(node).server.pid();
  }

  /** The variables of a service that has this node as its only address. */
  public Map<String, String> environment(int node) {
    var name = spec.hostNames().isEmpty() ? host(node) : spec.hostNames().get(node);
    var environment = new TreeMap<>(
        Map.of("REDIS_URL", "rediss://" + name + ":" + port, "REDIS_TLS_CA_PEM", authority.pem()));
    if (spec.password() != null) {
      environment.put("REDIS_AUTH_TOKEN", spec.password());
    }
    return environment;
  }

  /** A file for {@code -Djdk.net.hosts.file} with the name of each node, and further lines. */
  public Path hostsFile(String... lines) {
    var names = IntStream.range(0, spec.hostNames().size())
        .mapToObj(i -> host(i) + " " + spec.hostNames().get(i));
    var all = Stream.concat(names, Arrays.stream(lines)).toList();
    try {
      return Files.write(Scratch.file("hosts", ".txt"), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first slot that a primary had when the cluster was made. */
  public int firstSlot(int primary) {
    return primary * SLOTS / spec.primaries();
  }

  /** Opens a connection as the default user. */
  public RespConnection console(int node) throws IOException {
    var connection =
        RespConnection.tls(TlsContexts.trustingAnybody(), "", host(node), port).patient(PATIENCE);
    var password = nodes.get(node).spec.quotedPassword();
    if (password != null) {
      connection.tell("AUTH " + password);
    }
    return connection;
  }

  /** The first line of the reply of a node to a command whose reply has one line. */
  public String command(int node, String words) {
    return with(node, console -> console.command(words));
  }

  /** A use of a connection. */
  private interface Use<T> {
    T of(RespConnection console) throws IOException;
  }

  private <T> T with(int index, Use<T> use) {
    var node = nodes.get(index);
    try {
      var console = node.kept == null ? console(index) : node.kept;
      node.kept = console;
      return use.of(console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line of {@code CLUSTER INFO}, such as that of {@code cluster_state}. */
  public String fact(int node, String name) {
    return facts(node, "CLUSTER INFO").getOrDefault(name, "");
  }

  private Map<String, String> facts(int node, String command) {
    return text(node, command)
        .lines()
        .filter(line -> line.contains(":"))
        .collect(toMap(
            line -> line.substring(0, line.indexOf(':')),
            line -> line.substring(line.indexOf(':') + 1)));
  }

  private String text(int node, String command) {
    return with(node, console -> console.text(command));
  }

  /** The number of times that the nodes that answer have run a command, such as {@code cluster|slots}. */
  public long calls(String command) {
    return answering()
        .mapToObj(i -> facts(i, "INFO commandstats").getOrDefault("cmdstat_" + command, "calls=0,"))
        .mapToLong(line -> Long.parseLong(line.replaceFirst("calls=(\\d+).*", "$1")))
        .sum();
  }

  /** Waits until no node that answers has a connection of a client but the one of this fixture. */
  public void awaitNoClients() {
    await(() -> each(i -> text(i, "CLIENT LIST TYPE normal").lines().count() == 1));
  }

  /** Runs a command at each node that answers. */
  public void tellEach(String words) {
    answering().forEach(i -> tell(i, words));
  }

  /** The value of a key at the node that owns it, empty if there is none. */
  public String value(String key) {
    int owner = ownerOf(JedisClusterCRC16.getSlot(key));
    return with(owner, console -> {
      var length = console.tell("GET " + key);
      return length.equals("$-1") ? "" : console.nextReply();
    });
  }

  /** Makes the first nodes the primaries again. */
  public void restorePrimaries() {
    for (int i = 0; i < spec.primaries(); i++) {
      if (!isPrimary(i)) {
        failOver(i);
      }
    }
    awaitOk();
  }

  /** The node that owns a slot, as seen by the first node that answers. */
  public int ownerOf(int slot) {
    return view(firstAnswering()).stream()
        .filter(row -> row.owns(slot))
        .map(row -> indexOf(row.id()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no node owns slot " + slot));
  }

  /** Returns true if a node says that it is a primary. */
  public boolean isPrimary(int node) {
    return facts(node, "INFO replication").getOrDefault("role", "").equals("master");
  }

  private int firstAnswering() {
    return answering()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("every node is stopped or frozen"));
  }

  private IntStream answering() {
    return IntStream.range(0, nodes.size()).filter(i -> nodes.get(i).answers());
  }

  private int indexOf(String id) {
    return IntStream.range(0, nodes.size())
        .filter(i -> nodes.get(i).id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the cluster has an unknown node"));
  }

  /** One line of {@code CLUSTER NODES}. */
  private record Row(String id, String flags, List<String> ranges) {
    static Row of(String line) {
      var words = List.of(line.split(" ", -1));
      return new Row(words.get(0), words.get(2), words.subList(8, words.size()));
    }

    boolean is(String flag) {
      return List.of(flags.split(",", -1)).contains(flag);
    }

    boolean owns(int slot) {
      return ranges.stream().filter(range -> !range.startsWith("[")).anyMatch(range -> {
        var ends = range.split("-", -1);
        return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
      });
    }
  }

  private List<Row> view(int node) {
    return text(node, "CLUSTER NODES").lines().map(Row::of).toList();
  }

  /** Freezes a node: the kernel accepts connections for it, and it sends nothing. */
  public void freeze(int node) {
    nodes.get(node).server.pause();
    nodes.get(node).isFrozen = true;
  }

  /** Continues a node after {@link #freeze}. */
  public void thaw(int node) {
    nodes.get(node).server.resume();
    nodes.get(node).isFrozen = false;
  }

  /** Ends a node as {@code kill -9} does; connections are refused from now on. */
  public void kill(int node) {
    nodes.get(node).end();
  }

  /** Starts a node again after {@link #kill}, and returns when it answers. */
  public void restart(int node) {
    nodes.get(node).server.start();
    awaitReady(nodes.get(node));
  }

  /** Makes a replica the primary of its shard, with the agreement of the former primary. */
  public void failOver(int replica) {
    var id = nodes.get(replica).id;
    var pause = new AtomicInteger();
    await(() -> {
      // A failover that was begun before the replica has all data is given up by the server.
      if (!isPrimary(replica) && pause.getAndIncrement() % TRIES == 0) {
        var ignored = command(replica, "CLUSTER FAILOVER");
      }
      return each(i -> view(i).stream()
          .anyMatch(
              row -> row.id().equals(id) && row.is("master") && !row.ranges().isEmpty()));
    });
  }

  /** Announces another port of a node to clients, and returns when each node reports it; its replicas lose it too. */
  public void announcePort(int node, int announced) {
    tell(node, "CONFIG SET cluster-announce-tls-port " + announced);
    var address = " %s:%d@".formatted(host(node), announced);
    await(() -> each(i -> text(i, "CLUSTER NODES").contains(address)));
  }

  /** Moves slots with their keys from one primary to another, one after the other, as {@code redis-cli} does. */
  public void move(int first, int last, int from, int to) {
    try (var source = console(from);
        var target = console(to)) {
      for (int slot = first; slot <= last; slot++) {
        target.tell("CLUSTER SETSLOT %d IMPORTING %s".formatted(slot, nodes.get(from).id));
        source.tell("CLUSTER SETSLOT %d MIGRATING %s".formatted(slot, nodes.get(to).id));
        migrate(source, slot, to);
        var assignment = "CLUSTER SETSLOT %d NODE %s".formatted(slot, nodes.get(to).id);
        target.tell(assignment);
        source.tell(assignment);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void migrate(RespConnection source, int slot, int to) throws IOException {
    var password = nodes.get(to).spec.quotedPassword();
    while (true) {
      var keys = source.strings("CLUSTER GETKEYSINSLOT %d %d".formatted(slot, KEYS_AT_ONCE));
      if (keys.isEmpty()) {
        return;
      }
      source.tell("MIGRATE %s %d \"\" 0 %d%s KEYS %s"
          .formatted(
              host(to),
              port,
              PATIENCE.toMillis(),
              password == null ? "" : " AUTH " + password,
              String.join(" ", keys)));
    }
  }

  /** Takes slots away from every node, so that no node owns them. */
  public void unassign(int first, int last) {
    answering().forEach(i -> {
      for (int slot = first; slot <= last; slot++) {
        // A node that has learnt it already says that it is unassigned.
        var ignored = command(i, "CLUSTER DELSLOTS " + slot);
      }
    });
    awaitSlots(SLOTS - (last - first + 1));
  }

  /** Waits until each node that answers knows the owners of this many slots. */
  public void awaitSlots(int count) {
    await(() -> each(i -> fact(i, "cluster_slots_assigned").equals(String.valueOf(count))));
  }

  private void tell(int node, String words) {
    var ignored = with(node, console -> console.tell(words));
  }

  /** Waits until each node that answers says that the cluster is ok, and each replica has a link to its primary. */
  public void awaitOk() {
    await(() -> each(this::isOk));
  }

  private boolean isOk(int node) {
    long replicas = view(node).stream().filter(row -> row.is("slave")).count();
    var replication = facts(node, "INFO replication");
    return fact(node, "cluster_state").equals("ok")
        && replicas == spec.replicas()
        && replication.getOrDefault("master_link_status", "up").equals("up");
  }

  private boolean each(IntPredicate condition) {
    return answering().allMatch(condition);
  }

  /** Waits for a condition with a bound. */
  static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .pollInSameThread()
        .until(condition);
  }

  @Override
  public void close() {
    nodes.forEach(Node::end);
    nodes.forEach(node -> node.server.close());
  }
}
