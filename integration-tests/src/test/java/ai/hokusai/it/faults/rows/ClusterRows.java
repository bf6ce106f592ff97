package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.SERVER;
import static ai.hokusai.it.faults.harness.Action.tells;
import static ai.hokusai.it.faults.harness.Action.waitsFor;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN_REDIS;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.PlantedSecret;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;

/** Faults of a cluster, of one node where that is enough. */
final class ClusterRows {
  private static final String OK = "cluster_state:ok";
  private static final int LAST_SLOT = 16_383;
  private static final String TOPOLOGY = "REDIS_TOPOLOGY";

  private ClusterRows() {}

  static List<FaultCase> rows() {
    return List.of(
        FaultCase.of(Fault.CLUSTER_DOWN, SERVER, "a slot of no shard, all required", ofOneNode())
            .provokedBy(
                tells("CLUSTER DELSLOTS 0").then(waitsFor("CLUSTER INFO", "cluster_state:fail")))
            .curedBy(tells("CLUSTER ADDSLOTS 0").then(waitsFor("CLUSTER INFO", OK))),
        shardDown(),
        FaultCase.of(
                Fault.STANDALONE_MODE_MISMATCH,
                CONFIG,
                "a node replaced by a server without cluster mode",
                ofOneNode().with(TOPOLOGY, "cluster"))
            .restartedAs(PLAIN_REDIS),
        modeMismatch(),
        FaultCase.of(
                Fault.ANNOUNCED_ADDRESS_INVALID,
                CONFIG,
                "announced by a name that is not set",
                ofOneNode())
            // A later epoch, after which the slots are read again.
            .provokedBy(
                tells("CONFIG SET cluster-preferred-endpoint-type hostname", "CLUSTER BUMPEPOCH"))
            .curedBy(tells("CONFIG SET cluster-preferred-endpoint-type ip")),
        slotsDenied());
  }

  private static RedisSpec node(RedisSpec redis) {
    // So long that a node that ends changes nothing at the others.
    return redis
        .config("cluster-enabled yes")
        .config("cluster-port " + LoopbackPort.free())
        .config("cluster-node-timeout 600000");
  }

  /** A cluster of one node with all slots. */
  private static Setup ofOneNode() {
    return Setup.plain(node(PLAIN_REDIS)).preparedBy(withAllSlots());
  }

  private static Action withAllSlots() {
    return tells("CLUSTER ADDSLOTSRANGE 0 " + LAST_SLOT).then(waitsFor("CLUSTER INFO", OK));
  }

  private static FaultCase slotsDenied() {
    var password = PlantedSecret.PASSWORD;
    var redis = node(PLAIN_REDIS).user("probe", "on", ">" + password.value(), "~*", "+@all");
    var setup = Setup.plain(redis)
        .at("redis://probe:" + password.encoded() + "@{host}:{port}")
        .preparedBy(withAllSlots());
    return FaultCase.of(Fault.CLUSTER_SLOTS_DENIED, CONFIG, "ACL SETUSER -cluster|slots", setup)
        .provokedBy(tells("ACL SETUSER probe -cluster|slots"))
        .curedBy(tells("ACL SETUSER probe +cluster|slots"))
        .first();
  }

  /** The slots are those of a second node, so that requests are redirected. */
  private static FaultCase modeMismatch() {
    int bus = LoopbackPort.free();
    var second = node(PLAIN_REDIS).config("cluster-port " + bus);
    return FaultCase.of(
            Fault.CLUSTER_MODE_MISMATCH,
            CONFIG,
            "a server replaced by a node",
            PLAIN.with(TOPOLOGY, "standalone"))
        .provokedBy(
            Action.restartsAs(node(PLAIN_REDIS)).then(testBed -> join(testBed, second, bus, 0)))
        .curedBy(Action.restartsAs(PLAIN_REDIS));
  }

  /** The first hundred slots, in which the services have no key, are those of a second node. */
  private static FaultCase shardDown() {
    var redis = node(PLAIN_REDIS).config("cluster-require-full-coverage no");
    int bus = LoopbackPort.free();
    var second = redis.config("cluster-port " + bus);
    return FaultCase.of(
            Fault.SHARD_DOWN,
            SERVER,
            "the second of two nodes stopped",
            Setup.plain(redis)
                .needingAllShards()
                .preparedBy(testBed -> join(testBed, second, bus, 100)))
        .provokedBy(Action.costly(testBed -> testBed.companion().stop()))
        .curedBy(Action.costly(testBed -> testBed.companion().start()));
  }

  /** Adds a second node, with the slots below the first one of the server, or all where that has none. */
  private static void join(TestBed testBed, RedisSpec second, int bus, int first)
      throws IOException {
    testBed.openCompanion(second);
    int last = first == 0 ? LAST_SLOT : first - 1;
    testBed.tellCompanion("CLUSTER ADDSLOTSRANGE 0 " + last, "CLUSTER SET-CONFIG-EPOCH 2");
    if (first > 0) {
      tells("CLUSTER ADDSLOTSRANGE %d %d".formatted(first, LAST_SLOT)).on(testBed);
    }
    tells(
            "CLUSTER SET-CONFIG-EPOCH 1",
            "CLUSTER MEET 127.0.0.1 %d %d".formatted(testBed.companion().port(), bus))
        .on(testBed);
    try (var console = testBed.companion().connect().patient(Bounds.PATIENCE)) {
      Awaitility.await()
          .atMost(Bounds.PATIENCE)
          .pollInSameThread()
          .until(() -> isComplete(testBed.console().text("CLUSTER INFO"))
              && isComplete(console.text("CLUSTER INFO")));
    }
  }

  private static boolean isComplete(String info) {
    return info.contains(OK) && info.contains("cluster_slots_ok:16384");
  }
}
