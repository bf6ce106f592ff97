package ai.hokusai.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.TlsSentinels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.RedisClient;

/**
 * Increments that each have a field of their own in a hash, so that a server shows which of them it ran, and how often.
 * Every second one is followed by WAIT in the same pipeline: the replica has it where that says so, while a failover may
 * lose any other increment that the former primary has replied to. One thread writes.
 */
final class UniqueWrites {
  private static final int WAIT_MILLIS = 200;
  // For the replication of an increment that was replied to.
  private static final long LAG = Duration.ofMillis(100).toNanos();

  private final AtomicInteger next = new AtomicInteger();
  private final Set<String> replicated = ConcurrentHashMap.newKeySet();
  private final List<Failover> failovers = new ArrayList<>();

  private record Failover(long began, long ended) {
    boolean touches(ShardLoad.Call call) {
      long end = call.began() + call.took().toNanos();
      return end >= began - LAG && call.began() <= ended;
    }
  }

  /** Numbers the next call, also one that the guard rejects. */
  String number() {
    return String.valueOf(next.getAndIncrement());
  }

  /** Writes the field of this number to the hash at the key. */
  void write(RedisClient client, String key, String number) {
    if (Integer.parseInt(number) % 2 == 0) {
      client.hincrBy(key, number, 1);
      return;
    }
    try (var pipeline = client.pipelined()) {
      var written = pipeline.hincrBy(key, number, 1);
      var replicas = pipeline.waitReplicas(key, 1, WAIT_MILLIS);
      pipeline.sync();
      if (written.get() == 1 && replicas.get() == 1) {
        replicated.add(number);
      }
    }
  }

  /** Adds a failover; what was written meanwhile can be lost. */
  void failedOver(long began, long ended) {
    failovers.add(new Failover(began, ended));
  }

  /**
   * Compares the calls with the fields that a server has.
   *
   * @param calls all calls, in their order
   * @return the numbers for a report
   */
  String assertAppliedOnce(TlsSentinels redis, int server, String key, List<ShardLoad.Call> calls) {
    Map<String, String> fields = redis.hash(server, key);
    assertThat(fields.values()).as("times that an increment was applied").containsOnly("1");
    List<String> lost = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      var number = String.valueOf(i);
      var call = calls.get(i);
      boolean isThere = fields.containsKey(number);
      if (call.isRejected() && isThere) {
        wrong.add("applied, but rejected by the guard: " + call);
      }
      if (!call.failed() && !isThere) {
        lost.add(number);
        if (replicated.contains(number)) {
          wrong.add("lost, but the replica had it: " + call);
        }
        if (failovers.stream().noneMatch(each -> each.touches(call))) {
          wrong.add("lost without a failover: " + call);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(replicated).as("increments that the replica confirmed").hasSizeGreaterThan(20);
    return "%d of %d calls succeeded, %d applied, none twice, %d lost in the failover"
        .formatted(
            calls.stream().filter(call -> !call.failed()).count(),
            calls.size(),
            fields.size(),
            lost.size());
  }
}
