package ai.hokusai.health;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.CommandErrors;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.route.Outage;
import ai.hokusai.health.route.SlotMap;
import ai.hokusai.health.state.Phase;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Traffic;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests to a dependency that is down at once, so that they need not wait for a time-out.
 * It records the outcome of each call for the monitor. Any thread may call it; it takes no lock.
 *
 * <p>{@link #reads()} and {@link #writes()} distinguish the kinds of work, so that reads continue
 * while Redis rejects writes. A kind of operation that succeeded within the last second is never
 * rejected. While requests are rejected, one request a second is permitted, one at a time, so that
 * a wrong snapshot cannot block all of them; but only where it will not wait long: after a
 * successful probe, where the snapshot is stale, and where the last attempt failed with a reply.
 *
 * <p>With the keys of a request, only the shards of a cluster that own them matter: a request for a
 * shard that does not work is rejected with the reason of that shard, and every other one continues.
 */
public final class DependencyGuard {
  // A trial request would block until the wait limit of the pool.
  private static final Set<Fault> SILENCE = EnumSet.of(
      Fault.DNS_TIMEOUT,
      Fault.CONNECT_TIMEOUT,
      Fault.NETWORK_UNREACHABLE,
      Fault.TLS_HANDSHAKE_TIMEOUT,
      Fault.READ_TIMEOUT,
      Fault.CREDENTIALS_UNAVAILABLE,
      Fault.IAM_CREDENTIALS_UNREACHABLE,
      Fault.CHECK_TIMEOUT,
      Fault.ANNOUNCED_ADDRESS_UNREACHABLE,
      Fault.SENTINEL_UNREACHABLE,
      // The server waits for a line or a record that this client will never send.
      Fault.SERVER_IS_PLAINTEXT,
      Fault.TLS_REQUIRED_BY_SERVER);

  // The faults of some shards, which say nothing about the others.
  private static final Set<Fault> PARTIAL = EnumSet.of(Fault.SHARD_DOWN, Fault.SLOTS_UNCOVERED);

  private static final long RECENTLY = Duration.ofSeconds(1).toNanos();
  private static final Duration TRIAL_PAUSE = Duration.ofSeconds(1);

  private final HealthStore store;
  private final int index;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final @Nullable Traffic traffic;
  private final Operation operation;
  private final boolean isOfAnyKind;
  private final HalfOpenPermit permit;
  private final IntFunction<@Nullable Outage> outages;
  private final Map<SlotMap.Shard, Trial> trials = new ConcurrentHashMap<>();
  private final DependencyGuard reads;
  private final DependencyGuard writes;

  /**
   * A guard for work of any kind.
   *
   * @param outages returns the outage of the shard that owns a slot, null while it works
   */
  DependencyGuard(
      HealthStore store,
      int index,
      InstantSource clock,
      LongSupplier nanos,
      @Nullable Traffic traffic,
      IntFunction<@Nullable Outage> outages) {
    this.store = store;
    this.index = index;
    this.clock = clock;
    this.nanos = nanos;
    this.traffic = traffic;
    this.operation = Operation.READ;
    this.isOfAnyKind = true;
    this.permit = new HalfOpenPermit(nanos.getAsLong());
    this.outages = outages;
    this.reads = new DependencyGuard(this, Operation.READ);
    this.writes = new DependencyGuard(this, Operation.WRITE);
  }

  private DependencyGuard(DependencyGuard whole, Operation operation) {
    this.store = whole.store;
    this.index = whole.index;
    this.clock = whole.clock;
    this.nanos = whole.nanos;
    this.traffic = whole.traffic;
    this.operation = operation;
    this.isOfAnyKind = false;
    this.permit = new HalfOpenPermit(nanos.getAsLong());
    this.outages = whole.outages;
    this.reads = operation == Operation.READ ? this : whole.reads;
    this.writes = this;
  }

  /** The guard for work that only reads, the same object each time. */
  public DependencyGuard reads() {
    return reads;
  }

  /** The guard for work that writes, the same object each time. */
  public DependencyGuard writes() {
    return writes;
  }

  /** Work that uses the dependency. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, X extends Exception> {

    /** Uses the dependency. */
    T run() throws X;
  }

  /** The reason why a request must not use the dependency. Immutable. */
  public static final class Refusal {
    private final Cause cause;
    private final Duration retryAfter;

    private Refusal(Cause cause, Duration retryAfter) {
      this.cause = requireNonNull(cause, "cause");
      this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** A refusal, for tests of code that handles one. */
    public static Refusal of(Cause cause, Duration retryAfter) {
      return new Refusal(cause, retryAfter);
    }

    /** The reason. */
    public Cause cause() {
      return cause;
    }

    /** The time until about the next probe; an earlier request would be refused too. */
    public Duration retryAfter() {
      return retryAfter;
    }

    private List<Object> values() {
      return List.of(cause, retryAfter);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Refusal refusal && values().equals(refusal.values());
    }

    @Override
    public int hashCode() {
      return values().hashCode();
    }

    @Override
    public String toString() {
      return cause.code() + ", retry after " + retryAfter;
    }
  }

  /**
   * Runs the work where the dependency can be used, and returns the alternative at once where it
   * cannot. Some shards of a cluster that do not work leave it usable; name the keys, so that work
   * for these shards is rejected too.
   *
   * @param work the work, which no longer uses the dependency once it returns
   * @param otherwise the alternative, which receives the reason
   * @throws X where the work does
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      Work<? extends T, X> work, Function<? super Refusal, ? extends T> otherwise) throws X {
    CheckEntry seen = store.state().check(index);
    return isOpen(seen.snapshot()) ? run(work) : attempt(seen, work, otherwise);
  }

  /**
   * Runs work that uses one key, and returns the alternative at once where the shard of that key, or
   * the whole dependency, cannot be used.
   *
   * @throws X where the work does
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      String key, Work<? extends T, X> work, Function<? super Refusal, ? extends T> otherwise)
      throws X {
    return callFor(outages.apply(SlotMap.slotOf(key)), work, otherwise);
  }

  /**
   * Runs work that uses one binary key, as with a text.
   *
   * @throws X where the work does
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      byte[] key, Work<? extends T, X> work, Function<? super Refusal, ? extends T> otherwise)
      throws X {
    return callFor(outages.apply(SlotMap.slotOf(key)), work, otherwise);
  }

  /**
   * Runs work that uses several keys, and returns the alternative at once where the shard of any of
   * them, or the whole dependency, cannot be used.
   *
   * @throws X where the work does
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      Collection<String> keys,
      Work<? extends T, X> work,
      Function<? super Refusal, ? extends T> otherwise)
      throws X {
    Outage outage = null;
    for (String key : keys) {
      if (outage == null) {
        outage = outages.apply(SlotMap.slotOf(key));
      }
    }
    return callFor(outage, work, otherwise);
  }

  private <T extends @Nullable Object, X extends Exception> T callFor(
      @Nullable Outage outage,
      Work<? extends T, X> work,
      Function<? super Refusal, ? extends T> otherwise)
      throws X {
    CheckEntry seen = store.state().check(index);
    HealthSnapshot snapshot = seen.snapshot();
    if (outage != null && snapshot.status() != Status.STALE) {
      return attempt(seen, outage, work, otherwise);
    }
    boolean isOfOtherShards = PARTIAL.contains(Fault.of(snapshot.cause()));
    return isOpen(snapshot) || isOfOtherShards ? run(work) : attempt(seen, work, otherwise);
  }

  /** Work for a dependency that is down, where requests or a trial show that it works. */
  private <T extends @Nullable Object, X extends Exception> T attempt(
      CheckEntry seen, Work<? extends T, X> work, Function<? super Refusal, ? extends T> otherwise)
      throws X {
    if (hasSucceededRecently()) {
      return run(work);
    }
    if (!mayTry(seen.snapshot()) || !permit.tryAcquire(nanos.getAsLong())) {
      return otherwise.apply(refusal(seen));
    }
    try {
      return run(work);
    } finally {
      permit.release();
    }
  }

  /** Work for a shard that is down, where a trial shows that it works. */
  private <T extends @Nullable Object, X extends Exception> T attempt(
      CheckEntry seen,
      Outage outage,
      Work<? extends T, X> work,
      Function<? super Refusal, ? extends T> otherwise)
      throws X {
    long now = nanos.getAsLong();
    boolean isSilent = SILENCE.contains(Fault.of(outage.cause()));
    Trial trial = trials.computeIfAbsent(outage.shard(), added -> new Trial(now));
    if (trial.hasSucceeded(now)) {
      return run(work, false);
    }
    if (isSilent || !trial.permit.tryAcquire(now)) {
      Duration pause =
          isSilent ? seen.state().pause(seen.schedule(), clock.instant(), 0) : TRIAL_PAUSE;
      return otherwise.apply(new Refusal(outage.cause(), pause));
    }
    try {
      // Shards that left the cluster are dropped, those that work again start afresh.
      trials.values().removeIf(each -> each != trial && each.isOld(now));
      T result = run(work, false);
      trial.succeeded(nanos.getAsLong());
      return result;
    } finally {
      trial.permit.release();
    }
  }

  private <T extends @Nullable Object, X extends Exception> T run(Work<? extends T, X> work)
      throws X {
    return run(work, true);
  }

  /**
   * Runs the work and records its outcome.
   *
   * @param isEvidence whether a failure is evidence against the whole dependency
   */
  private <T extends @Nullable Object, X extends Exception> T run(
      Work<? extends T, X> work, boolean isEvidence) throws X {
    Traffic recorder = traffic;
    if (recorder == null) {
      return work.run();
    }
    long begin = nanos.getAsLong();
    T result;
    try {
      result = work.run();
    } catch (Throwable e) {
      recordFailure(recorder, isEvidence, e, begin);
      throw e;
    }
    long end = nanos.getAsLong();
    recorder.record(operation, null, end - begin, end);
    return result;
  }

  private void recordFailure(Traffic recorder, boolean isEvidence, Throwable failure, long begin) {
    long end = nanos.getAsLong();
    Cause cause = CommandErrors.contain(failure) ? null : FaultClassifier.describe(failure);
    boolean isWrite = isOfAnyKind && Verdict.concernsWritesOnly(cause);
    Operation kind = isWrite ? Operation.WRITE : operation;
    if (isEvidence) {
      recorder.record(kind, cause, end - begin, end);
    } else {
      recorder.count(kind, cause, end - begin);
    }
  }

  private boolean hasSucceededRecently() {
    return traffic != null && traffic.hasSucceeded(operation, nanos.getAsLong(), RECENTLY);
  }

  /** Before the first result no failure is known, and the result is near. */
  private boolean isOpen(HealthSnapshot snapshot) {
    return switch (snapshot.status()) {
      case STARTING -> snapshot.checkedAt() == null;
      case STALE, DRAINING -> false;
      case HEALTHY, DEGRADED, UNHEALTHY -> verdict(snapshot).level() != Verdict.Level.REFUSED;
    };
  }

  /** The verdict for this kind; work of any kind needs both. */
  private Verdict verdict(HealthSnapshot snapshot) {
    Verdict ofKind = snapshot.requests().of(operation);
    Verdict ofWrites = snapshot.requests().writes();
    return isOfAnyKind && ofKind.level() != Verdict.Level.REFUSED ? ofWrites : ofKind;
  }

  private boolean mayTry(HealthSnapshot snapshot) {
    return snapshot.tally().consecutiveSuccesses() > 0
        || snapshot.status() == Status.STALE
        || !SILENCE.contains(Fault.of(snapshot.cause()));
  }

  private Refusal refusal(CheckEntry seen) {
    HealthSnapshot snapshot = seen.snapshot();
    Cause cause = Objects.requireNonNullElse(verdict(snapshot).cause(), snapshot.cause());
    // Only a request can end what only requests have shown.
    boolean isUp = seen.state().phase() == Phase.UP && snapshot.status() != Status.STALE;
    return new Refusal(
        Objects.requireNonNull(snapshot.status() == Status.STALE ? snapshot.cause() : cause),
        isUp ? TRIAL_PAUSE : seen.state().pause(seen.schedule(), clock.instant(), 0));
  }

  /** The trial requests of one shard that is down. */
  private static final class Trial {
    private static final long LIFE = Duration.ofMinutes(10).toNanos();

    private final HalfOpenPermit permit;
    private volatile long succeededAt;

    Trial(long now) {
      this.permit = new HalfOpenPermit(now);
      this.succeededAt = now - RECENTLY;
    }

    void succeeded(long now) {
      succeededAt = now;
    }

    boolean hasSucceeded(long now) {
      return now - succeededAt < RECENTLY;
    }

    boolean isOld(long now) {
      return now - permit.notBefore >= LIFE;
    }
  }

  /**
   * Permits one request at a time, and at most one a second. Any thread may use it, and none waits.
   */
  static final class HalfOpenPermit {
    private static final long PAUSE = TRIAL_PAUSE.toNanos();

    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile long notBefore;

    /** A permit that is free at a reading of the monotonic clock. */
    HalfOpenPermit(long now) {
      this.notBefore = now;
    }

    /** Acquires the permit if it is free; then the caller must release it. */
    boolean tryAcquire(long now) {
      if (now - notBefore < 0 || !isTaken.compareAndSet(false, true)) {
        return false;
      }
      // Another request may have acquired and released it between the two conditions.
      if (now - notBefore < 0) {
        isTaken.set(false);
        return false;
      }
      notBefore = now + PAUSE;
      return true;
    }

    void release() {
      isTaken.set(false);
    }
  }
}
