package ai.hokusai.health.probe;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.connect.Access;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of one Redis again, since the files behind them may have changed. New
 * credentials, certificates and keys are tried before they are used, and the last good ones stay in
 * use until then. Each change is reported once. Any thread may use it.
 */
public final class Renewal {
  private static final String STAY = "; the last good ones stay in use";

  private final RedisConnector connector;
  private final Supplier<ConfigOutcome> latest;
  private RedisSettings known;
  private @Nullable Rejection reported;
  private @Nullable String unreadable;

  /**
   * A renewal that has read nothing yet.
   *
   * @param latest resolves the same environment again
   */
  public Renewal(RedisConnector connector, RedisSettings initial, Supplier<ConfigOutcome> latest) {
    this.connector = connector;
    this.known = initial;
    this.latest = latest;
  }

  private record Rejection(@Nullable RedisSettings settings, String code) {}

  /** Changed settings that have to be tried. */
  record Candidate(RedisSettings settings, Access access) {}

  /** Reads the settings; null where they are unchanged or cannot be used. */
  synchronized @Nullable Candidate read(Consumer<RedisEvent> events) {
    ConfigOutcome outcome;
    try {
      outcome = latest.get();
    } catch (RuntimeException e) {
      unreadable("INTERNAL_ERROR", e.getClass().getName(), Fault.INTERNAL_ERROR.remedy(), events);
      return null;
    }
    if (outcome instanceof ConfigOutcome.Resolved resolved) {
      unreadable = null;
      return candidate(resolved.settings(), events);
    }
    for (Diagnostic gravest : outcome.diagnostics().stream().limit(1).toList()) {
      unreadable(gravest.code(), gravest.message(), gravest.remedy(), events);
    }
    return null;
  }

  /** A file that is being written or replaced may be unreadable once, which is not reported. */
  private void unreadable(String code, String message, String remedy, Consumer<RedisEvent> events) {
    if (code.equals(unreadable)) {
      String whole = "credentials or certificates cannot be read again: " + message + STAY;
      report(new Rejection(null, code), whole, remedy, events);
    }
    unreadable = code;
  }

  private @Nullable Candidate candidate(RedisSettings read, Consumer<RedisEvent> events) {
    if (read.equals(known)) {
      reported = null;
      return null;
    }
    if (!Access.isSameEndpoint(known, read)) {
      report(
          new Rejection(read, Fault.CONFIG_INVALID.code()),
          "the settings now lead to another Redis, which a running service does not follow",
          "restart the service where that is meant, or undo the change",
          events);
      return null;
    }
    try {
      return new Candidate(read, connector.accessWith(read));
    } catch (FaultException e) {
      Fault fault = e.fault();
      report(new Rejection(read, fault.code()), fault.message() + STAY, fault.remedy(), events);
      return null;
    }
  }

  /** Uses settings that were tried, for every connection that is opened from now on. */
  synchronized RedisEvent adopt(Candidate candidate) {
    String changed = String.join(", ", Access.changes(known, candidate.settings()));
    connector.adopt(candidate.access());
    known = candidate.settings();
    reported = null;
    return new RedisEvent(
        Kind.CREDENTIALS_RELOADED,
        "what changed works and is used for new connections: " + changed,
        null,
        null,
        Map.of("changed", changed));
  }

  /** Records that settings do not work; a transient fault shows nothing about them. */
  synchronized void reject(Candidate candidate, Cause cause, Consumer<RedisEvent> events) {
    if (cause.faultClass() == FaultClass.CONFIG) {
      report(
          new Rejection(candidate.settings(), cause.code()),
          "changed credentials or certificates are not used: " + cause.message(),
          cause.remedy(),
          events);
    }
  }

  private void report(
      Rejection rejection, String message, String remedy, Consumer<RedisEvent> events) {
    if (!rejection.equals(reported)) {
      reported = rejection;
      Naming naming = known.naming();
      events.accept(new RedisEvent(
          Kind.CREDENTIALS_REJECTED,
          naming.in(message),
          rejection.code(),
          naming.in(remedy),
          Map.of()));
    }
  }
}
