package ai.hokusai.health.probe;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.Durations;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.probe.ProbeCommands.ClusterInfo;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.ShardFacts;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.route.SlotMap;
import ai.hokusai.health.schedule.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Probes a Redis at its configured address, and where that is a cluster, the primaries of all shards
 * within the same deadline. Some shards that do not work are a warning; none that works is a
 * failure.
 */
public final class ClusterProbe implements Probe {
  // As fast as a thread for each primary of a large cluster, and cheaper.
  private static final int MOST_LANES = 16;
  private static final int MOST_DOWN = 16;
  private static final int MOST_RANGES = 4;
  private static final Duration FAILOVER = Duration.ofSeconds(30);
  private static final long SLOTS_LIFE = Duration.ofSeconds(30).toNanos();
  // What is left of the deadline ends the lanes and evaluates their results.
  private static final double SHARE_OF_LANES = 0.9;

  private final Router router;
  /** A probe for each configured address; one is used until it fails. */
  private final List<RedisProbe> entries;

  private final ProbeExpectations plan;
  private final Thresholds thresholds;
  private final Duration usual;
  private final boolean isPartialOutageAFailure;
  private final InstantSource clock;
  private final Map<NodeAddress, Shard> shards = new ConcurrentHashMap<>();
  private volatile Duration limit;
  private volatile boolean isClosed;
  private final AtomicInteger turn = new AtomicInteger();
  private boolean isEntryDue;
  private long highestEpoch = -1;
  private long learnedAt;

  /**
   * A probe without a connection.
   *
   * @param deadline the usual longest time of an attempt
   * @param isPartialOutageAFailure whether one shard that does not work is a failure
   */
  public ClusterProbe(
      Router router,
      ProbeExpectations plan,
      Thresholds thresholds,
      boolean isPartialOutageAFailure,
      Duration deadline,
      InstantSource clock) {
    this.router = router;
    this.entries = router.seeds().stream()
        .map(each -> RedisProbe.of(router.connector().at(each), plan, deadline, clock))
        .toList();
    this.plan = plan;
    this.thresholds = thresholds;
    this.isPartialOutageAFailure = isPartialOutageAFailure;
    this.usual = deadline;
    this.limit = deadline;
    this.clock = clock;
  }

  @Override
  public void limit(Duration deadline) {
    limit = deadline;
    entries.forEach(each -> each.limit(deadline));
  }

  private RedisProbe entry() {
    return entries.get(place());
  }

  private int place() {
    return Math.floorMod(turn.get(), entries.size());
  }

  @Override
  public Duration allowance(Duration configured) {
    // Requests may be for a shard that hangs, which must not cut off the probes of the others.
    boolean isShort = router.map() != null && configured.compareTo(usual) < 0;
    return entry().allowance(isShort ? usual : configured);
  }

  @Override
  public Attempt begin() {
    return new Round(entry(), router.seeds().get(place()));
  }

  /** Restores the states of the shards from before the last attempt. */
  @Override
  public void disregard() {
    shards.values().forEach(each -> each.state = each.before);
    publishDown();
  }

  @Override
  public void close() {
    isClosed = true;
    entries.forEach(RedisProbe::close);
    shards.values().forEach(each -> each.link.abort());
    router.avoid(Map.of());
  }

  private void publishDown() {
    Map<NodeAddress, Cause> down = new HashMap<>();
    shards.forEach((node, shard) -> {
      Cause cause = shard.state.cause();
      if (cause != null) {
        down.put(node, cause);
      }
    });
    router.avoid(down);
  }

  /** A shard and its results so far. Lanes write the result; the thread of the attempt reads it. */
  private static final class Shard {
    private final ShardLink link;
    private ShardState state;
    private ShardState before;
    private int unreachable;
    private volatile long askedAt;
    private volatile boolean isAsked;
    private volatile boolean isAnswered;
    private volatile @Nullable Cause result;

    Shard(ShardLink link, Instant now) {
      this.link = link;
      this.state = ShardState.initial(now);
      this.before = state;
      this.askedAt = Long.MIN_VALUE;
    }
  }

  /** One attempt. */
  private final class Round implements Attempt {
    private final RedisProbe entry;
    private final NodeAddress seed;
    private final Attempt first;
    private final ProbeResult.Stopwatch stopwatch = new ProbeResult.Stopwatch(clock);
    private final long begun = System.nanoTime();
    private final StageClock stages = new StageClock(System::nanoTime);
    private final AtomicBoolean hasLearned = new AtomicBoolean();
    private volatile @Nullable SlotMap known;
    private volatile List<Shard> running = List.of();
    private volatile boolean isCancelled;
    private volatile boolean isEntered;
    private volatile List<Cause> warnings = List.of();
    private volatile @Nullable ShardFacts facts;

