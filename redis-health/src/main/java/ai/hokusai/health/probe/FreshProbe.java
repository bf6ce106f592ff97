package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.connect.Access;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.Durations;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.diagnose.Diagnosis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks new connections: each attempt opens one to every address of the host, as the pool does,
 * sends PING, HELLO, INFO and DBSIZE on it and closes it. One thread begins the attempts.
 */
public final class FreshProbe implements Probe {
  /** The number of addresses that an attempt tries; the next attempt continues with the others. */
  static final int ADDRESSES = 4;

  private static final String USUAL = "the kept connection works, a new one";
  private static final String TRIAL = "a connection with them";
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final Function<ConnectionWatch, RedisLink> opener;
  private final ProbeExpectations plan;
  private final Diagnosis diagnosis;
  private final AddressFailures addresses = new AddressFailures(USUAL);
  private final RestartDetector restarts = new RestartDetector();
  private final @Nullable Renewal renewal;
  private final BiFunction<ConnectionWatch, Access, RedisLink> trials;
  private final UnaryOperator<Cause> words;
  private final InstantSource clock;
  private int turn;

  FreshProbe(
      Function<ConnectionWatch, RedisLink> opener,
      ProbeExpectations plan,
      Diagnosis diagnosis,
      UnaryOperator<Cause> words,
      InstantSource clock,
      @Nullable Renewal renewal,
      BiFunction<ConnectionWatch, Access, RedisLink> trials) {
    this.words = words;
    this.renewal = renewal;
    this.trials = trials;
    this.opener = opener;
    this.plan = plan;
    this.diagnosis = diagnosis;
    this.clock = clock;
  }

  /**
   * A probe that has not tried a connection yet.
   *
   * @param plan the expectations of a Redis; a canary is not written
   * @param renewal reads the settings again before each attempt, null for none
   * @return the probe, to be closed by the caller
   */
  public static FreshProbe of(
      RedisConnector connector,
      ProbeExpectations plan,
      InstantSource clock,
      @Nullable Renewal renewal) {
    return new FreshProbe(
        connector::openLikePool,
        plan.withoutCanary(),
        new Diagnosis(connector::tls, clock),
        connector::describe,
        clock,
        renewal,
        connector::openLikePool);
  }

  /** The longest time of an attempt: all addresses, and the diagnosis of one failure. */
  public static Duration deadline(RedisConnector connector) {
    // Opening takes one limit, and so may PING and HELLO each. Changed settings are tried first.
    return Durations.times(connector.poolLimit(), 2L * 5 * ADDRESSES).plus(SETTLING);
  }

  @Override
  public Attempt begin() {
    int first = turn;
    turn += ADDRESSES;
    var usual = new FreshAttempt(opener, first, plan, diagnosis, addresses, restarts, words, clock);
    return renewal == null
        ? usual
        : new RenewingAttempt(renewal, access -> trial(access, first), usual);
  }

  private Attempt trial(Access access, int first) {
    return new FreshAttempt(
        watch -> trials.apply(watch, access),
        first,
        plan,
        diagnosis,
        new AddressFailures(TRIAL),
        restarts,
        words,
        clock);
  }

  /** Ends a running test of a diagnosis; the caller cancels a running attempt. */
  @Override
  public void close() {
    diagnosis.close();
  }
}
