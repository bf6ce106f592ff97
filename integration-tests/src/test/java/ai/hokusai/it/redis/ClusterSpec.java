package ai.hokusai.it.redis;

import ai.hokusai.testkit.TestCa;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a cluster: its nodes, their names and certificates, and further lines of their configuration.
 * Immutable.
 *
 * @param primaries the number of primaries, which are the first nodes
 * @param replicas the number of replicas; replica {@code n} copies primary {@code n % primaries}
 * @param password the password of the user {@code default}, null for none
 * @param nodeTimeout the time after which the nodes report a silent node
 * @param hostNames the announced name of each node; empty if the nodes announce their addresses
 * @param certificates the names in the certificate of a node; otherwise its address and host name
 * @param lines lines of {@code redis.conf} of each node
 */
public record ClusterSpec(
    int primaries,
    int replicas,
    @Nullable String password,
    Duration nodeTimeout,
    List<String> hostNames,
    Map<Integer, List<String>> certificates,
    List<String> lines) {
  private static final Duration NODE_TIMEOUT = Duration.ofSeconds(2);

  public ClusterSpec {
    hostNames = List.copyOf(hostNames);
    certificates = Map.copyOf(certificates);
    lines = List.copyOf(lines);
  }

  /** Nodes that announce their addresses and report a silent node after 2 s. */
  public static ClusterSpec of(int primaries, int replicas) {
    return new ClusterSpec(primaries, replicas, null, NODE_TIMEOUT, List.of(), Map.of(), List.of());
  }

  /** The same with a password. */
  public ClusterSpec password(String newPassword) {
    return new ClusterSpec(
        primaries, replicas, newPassword, nodeTimeout, hostNames, certificates, lines);
  }

  /** The same with another time until the nodes report a silent node. */
  public ClusterSpec nodeTimeout(Duration newTimeout) {
    return new ClusterSpec(
        primaries, replicas, password, newTimeout, hostNames, certificates, lines);
  }

  /** The same with nodes that announce names, one for each node. */
  public ClusterSpec announcedAs(List<String> names) {
    return new ClusterSpec(primaries, replicas, password, nodeTimeout, names, certificates, lines)
        .config("cluster-preferred-endpoint-type hostname");
  }

  /** The same with these names in the certificate of a node, in place of its own. */
  public ClusterSpec certificate(int node, String... names) {
    var changed = new TreeMap<>(certificates);
    changed.put(node, List.of(names));
    return new ClusterSpec(primaries, replicas, password, nodeTimeout, hostNames, changed, lines);
  }

  /** The same with a line of {@code redis.conf} at each node, which overrides those of the fixture. */
  public ClusterSpec config(String line) {
    var more = Stream.concat(lines.stream(), Stream.of(line)).toList();
    return new ClusterSpec(
        primaries, replicas, password, nodeTimeout, hostNames, certificates, more);
  }

  int size() {
    return primaries + replicas;
  }

  /** The server of one node. */
  RedisSpec node(int index, String host, int busPort, TestCa authority) {
    var names = hostNames.isEmpty() ? List.of(host) : List.of(hostNames.get(index), host);
    var shown = certificates.getOrDefault(index, names);
    var spec = RedisSpec.tls(authority.issue(shown.toArray(String[]::new)));
    var own = Stream.of(
        "bind " + host,
        "bind-source-addr " + host,
        "tls-cluster yes",
        "tls-replication yes",
        "cluster-enabled yes",
        "cluster-announce-ip " + host,
        "cluster-port " + busPort,
        "cluster-node-timeout " + nodeTimeout.toMillis(),
        "cluster-allow-replica-migration no",
        "repl-diskless-sync-delay 0",
        "enable-debug-command yes");
    var name = hostNames.isEmpty()
        ? Stream.<String>empty()
        : Stream.of("cluster-announce-hostname " + hostNames.get(index));
    for (var line : Stream.of(own, name, lines.stream()).flatMap(each -> each).toList()) {
      spec = spec.config(line);
    }
    if (password == null) {
      return spec;
    }
    // Replicas authenticate as the user default too.
    return spec.password(password).config("masterauth \"" + password + '"');
  }
}
