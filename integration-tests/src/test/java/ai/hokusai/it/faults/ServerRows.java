package ai.hokusai.it.faults;

import static ai.hokusai.health.classify.FaultClass.CAPACITY;
import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.SERVER;
import static ai.hokusai.it.faults.Act.tells;
import static ai.hokusai.it.faults.Kit.PLAIN;
import static ai.hokusai.it.faults.Kit.PLAIN_REDIS;
import static ai.hokusai.it.faults.Kit.TLS;
import static ai.hokusai.it.faults.Kit.TLS_REDIS;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faults of a Redis that answers and cannot do its work. */
final class ServerRows {

  /** May change where it saves. */
  static final Setup SAVING = Kit.tls(TLS_REDIS.config("enable-protected-configs yes"));

  private ServerRows() {}

  static List<FaultCase> rows() {
    return List.of(
        loading(),
        persistenceError(),
        busy(),
        FaultCase.of(Fault.READONLY_REPLICA, SERVER, "REPLICAOF", TLS)
            .provokedBy(tells("REPLICAOF 127.0.0.1 1"))
            .curedBy(tells("REPLICAOF NO ONE")),
        FaultCase.of(Fault.MASTERDOWN, SERVER, "REPLICAOF, replica-serve-stale-data no", TLS)
            .provokedBy(tells("CONFIG SET replica-serve-stale-data no", "REPLICAOF 127.0.0.1 1"))
            .curedBy(tells("REPLICAOF NO ONE")),
        FaultCase.of(Fault.OUT_OF_MEMORY, CAPACITY, "maxmemory 100kb", TLS.writing())
            .provokedBy(tells("CONFIG SET maxmemory 100kb"))
            .curedBy(tells("CONFIG SET maxmemory 0")),
        FaultCase.of(Fault.NOT_ENOUGH_REPLICAS, SERVER, "min-replicas-to-write 1", TLS.writing())
            .provokedBy(tells("CONFIG SET min-replicas-to-write 1"))
            .curedBy(tells("CONFIG SET min-replicas-to-write 0")),
        FaultCase.of(Fault.CLUSTER_DOWN, SERVER, "cluster mode without slots", PLAIN.writing())
            .restartedAs(cluster()),
        clusterModeMismatch());
  }

  private static FaultCase loading() {
    // Redis answers after each 1,024 bytes that it has loaded: here after each key, every 20 ms.
    var redis = TLS_REDIS.config("rdbcompression no");
    var slow =
        redis.config("key-load-delay 20000").config("loading-process-events-interval-bytes 1024");
    var fill = "EVAL \"for i = 1, 4000 do redis.call('SET', i, string.rep('x', 1100)) end\" 0";
    return FaultCase.of(
            Fault.LOADING,
            SERVER,
            "a slow load of 4,000 keys",
            Kit.tls(redis).preparedBy(tells(fill, "SAVE")))
        .provokedBy(Act.restartsAs(slow))
        .curedBy(tells("CONFIG SET key-load-delay 0")
            .then(Act.waitsFor("INFO persistence", "loading:0")))
        .passing();
  }

  private static FaultCase persistenceError() {
    return FaultCase.of(Fault.PERSISTENCE_ERROR, SERVER, "BGSAVE onto a directory", SAVING)
        .provokedBy(failedSave())
        .curedBy(tells("CONFIG SET dbfilename dump.rdb", "BGSAVE")
            .then(Act.waitsFor("INFO persistence", "rdb_last_bgsave_status:ok")));
  }

  /** For a Redis of {@link #SAVING}: a file cannot be renamed to a directory that holds files. */
  static Act failedSave() {
    // The directory of the certificates.
    return tells("CONFIG SET save \"3600 1\"", "CONFIG SET dbfilename tls", "BGSAVE")
        .then(Act.waitsFor("INFO persistence", "rdb_last_bgsave_status:err"));
  }

  private static FaultCase busy() {
    // The old name of busy-reply-threshold, which every version knows.
    var setup = Kit.tls(TLS_REDIS.config("lua-time-limit 100"));
    return FaultCase.of(Fault.BUSY, SERVER, "a Lua script without an end", setup)
        .provokedBy(ServerRows::keepBusy)
        .curedBy(tells("SCRIPT KILL"));
  }

  private static void keepBusy(Site site) throws IOException {
    var console = site.console();
    site.connect().send("EVAL \"while true do end\" 0");
    await()
        .atMost(Bounds.PATIENCE)
        .pollInSameThread()
        .until(() -> console.command("PING").startsWith("-BUSY"));
  }

  private static FaultCase clusterModeMismatch() {
    var slots = Act.restartsAs(cluster())
        .then(tells(slots(0, 8_191), slots(8_192, 16_383)))
        .then(Act.waitsFor("CLUSTER INFO", "cluster_state:ok"));
    return FaultCase.of(Fault.CLUSTER_MODE_MISMATCH, CONFIG, "cluster mode with all slots", PLAIN)
        .provokedBy(slots)
        .curedBy(Act.restartsAs(PLAIN_REDIS));
  }

  /** Not ADDSLOTSRANGE, which came with Redis 7; all at once are more than a line may have. */
  private static String slots(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", ""));
  }

  private static RedisSpec cluster() {
    return PLAIN_REDIS.config("cluster-enabled yes").config("cluster-port " + LoopbackPort.free());
  }
}
