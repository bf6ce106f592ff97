package ai.hokusai.it.faults.rows;

import static ai.hokusai.it.faults.harness.Action.tells;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.it.faults.harness.Action;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.ServerProgram;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A server that refuses writes for one reason after another, and the code of each kind of write then. */
final class RefusedWrites implements AutoCloseable {
  private static final List<String> KEYS = List.of("key");
  private static final List<String> NO_ARGUMENTS = List.of();
  private static final String CALL = "return redis.call('SET', KEYS[1], 'v')";
  private static final String PCALL = "return redis.pcall('SET', KEYS[1], 'v')";
  // A key that is not declared, so that the script is refused by a command of it.
  private static final String OTHER_KEY = "return redis.call('SET', 'other', 'v')";
  private static final String CHANNEL = "return redis.call('PUBLISH', 'other', 'v')";

  private static final Map<String, Consumer<RedisClient>> WRITES = Map.of(
      "command", client -> client.set("key", "v"),
      "script", client -> client.eval(CALL, KEYS, NO_ARGUMENTS),
      "script that catches the error", client -> client.eval(PCALL, KEYS, NO_ARGUMENTS),
      "transaction", client -> execute(client, queue -> queue.set("key", "v")),
      "script in a transaction",
          client -> execute(client, queue -> queue.eval(CALL, KEYS, NO_ARGUMENTS)));

  private static final Map<String, Consumer<RedisClient>> KEY_WRITES = Map.of(
      "command", client -> client.set("other", "v"),
      "script", client -> client.eval(OTHER_KEY, List.of(), NO_ARGUMENTS));

  private static final Map<String, Consumer<RedisClient>> CHANNEL_WRITES = Map.of(
      "command", client -> client.publish("other", "v"),
      "script", client -> client.eval(CHANNEL, List.of(), NO_ARGUMENTS));

  private static final List<Refusal> REFUSALS = List.of(
      refusal(Fault.OUT_OF_MEMORY, "maxmemory", "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"),
      refusal(
          Fault.NOT_ENOUGH_REPLICAS,
          "min-replicas-to-write",
          "CONFIG SET min-replicas-to-write 1",
          "CONFIG SET min-replicas-to-write 0"),
      refusal(Fault.READONLY_REPLICA, "REPLICAOF", "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE"),
      new Refusal(
          Fault.PERSISTENCE_ERROR,
          "a failed BGSAVE",
          ServerRows.failedSave(),
          tells("CONFIG SET save \"\""),
          WRITES),
      refusal(Fault.NO_PERMISSION, "-set", "ACL SETUSER default -set", "ACL SETUSER default +@all"),
      new Refusal(
          Fault.NO_PERMISSION,
          "a key",
          tells("ACL SETUSER default resetkeys ~key"),
          tells("ACL SETUSER default allkeys"),
          KEY_WRITES),
      new Refusal(
          Fault.NO_PERMISSION,
          "a channel",
          tells("ACL SETUSER default resetchannels &key"),
          tells("ACL SETUSER default allchannels"),
          CHANNEL_WRITES));

  /** The codes that each server leads to. */
  static final Map<String, String> EXPECTED = expected();

  private final TestBed testBed;
  private final LibraryUnderTest service;

  /**
   * A reason why writes are refused.
   *
   * @param fault the code of each of the writes
   * @param recipe what is done, in words
   * @param begin what is done
   * @param end what undoes it
   * @param writes what is refused, by what it is called
   */
  private record Refusal(
      Fault fault,
      String recipe,
      Action begin,
      Action end,
      Map<String, Consumer<RedisClient>> writes) {

    String title(String write) {
      return fault + ": " + recipe + ", " + write;
    }
  }

  private RefusedWrites(TestBed testBed) {
    this.testBed = testBed;
    this.service = LibraryUnderTest.reading(ServerRows.SAVING.environment(testBed));
  }

  /** Starts a server of this program. */
  static RefusedWrites on(ServerProgram program) {
    return new RefusedWrites(TestBed.open(ServerRows.SAVING.spec(), program));
  }

  private static Refusal refusal(Fault fault, String recipe, String begin, String end) {
    return new Refusal(fault, recipe, tells(begin), tells(end), WRITES);
  }

  private static Map<String, String> expected() {
    var codes = new TreeMap<String, String>();
    for (var each : REFUSALS) {
      each.writes()
          .keySet()
          .forEach(write -> codes.put(each.title(write), each.fault().code()));
    }
    return codes;
  }

  /** Refuses the writes for each reason in turn; returns the code of each write. */
  Map<String, String> all() throws IOException {
    var codes = new TreeMap<String, String>();
    for (var each : REFUSALS) {
      each.begin().on(testBed);
      each.writes().forEach((name, write) -> codes.put(each.title(name), code(write)));
      each.end().on(testBed);
    }
    return codes;
  }

  private String code(Consumer<RedisClient> write) {
    try {
      write.accept(service.client());
      return "no error";
    } catch (JedisException e) {
      return FaultClassifier.classify(e).code();
    }
  }

  private static void execute(RedisClient client, Consumer<AbstractTransaction> write) {
    try (var transaction = client.multi()) {
      write.accept(transaction);
      for (Object reply : transaction.exec()) {
        if (reply instanceof JedisException e) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    service.close();
    testBed.close();
  }
}
