package ai.hokusai.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.tls.TlsContexts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The operations of the fixture: each changes the cluster as its name says, and leaves a cluster that is ok. */
@Tag("once")
final class TlsClusterIT {
  private static final Logger LOG = LoggerFactory.getLogger(TlsClusterIT.class);
  private static final String PASSWORD = "open-sesame-4711";

  @Test
  void everyOperationDoesWhatItsNameSays() throws IOException {
    long began = System.nanoTime();
    try (var cluster = TlsCluster.launch(ClusterSpec.of(3, 3).password(PASSWORD))) {
      LOG.info("three primaries and three replicas after {} ms", millisSince(began));
      assertThat(cluster.fact(0, "cluster_slots_ok")).isEqualTo("16384");
      assertThat(cluster.command(0, "CLUSTER KEYSLOT a"))
          .isEqualTo(":" + JedisClusterCRC16.getSlot("a"));
      movesSlotsWithTheirKeys(cluster);
      failsOver(cluster);
      freezesAndThaws(cluster);
      killsAndRestarts(cluster);
    }
  }

  private static void movesSlotsWithTheirKeys(TlsCluster cluster) throws IOException {
    int slot = JedisClusterCRC16.getSlot("{m}1");
    int from = cluster.ownerOf(slot);
    int to = (from + 1) % 3;
    try (var console = cluster.console(from)) {
      for (int i = 0; i < 250; i++) {
        assertThat(console.tell("SET {m}" + i + " " + i)).isEqualTo("+OK");
      }
    }
    cluster.move(slot, slot, from, to);
    assertThat(cluster.command(from, "GET {m}1"))
        .isEqualTo("-MOVED %d %s:%d".formatted(slot, cluster.host(to), cluster.port()));
    assertThat(cluster.command(to, "CLUSTER COUNTKEYSINSLOT " + slot)).isEqualTo(":250");
    await().until(() -> cluster.ownerOf(slot) == to);
    cluster.awaitOk();
  }

  private static void failsOver(TlsCluster cluster) {
    cluster.failOver(5);
    assertThat(cluster.ownerOf(TlsCluster.SLOTS - 1)).isEqualTo(5);
    cluster.awaitOk();
    cluster.failOver(2);
    assertThat(cluster.ownerOf(TlsCluster.SLOTS - 1)).isEqualTo(2);
    cluster.awaitOk();
  }

  private static void freezesAndThaws(TlsCluster cluster) throws IOException {
    try (var console = cluster.console(0).patient(Duration.ofMillis(200))) {
      cluster.freeze(0);
      assertThatThrownBy(() -> console.command("PING")).isInstanceOf(SocketTimeoutException.class);
    }
    long began = System.nanoTime();
    await().until(() -> cluster.ownerOf(0) == 3);
    LOG.info("the replica of a frozen primary took over after {} ms", millisSince(began));
    cluster.thaw(0);
    await().until(() -> !cluster.isPrimary(0));
    cluster.awaitOk();
  }

  private static void killsAndRestarts(TlsCluster cluster) {
    cluster.kill(1);
    assertThatThrownBy(() -> cluster.console(1)).isInstanceOf(ConnectException.class);
    cluster.restart(1);
    cluster.awaitOk();
  }

  @Test
  void announcesNamesPortsAndCertificatesAsSpecified() throws IOException {
    var names = List.of("a.example.test", "b.example.test", "c.example.test");
    var spec = ClusterSpec.of(3, 0)
        .announcedAs(names)
        .certificate(2, "other.example.test")
        .config("cluster-require-full-coverage no");
    try (var cluster = TlsCluster.launch(spec)) {
      assertThat(cluster.command(0, "GET foo"))
          .isEqualTo("-MOVED 12182 c.example.test:" + cluster.port());
      assertThat(cluster.hostsFile("127.0.0.9 more.example.test"))
          .hasContent("%s a.example.test\n%s b.example.test\n%s c.example.test\n%s"
              .formatted(
                  cluster.host(0),
                  cluster.host(1),
                  cluster.host(2),
                  "127.0.0.9 more.example.test"));
      var context = TlsContexts.trusting(cluster.authority());
      RespConnection.tls(context, "HTTPS", cluster.host(0), cluster.port()).close();
      assertThatThrownBy(
              () -> RespConnection.tls(context, "HTTPS", cluster.host(2), cluster.port()))
          .hasRootCauseMessage("No subject alternative names matching IP address %s found"
              .formatted(cluster.host(2)));

      cluster.announcePort(1, 1);
      assertThat(cluster.command(0, "GET c")).isEqualTo("-MOVED 7365 b.example.test:1");

      cluster.unassign(0, 2);
      assertThat(cluster.fact(0, "cluster_slots_assigned")).isEqualTo("16381");
    }
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
