package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.connect.RoundTrips;
import ai.hokusai.health.diagnose.Diagnosis;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on a Redis. An ambiguous failure is diagnosed on the same thread, also after the
 * attempt was cancelled.
 */
final class RedisAttempt implements Attempt {
  private final ProbeConnection connection;
  private final Diagnosis diagnosis;
  private final RoundTrips roundTrips;
  private final UnaryOperator<Cause> words;
  private final InstantSource clock;
  private volatile @Nullable Fault failure;

  /** An attempt that warns of no long round trips. */
  RedisAttempt(
      ProbeConnection connection,
      Diagnosis diagnosis,
      UnaryOperator<Cause> words,
      InstantSource clock) {
    this(connection, diagnosis, RoundTrips.ofAnyLength(), words, clock);
  }

  RedisAttempt(
      ProbeConnection connection,
      Diagnosis diagnosis,
      RoundTrips roundTrips,
      UnaryOperator<Cause> words,
      InstantSource clock) {
    this.connection = connection;
    this.diagnosis = diagnosis;
    this.roundTrips = roundTrips;
    this.words = words;
    this.clock = clock;
  }

  @Override
  public ProbeResult run() {
    var stopwatch = new ProbeResult.Stopwatch(clock);
    boolean isWell = false;
    try {
      connection.ping();
      diagnosis.reset();
      isWell = true;
      return stopwatch.success();
    } catch (Throwable e) {
      Fault fault = connection.isAborted() ? connection.stageFault() : FaultClassifier.classify(e);
      settle(fault);
      return failed(fault, e, stopwatch);
    } finally {
      if (!isWell) {
        connection.abort();
      }
    }
  }

  private void settle(Fault fault) {
    failure = fault;
    InetSocketAddress peer = connection.doubtfulPeer();
    if (peer != null) {
      diagnosis.examine(fault, connection.stage(), peer);
    }
  }

  private ProbeResult failed(Fault fault, Throwable thrown, ProbeResult.Stopwatch stopwatch) {
    if (fault == Fault.INTERNAL_ERROR) {
      diagnosis.clear();
      return stopwatch.thrown(fault, thrown);
    }
    Fault reported = diagnosis.reported(fault);
    return stopwatch.thrown(
        reported == fault && !connection.isAborted() ? FaultClassifier.describe(thrown) : reported,
        thrown);
  }

  /** Closes the socket; the fault is that of the failure, else that of the stage. */
  @Override
  public Fault cancel() {
    connection.abort();
    return diagnosis.reported(Objects.requireNonNullElseGet(failure, connection::stageFault));
  }

  @Override
  public ProbeResult complete(ProbeResult bare) {
    ProbeFacts seen = connection.observations();
    var warnings = new ArrayList<Cause>(seen.warnings(bare.at()));
    Cause slow = roundTrips.warning();
    if (slow != null) {
      warnings.add(slow);
    }
    return bare.with(warnings, seen.facts()).in(words);
  }
}
