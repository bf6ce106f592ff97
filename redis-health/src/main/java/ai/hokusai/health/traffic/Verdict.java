package ai.hokusai.health.traffic;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The judgement of one kind of operation. Immutable. */
public final class Verdict {
  /** No problem is known. */
  public static final Verdict OK = new Verdict(Level.OK, null, 0, 0);

  // Two conditions each: one failure of two reaches a rate, and a busy service reaches a count.
  private static final int SOME_FAILURES = 5;
  private static final double SOME = 0.05;
  private static final int MANY_FAILURES = 20;
  private static final double MANY = 0.5;
  private static final long WORKING_AGAIN = Duration.ofSeconds(1).toNanos();
  private static final long CALM = Duration.ofSeconds(3).toNanos();
  // After this time without a failure, requests are permitted again and decide.
  private static final long RETRY = Duration.ofSeconds(30).toNanos();

  // Only writes are rejected, which PING and HELLO do not show.
  private static final Set<Fault> WRITES_ONLY = Set.of(
      Fault.OUT_OF_MEMORY,
      Fault.NOT_ENOUGH_REPLICAS,
      Fault.READONLY_REPLICA,
      Fault.PERSISTENCE_ERROR);
  // They depend on the command, and a probe sends others.
  private static final Set<Fault> OF_A_COMMAND =
      Set.of(Fault.NO_PERMISSION, Fault.UNEXPECTED_REPLY);

  private final Level level;
  private final @Nullable Cause cause;
  private final long failures;
  private final long attempts;

  private Verdict(Level level, @Nullable Cause cause, long failures, long attempts) {
    this.level = requireNonNull(level, "level");
    this.cause = cause;
    this.failures = failures;
    this.attempts = attempts;
  }

  /** A judgement, each value as its accessor describes it. */
  public static Verdict of(Level level, @Nullable Cause cause, long failures, long attempts) {
    return new Verdict(level, cause, failures, attempts);
  }

  /** The usability. */
  public Level level() {
    return level;
  }

  /** The reason, null where the level is {@link Level#OK}. */
  public @Nullable Cause cause() {
    return cause;
  }

  /** The failures within the window, 0 where a probe alone has decided. */
  public long failures() {
    return failures;
  }

  /** The operations within the window, 0 where a probe alone has decided. */
  public long attempts() {
    return attempts;
  }

  /** The usability of a kind of operation. */
  public enum Level {
    /** It works. */
    OK,
    /** Some fail, or it is not known whether they still fail. */
    FAILING,
    /** Most fail, and a guard permits only a few. */
    REFUSED
  }

  /**
   * Returns true if a server that has this fault still serves reads.
   *
   * @param cause a cause, null for none
   * @return true for a fault that refuses writes only
   */
  public static boolean concernsWritesOnly(@Nullable Cause cause) {
    Fault fault = Fault.of(cause);
    return fault != null && WRITES_ONLY.contains(fault);
  }

  static Verdict refused(Cause cause) {
    return new Verdict(Level.REFUSED, cause, 0, 0);
  }

  /** The same, refused. */
  Verdict refused() {
    return new Verdict(Level.REFUSED, cause, failures, attempts);
  }

  /** The judgement after further outcomes. */
  Verdict next(Outcomes seen, long sinceProbe, boolean isOfConnections) {
    if (seen.attempts() == 0 || seen.cause() == null) {
      return level == Level.OK ? OK : quiet(seen, sinceProbe, isOfConnections);
    }
    Level next = level(seen, isOfConnections);
    return next == Level.OK
        ? OK
        : new Verdict(next, seen.cause(), seen.failures(), seen.attempts());
  }

  private Level level(Outcomes seen, boolean isOfConnections) {
    boolean isWorkingAgain =
        seen.sinceSuccess() < seen.sinceFailure() && seen.sinceFailure() >= WORKING_AGAIN;
    if (isAtLeast(seen, MANY_FAILURES, MANY) && !isWorkingAgain) {
      // The pool may need no new connection for a long time.
      return isOfConnections ? Level.FAILING : Level.REFUSED;
    }
    if (isAtLeast(seen, SOME_FAILURES, SOME) || isEachFailing(seen)) {
      return level == Level.REFUSED && !isWorkingAgain && seen.sinceSuccess() > seen.sinceFailure()
          ? Level.REFUSED
          : Level.FAILING;
    }
    boolean isCalm = seen.sinceSuccess() < seen.sinceFailure() && seen.sinceFailure() >= CALM;
    return isCalm || level == Level.OK ? Level.OK : level;
  }

  /** A busy service fails many times in a row before the rate over ten seconds shows it. */
  private static boolean isEachFailing(Outcomes seen) {
    return seen.failures() >= MANY_FAILURES && seen.consecutiveFailures() >= MANY_FAILURES;
  }

  private static boolean isAtLeast(Outcomes seen, int failures, double rate) {
    return seen.failures() >= failures && seen.failureRate() >= rate;
  }

  /**
   * After ten seconds without a failure, successes or a probe end it; without them it is retried.
   */
  private Verdict quiet(Outcomes seen, long sinceProbe, boolean isOfConnections) {
    boolean isProven = seen.sinceSuccess() < seen.sinceFailure();
    boolean isProbed =
        !isOfConnections && isSeenByProbes(cause) && sinceProbe < seen.sinceFailure();
    if (isProven || isProbed) {
      return OK;
    }
    return level == Level.REFUSED && seen.sinceFailure() >= RETRY
        ? new Verdict(Level.FAILING, cause, failures, attempts)
        : this;
  }

  /** The judgement once probes have shown that the dependency works again. */
  Verdict afterRecoveryFrom(@Nullable Cause recovered) {
    return isSeenByProbes(cause) || Cause.haveSameCode(cause, recovered) ? OK : this;
  }

  private static boolean isSeenByProbes(@Nullable Cause cause) {
    Fault fault = Fault.of(cause);
    return fault == null || (!WRITES_ONLY.contains(fault) && !OF_A_COMMAND.contains(fault));
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(level, cause, failures, attempts);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Verdict verdict && values().equals(verdict.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