    Round(RedisProbe entry, NodeAddress seed) {
      this.entry = entry;
      this.seed = seed;
      this.first = entry.begin();
    }

    @Override
    public ProbeResult run() {
      SlotMap map = router.map();
      if (map == null || isEntryDue) {
        isEntered = true;
        router.connector().followPrimary(left());
        ProbeResult entered = first.run();
        if (entered.fault() != null) {
          int ignored = turn.incrementAndGet();
        }
        if (entered.fault() != null) {
          if (map == null || left().toMillis() <= 1) {
            return entered;
          }
        } else if (!isCluster(entered)) {
          // Also where a cluster was replaced by a single server.
          router.leaveCluster();
          isEntryDue = false;
          return entered;
        } else {
          try {
            map = learn();
          } catch (RuntimeException e) {
            return stopwatch.thrown(FaultClassifier.describe(e), e);
          } finally {
            stages.stop();
          }
        }
      }
      known = map;
      stages.enter(Stage.SHARDS);
      prepare(map);
      probeAll();
      stages.stop();
      return evaluated(Objects.requireNonNullElse(router.map(), map));
    }

    private boolean isCluster(ProbeResult entered) {
      RedisFacts seen = first.complete(entered).facts();
      return seen != null && seen.mode() == Mode.CLUSTER && router.followsClusters();
    }

    private SlotMap learn() {
      stages.enter(Stage.SLOTS);
      RedisLink link = Objects.requireNonNull(entry.link());
      learnedAt = System.nanoTime();
      hasLearned.set(true);
      return router.learn(link, seed, left());
    }

    private Duration left() {
      Duration longest = Durations.shorter(limit, Durations.times(usual, 3));
      long nanos = (long) (longest.toNanos() * SHARE_OF_LANES) - (System.nanoTime() - begun);
      return Duration.ofNanos(Math.max(1_000_000, nanos));
    }

    private void prepare(SlotMap map) {
      Instant now = clock.instant();
      Map<NodeAddress, Integer> slots = new HashMap<>();
      for (int i = 0; i < SlotMap.SLOTS; i++) {
        SlotMap.Shard owner = map.owner(i);
        if (owner != null && owner.primary() != null) {
          slots.putIfAbsent(owner.primary(), i);
        }
      }
      shards.entrySet().removeIf(each -> {
        boolean hasLeft = !slots.containsKey(each.getKey());
        if (hasLeft) {
          each.getValue().link.abort();
        }
        return hasLeft;
      });
      slots.forEach((node, slot) -> shards.computeIfAbsent(node, added -> {
        RedisConnector connector = router.connector().at(added);
        return new Shard(new ShardLink(connector, plan.ofShard(SlotTag.of(slot)), left()), now);
      }));
    }

    private void probeAll() {
      List<Shard> all = new ArrayList<>(shards.values());
      // Those that hang must not keep a lane from the others.
      all.sort(Comparator.<Shard>comparingInt(each -> each.state.last() == null ? 0 : 1)
          .thenComparingLong(each -> each.askedAt));
      all.forEach(each -> each.isAsked = false);
      running = all;
      int lanes = Math.min(MOST_LANES, all.size());
      var next = new AtomicInteger();
      var ended = new CountDownLatch(lanes);
      for (int i = 0; i < lanes; i++) {
        var lane = new Thread(
            () -> {
              try {
                probeNext(all, next);
              } finally {
                ended.countDown();
              }
            },
            Thread.currentThread().getName() + "-shard");
        lane.setDaemon(true);
        lane.start();
      }
      try {
        if (!ended.await(left().toNanos(), TimeUnit.NANOSECONDS)) {
          endHanging(all);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        endHanging(all);
      }
    }

    private void endHanging(List<Shard> all) {
      for (Shard each : all) {
        synchronized (each) {
          if (each.isAsked && !each.isAnswered) {
            each.result = each.link.hanging();
            each.isAnswered = true;
            each.link.abort();
          }
        }
      }
    }

    private void probeNext(List<Shard> all, AtomicInteger next) {
      for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
        Shard shard = all.get(i);
        Duration left = left();
        if (isCancelled || isClosed || left.toMillis() <= 1) {
          return;
        }
        shard.askedAt = System.nanoTime();
        shard.isAnswered = false;
        shard.isAsked = true;
        Cause result = shard.link.probe(left);
        synchronized (shard) {
          if (!shard.isAnswered) {
            shard.result = result;
            shard.isAnswered = true;
          }
        }
        if (result == null) {
          learnFrom(shard);
        }
      }
    }

