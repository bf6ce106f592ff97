package ai.hokusai.health.connect;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.SentinelSettings;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds the primary that sentinels report. It contacts all of them at the same time, each on a new
 * connection with their own credentials and use of TLS, twice a second at most, and has no thread
 * between these rounds. Any thread may use it.
 */
final class Sentinels {
  private static final long PAUSE = Duration.ofMillis(500).toNanos();
  // A majority decides; this is for the others, which have mostly replied by then.
  private static final long GRACE = Duration.ofMillis(20).toNanos();

  private static final int MOST_SHOWN = 5;
  // As many failures as make a check unhealthy.
  private static final int FAILURES_TO_WARN = 3;

  private final SentinelSettings settings;
  private final List<Dialer> dialers;
  private final Greeting greeting;
  private final Credentials login;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile List<Cause> warnings = List.of();
  private volatile long nextRound = System.nanoTime();
  private volatile @Nullable NodeAddress primary;
  private @Nullable RuntimeException failure;
  private int failures;

  private Sentinels(
      SentinelSettings settings, List<Dialer> dialers, Greeting greeting, Credentials login) {
    this.settings = settings;
    this.dialers = dialers;
    this.greeting = greeting;
    this.login = login;
  }

  /** The sentinels of settings, null where those name none. */
  static @Nullable Sentinels of(RedisSettings redis, String serviceName) {
    SentinelSettings settings = redis.sentinel();
    if (settings == null) {
      return null;
    }
    Dialer any = Dialer.of(redis.withTls(settings.tls()));
    return new Sentinels(
        settings,
        settings.addresses().stream()
            .map(each -> any.at(redis.withAddress(each).socketHost(), each.port()))
            .toList(),
        new Greeting(JedisSettings.name(redis, serviceName), 0),
        new Credentials(settings.username(), settings.password()));
  }

  /**
   * The warnings of the last round that found a primary. Where several have found none since, the
   * cause of that, since no failover can be followed then.
   */
  List<Cause> warnings() {
    return warnings;
  }

  /**
   * The address of the primary, from a round that began within the last half second where that is
   * possible within the limit. Where no sentinel replies, the address that is known stays.
   *
   * @param watch is notified of the stages
   * @throws RuntimeException where no address is known
   */
  NodeAddress primary(ConnectionWatch watch, Duration limit) {
    NodeAddress known = primary;
    watch.enters(Stage.SENTINELS);
    if (!acquire(known, limit)) {
      if (known == null) {
        throw new FaultException(Fault.SENTINEL_UNREACHABLE);
      }
      return known;
    }
    try {
      if (System.nanoTime() - nextRound >= 0) {
        round(watch, Durations.times(limit, 1, primary == null ? 2 : 4));
      }
      known = primary;
      if (known == null) {
        throw failure == null ? new FaultException(Fault.SENTINEL_UNREACHABLE) : failure;
      }
      return known;
    } finally {
      asking.unlock();
    }
  }

  /** Another thread contacts them already; where an address is known, no thread waits for it. */
  private boolean acquire(@Nullable NodeAddress known, Duration limit) {
    if (known != null) {
      return asking.tryLock();
    }
    try {
      return asking.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void round(ConnectionWatch watch, Duration limit) {
    nextRound = System.nanoTime() + PAUSE;
    Map<NodeAddress, Reply> replies = collect(limit);
    watch.enters(Stage.MASTER);
    Map<NodeAddress, Integer> votes = new HashMap<>();
    NodeAddress best = null;
    for (Reply each : replies.values()) {
      if (each.primary != null) {
        int count = votes.merge(each.primary, 1, Integer::sum);
        best = best == null || count > votes.getOrDefault(best, 0) ? each.primary : best;
      }
    }
    if (best == null) {
      Cause problem = problem(replies);
      failure = new FaultException(problem);
      failures++;
      if (failures >= FAILURES_TO_WARN) {
        warnings = List.of(problem);
      }
      return;
    }
    failure = null;
    failures = 0;
    primary = best;
    List<Cause> found = new ArrayList<>();
    if (votes.size() > 1) {
      found.add(Fault.SENTINELS_DISAGREE);
    }
    if (replies.values().stream().allMatch(each -> each.primary == null || each.lacksQuorum)) {
      found.add(Fault.SENTINEL_NO_QUORUM);
    }
    warnings = List.copyOf(found);
  }

  /** A sentinel that replied in time; it knows no primary of that name where both are null. */
  private record Reply(
      NodeAddress sentinel,
      @Nullable NodeAddress primary,
      boolean lacksQuorum,
      @Nullable Cause cause) {}

  private Map<NodeAddress, Reply> collect(Duration limit) {
    BlockingQueue<Reply> arrived = new LinkedBlockingQueue<>();
    for (int i = 0; i < dialers.size(); i++) {
      NodeAddress sentinel = settings.addresses().get(i);
      Dialer dialer = dialers.get(i);
      var thread = new Thread(
          () -> arrived.add(contact(sentinel, dialer, limit)),
          Thread.currentThread().getName() + "-sentinel");
      thread.setDaemon(true);
      thread.start();
    }
    Map<NodeAddress, Reply> replies = new HashMap<>();
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (replies.size() < dialers.size()) {
        Reply next = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          break;
        }
        replies.put(next.sentinel, next);
        if (hasMajority(replies, next)) {
          end = Math.min(end, System.nanoTime() + GRACE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return replies;
  }

  private boolean hasMajority(Map<NodeAddress, Reply> replies, Reply last) {
    long same = replies.values().stream()
        .filter(each -> last.primary != null && last.primary.equals(each.primary))
        .count();
    return same > dialers.size() / 2;
  }

  private Reply contact(NodeAddress sentinel, Dialer dialer, Duration limit) {
    try {
      Budget budget = Budget.of(limit);
      Dialer.Dialed dialed = dialer.dial(ConnectionWatch.none(), budget);
      try {
        Greeting.OfSentinel said =
            greeting.greetSentinel(dialed.ready(), login.get(), settings.master());
        return new Reply(sentinel, said.primary(), said.lacksQuorum(), null);
      } finally {
        Dialer.closeQuietly(dialed.raw());
      }
    } catch (RuntimeException e) {
      return new Reply(sentinel, null, false, FaultClassifier.describe(e));
    }
  }

  /** The cause where no sentinel names a primary. */
  private Cause problem(Map<NodeAddress, Reply> replies) {
    if (replies.values().stream().anyMatch(each -> each.cause == null)) {
      return Fault.MASTER_NAME_UNKNOWN;
    }
    List<Fault> faults =
        replies.values().stream().map(each -> Fault.of(each.cause)).distinct().toList();
    if (faults.size() == 1 && replies.size() == dialers.size()) {
      if (faults.get(0) == Fault.AUTH_REQUIRED || faults.get(0) == Fault.AUTH_FAILED) {
        return Fault.SENTINEL_AUTH_FAILED;
      }
      if (faults.get(0) == Fault.REDIS_INSTEAD_OF_SENTINEL) {
        return Fault.REDIS_INSTEAD_OF_SENTINEL;
      }
    }
    List<String> each = settings.addresses().stream()
        .limit(MOST_SHOWN)
        .map(address -> {
          Reply reply = replies.get(address);
          return address + " with "
              + (reply == null || reply.cause == null ? "READ_TIMEOUT" : reply.cause.code());
        })
        .toList();
    return Fault.SENTINEL_UNREACHABLE.with(
        "no sentinel replies: " + String.join(", ", each), Fault.SENTINEL_UNREACHABLE.remedy());
  }
}
