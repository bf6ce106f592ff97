package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CAPACITY;
import static ai.hokusai.health.classify.FaultClass.SERVER;
import static ai.hokusai.it.faults.harness.Action.tells;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN;
import static ai.hokusai.it.faults.harness.Fixtures.PLAIN_REDIS;
import static ai.hokusai.it.faults.harness.Fixtures.TLS;
import static ai.hokusai.it.faults.harness.Fixtures.TLS_REDIS;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisSpec;
import java.io.IOException;
import java.util.List;

/** Faults of a Redis that answers and cannot do its work. */
final class ServerRows {

  /** May change where it saves. */
  static final Setup SAVING = Fixtures.tls(TLS_REDIS.config("enable-protected-configs yes"));

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
        FaultCase.of(Fault.SLOTS_UNCOVERED, SERVER, "cluster mode without slots", PLAIN.writing())
            .restartedAs(cluster()));
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
            Fixtures.tls(redis).preparedBy(tells(fill, "SAVE")))
        .provokedBy(Action.restartsAs(slow))
        .curedBy(tells("CONFIG SET key-load-delay 0")
            .then(Action.waitsFor("INFO persistence", "loading:0")))
        .passing();
  }

  private static FaultCase persistenceError() {
    return FaultCase.of(Fault.PERSISTENCE_ERROR, SERVER, "BGSAVE onto a directory", SAVING)
        .provokedBy(failedSave())
        .curedBy(tells("CONFIG SET dbfilename dump.rdb", "BGSAVE")
            .then(Action.waitsFor("INFO persistence", "rdb_last_bgsave_status:ok")));
  }

  /** For a Redis of {@link #SAVING}: a file cannot be renamed to a directory that holds files. */
  static Action failedSave() {
    // The directory of the certificates.
    return tells("CONFIG SET save \"3600 1\"", "CONFIG SET dbfilename tls", "BGSAVE")
        .then(Action.waitsFor("INFO persistence", "rdb_last_bgsave_status:err"));
  }

  private static FaultCase busy() {
    // The old name of busy-reply-threshold, which every version knows.
    var setup = Fixtures.tls(TLS_REDIS.config("lua-time-limit 100"));
    return FaultCase.of(Fault.BUSY, SERVER, "a Lua script without an end", setup)
        .provokedBy(ServerRows::keepBusy)
        .curedBy(tells("SCRIPT KILL"));
  }

  private static void keepBusy(TestBed testBed) throws IOException {
    var console = testBed.console();
    testBed.connect().send("EVAL \"while true do end\" 0");
    await()
        .atMost(Bounds.PATIENCE)
        .pollInSameThread()
        .until(() -> console.command("PING").startsWith("-BUSY"));
  }

  private static RedisSpec cluster() {
    return PLAIN_REDIS.config("cluster-enabled yes").config("cluster-port " + LoopbackPort.free());
  }
}
