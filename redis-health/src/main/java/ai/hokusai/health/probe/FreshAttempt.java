package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisLink;
import ai.hokusai.health.diagnose.Diagnosis;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.Stage;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * New connections to the addresses of one host, one after the other, each closed before the next.
 */
final class FreshAttempt implements Attempt {
  private final Function<ConnectionWatch, RedisLink> opener;
  private final int first;
  private final ProbeExpectations plan;
  private final Diagnosis diagnosis;
  private final AddressFailures addresses;
  private final RestartDetector restarts;
  private final UnaryOperator<Cause> words;
  private final InstantSource clock;
  private final List<RedisEvent> events = new ArrayList<>();
  private @Nullable RedisAttempt current;
  private boolean isCancelled;

  /** An attempt that begins with the address at a place among those of the host. */
  FreshAttempt(
      Function<ConnectionWatch, RedisLink> opener,
      int first,
      ProbeExpectations plan,
      Diagnosis diagnosis,
      AddressFailures addresses,
      RestartDetector restarts,
      UnaryOperator<Cause> words,
      InstantSource clock) {
    this.words = words;
    this.opener = opener;
    this.first = first;
    this.plan = plan;
    this.diagnosis = diagnosis;
    this.addresses = addresses;
    this.restarts = restarts;
    this.clock = clock;
  }

  @Override
  public ProbeResult run() {
    var stopwatch = new ProbeResult.Stopwatch(clock);
    ProbeResult last = null;
    ProbeResult success = null;
    int count = 1;
    for (int i = 0; i < Math.min(count, FreshProbe.ADDRESSES); i++) {
      var dial = new Dial(first + i);
      last = dial.run();
      success = last.fault() == null ? last : success;
      count = Math.max(1, dial.count());
    }
    Objects.requireNonNull(last);
    Cause cause = cause(last, count);
    if (cause == null && success != null) {
      return success.with(events);
    }
    ProbeResult failure = stopwatch.failure(cause == null ? fault(last) : cause);
    return failure.with(last.warnings(), facts(last)).with(events);
  }

  private @Nullable Cause cause(ProbeResult last, int count) {
    Cause ofAddresses = addresses.verdict(count);
    boolean isUnresolved = ofAddresses == null && last.fault() != null && count == 1;
    return isUnresolved ? addresses.newConnections(fault(last), 1, 1) : ofAddresses;
  }

  private static Cause fault(ProbeResult failed) {
    return Objects.requireNonNull(failed.fault());
  }

  private static RedisFacts facts(ProbeResult result) {
    return Objects.requireNonNullElse(result.facts(), RedisFacts.NONE);
  }

  /** Closes the socket in use; no further address is tried. */
  @Override
  public synchronized Cause cancel() {
    isCancelled = true;
    RedisAttempt last = current;
    Cause reached = words.apply(last == null ? Fault.DNS_TIMEOUT : last.cancel());
    return addresses.newConnections(reached, 1, 1);
  }

  private synchronized void enter(RedisAttempt next) {
    current = next;
    if (isCancelled) {
      var ignored = next.cancel();
    }
  }

  /** One connection to one address. */
  private final class Dial {
    private final int turn;
    private final ProbeConnection connection;
    private @Nullable AddressChoice choice;

    Dial(int turn) {
      this.turn = turn;
      // Several addresses may belong to several servers, so none of them shows a move
      // of the primary.
      this.connection = new ProbeConnection(this::open, plan, new PrimaryTracker(() -> {}));
    }

    private RedisLink open(ConnectionWatch watch) {
      choice = new AddressChoice(watch, turn);
      return opener.apply(choice);
    }

    int count() {
      return choice == null ? 0 : choice.all().size();
    }

    ProbeResult run() {
      var attempt = new RedisAttempt(connection, diagnosis, words, clock);
      enter(attempt);
      try {
        ProbeResult result = attempt.complete(attempt.run());
        record(result);
        return result;
      } finally {
        connection.abort();
      }
    }

    private void record(ProbeResult result) {
      AddressChoice made = choice;
      InetAddress address = made == null ? null : made.chosen();
      if (made == null || address == null) {
        return;
      }
      boolean isConnected = connection.stage().compareTo(Stage.TCP) > 0;
      events.addAll(addresses.record(made.all(), address, result.fault(), isConnected));
      RedisLink link = connection.link();
      // The connections to a cluster go to one node after the other.
      if (result.fault() == null && link != null && !link.isCluster()) {
        events.addAll(restarts.record(made.all(), address, link));
      }
    }
  }
}