    /** Learns the slots from the first node that has seen the latest state of the cluster. */
    private void learnFrom(Shard shard) {
      ClusterInfo info = shard.link.info();
      RedisLink link = shard.link.link();
      boolean isLatest = info.epoch() < 0 || info.epoch() >= highestEpoch;
      boolean isDue = info.epoch() > highestEpoch
          || router.isStale()
          || System.nanoTime() - learnedAt >= SLOTS_LIFE
          || shards.values().stream().anyMatch(each -> each.state.last() != null);
      if (link == null || !isLatest || !isDue || !hasLearned.compareAndSet(false, true)) {
        return;
      }
      highestEpoch = Math.max(highestEpoch, info.epoch());
      learnedAt = System.nanoTime();
      try {
        SlotMap ignored = router.learn(link, shard.link.node(), left());
      } catch (RuntimeException e) {
        // The slots that are known stay; the state of this node is the result of its probe.
      }
    }

    private ProbeResult evaluated(SlotMap map) {
      Instant now = clock.instant();
      boolean hasTimedOut = false;
      boolean isClusterWell = shards.values().stream()
          .anyMatch(
              each -> each.isAsked && each.result == null && each.link.info().failing() == 0);
      for (Shard each : shards.values()) {
        each.before = each.state;
        if (each.isAsked) {
          Cause cause = each.result;
          Fault fault = Fault.of(cause);
          hasTimedOut |= fault != null && fault.isTimeout();
          each.unreachable = isOfTheWay(fault) ? each.unreachable + 1 : 0;
          boolean isUnreachable = isClusterWell
              && each.unreachable >= thresholds.fall()
              && (fault != Fault.CONNECT_REFUSED || isLongerThanAFailover(each.state, now));
          each.state = each.state.next(
              isUnreachable && cause != null ? unreachable(cause) : cause, now, thresholds);
        }
      }
      publishDown();
      return judged(map, hasTimedOut);
    }

    private ProbeResult judged(SlotMap map, boolean hasTimedOut) {
      Totals totals = totals(map);
      facts = totals.facts(map, hasTimedOut);
      Cause failure = totals.failure();
      if (failure != null) {
        isEntryDue =
            shards.values().stream().noneMatch(each -> each.isAsked && isReply(each.result));
        return stopwatch.failure(failure);
      }
      isEntryDue = false;
      List<Cause> found = new ArrayList<>();
      if (!totals.down.isEmpty()) {
        found.add(totals.partial());
      }
      if (map.covered() < SlotMap.SLOTS) {
        found.add(Fault.SLOTS_UNCOVERED.with(
            "%d of %d slots of the cluster belong to no shard"
                .formatted(SlotMap.SLOTS - map.covered(), SlotMap.SLOTS),
            Fault.SLOTS_UNCOVERED.remedy()));
      }
      // By the results of this round, since the check counts failures and successes itself.
      boolean isPartial = !totals.failures.isEmpty() || map.covered() < SlotMap.SLOTS;
      if (isPartialOutageAFailure && isPartial) {
        return stopwatch.failure(found.isEmpty() ? totals.partial() : found.get(0));
      }
      warnings = List.copyOf(found);
      return stopwatch.success();
    }

    private Totals totals(SlotMap map) {
      var totals = new Totals();
      for (int i = 0; i < map.shards().size(); i++) {
        SlotMap.Shard announced = map.shards().get(i);
        int slots = map.slots(i);
        if (slots == 0) {
          continue;
        }
        Shard shard = announced.primary() == null ? null : shards.get(announced.primary());
        totals.add(map, i, slots, shard);
      }
      return totals;
    }

    @Override
    public Cause cancel() {
      isCancelled = true;
      Cause cause = isEntered && running.isEmpty() ? first.cancel() : null;
      for (Shard each : running) {
        if (cause == null && each.isAsked && !each.isAnswered) {
          cause = each.link.hanging();
        }
        each.link.abort();
      }
      return cause == null ? Fault.READ_TIMEOUT : cause;
    }

    @Override
    public ProbeResult complete(ProbeResult bare) {
      SlotMap map = known;
      if (map == null) {
        return withSentinels(first.complete(bare));
      }
      List<Cause> all = new ArrayList<>(warnings);
      RedisFacts seen = RedisFacts.NONE.withMode(Mode.CLUSTER);
      if (isEntered) {
        ProbeResult entered = first.complete(bare);
        all.addAll(entered.warnings());
        seen = Objects.requireNonNullElse(entered.facts(), seen);
      } else {
        for (Shard each : running) {
          if (each.isAsked && each.result == null) {
            ProbeFacts ofShard = each.link.facts();
            all.addAll(ofShard.warnings(bare.at()));
            seen = ofShard.facts();
            break;
          }
        }
      }
      Map<Stage, Duration> durations = new HashMap<>(isEntered ? seen.durations() : Map.of());
      durations.putAll(stages.durations());
      return bare.with(all, seen.withDurations(durations).withShards(facts));
    }
  }

  private ProbeResult withSentinels(ProbeResult completed) {
    RedisConnector connector = router.connector();
    NodeAddress primary = connector.primary();
    RedisFacts seen = completed.facts();
    if (primary == null || seen == null) {
      return completed;
    }
    List<Cause> all = new ArrayList<>(completed.warnings());
    all.addAll(connector.sentinelWarnings());
    return completed.with(all, seen.withPrimary(primary.toString())).in(connector::describe);
  }

  private static boolean isReply(@Nullable Cause result) {
    Fault fault = Fault.of(result);
    return fault == null || fault == Fault.CLUSTER_DOWN || fault == Fault.READONLY_REPLICA;
  }

  private static boolean isOfTheWay(@Nullable Fault fault) {
    return fault == Fault.DNS_NOT_FOUND
        || fault == Fault.DNS_TIMEOUT
        || fault == Fault.CONNECT_TIMEOUT
        || fault == Fault.CONNECT_REFUSED
        || fault == Fault.NETWORK_UNREACHABLE;
  }

  // A killed node refuses too, and the others report it after cluster-node-timeout, 15 s by
  // default.
  private static boolean isLongerThanAFailover(ShardState state, Instant now) {
    return state.isDown() && !now.isBefore(state.since().plus(FAILOVER));
  }

  private static Cause unreachable(Cause cause) {
    Fault fault = Fault.ANNOUNCED_ADDRESS_UNREACHABLE;
    return fault.with(fault.message() + ": " + cause.message(), fault.remedy());
  }

  /** The sums over the shards of one round. */
  private final class Totals {
    private final List<ShardFacts.Down> down = new ArrayList<>();
    private final List<Cause> failures = new ArrayList<>();
    private int total;
    private int usable;
    private int slotsUsable;
    private int works;
    private int downCount;
    private @Nullable Cause firstCause;
    private boolean isChanging;

    void add(SlotMap map, int index, int slots, @Nullable Shard shard) {
      total++;
      SlotMap.Shard announced = map.shards().get(index);
      Fault problem = announced.problem();
      ShardState state = shard == null ? null : shard.state;
      Cause cause = problem != null ? problem : state == null ? null : state.cause();
      isChanging |= problem == null && (state == null || state.isChanging());
      Cause last = problem != null ? problem : state == null ? null : state.last();
      if (last != null) {
        failures.add(last);
      } else if (state != null && state.isKnown()) {
        works++;
      }
      if (cause == null) {
        usable++;
        slotsUsable += slots;
        return;
      }
      downCount++;
      firstCause = firstCause == null ? cause : firstCause;
      if (down.size() < MOST_DOWN) {
        String node = announced.primary() == null
            ? "an unusable address"
            : announced.primary().toString();
        Instant since = state == null ? clock.instant() : state.since();
        down.add(new ShardFacts.Down(map.ranges(index, MOST_RANGES), node, cause.code(), since));
      }
    }

    /** The cause where no shard works, null otherwise. */
    @Nullable
    Cause failure() {
      if (total == 0) {
        return Fault.SLOTS_UNCOVERED.with(
            "no slot of the cluster belongs to a shard", Fault.SLOTS_UNCOVERED.remedy());
      }
      if (works > 0 || failures.isEmpty()) {
        return null;
      }
      for (Cause each : failures) {
        if (Fault.of(each) == Fault.CLUSTER_DOWN) {
          return each;
        }
      }
      Cause first = failures.get(0);
      boolean isSame = failures.stream().allMatch(each -> Cause.haveSameCode(each, first));
      return isSame ? first : partial();
    }

    Cause partial() {
      if (firstCause == null) {
        return Fault.SHARD_DOWN;
      }
      ShardFacts.Down first = down.get(0);
      String more = downCount == 1 ? "" : ", and %d more".formatted(downCount - 1);
      return Fault.SHARD_DOWN.with(
          "%d of %d shards of the cluster do not work: slots %s at %s with %s%s"
              .formatted(downCount, total, first.slots(), first.node(), first.code(), more),
          firstCause.remedy());
    }

    ShardFacts facts(SlotMap map, boolean hasTimedOut) {
      return ShardFacts.of(total, usable, map.covered(), slotsUsable, down)
          .withCourse(isChanging, hasTimedOut);
    }
  }
}
