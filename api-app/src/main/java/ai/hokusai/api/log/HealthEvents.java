package ai.hokusai.api.log;

import static ai.hokusai.api.format.Fields.word;

import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Documentation;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs the first result and every transition of each check, and reminders of a lasting problem. Used by one
 * thread at a time.
 */
public final class HealthEvents implements HealthListener {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.health");

  private final Set<String> known = new HashSet<>();
  private final Reminders reminders = new Reminders();

  @Override
  public void resultArrived(HealthReport.Check check, @Nullable Cause fault) {
    reminders.check(check);
  }

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    HealthSnapshot snapshot = check.snapshot();
    Cause cause = snapshot.cause();
    String name = check.name();
    LoggingEventBuilder event = event(check, level(check), eventName(check))
        .addKeyValue("from", word(from))
        .addKeyValue("to", word(snapshot.status()))
        .addKeyValue("durationMs", millis(snapshot.duration()))
        .addKeyValue("consecutive", consecutive(snapshot));
    if (LOG.isDebugEnabled()) {
      event = event.addKeyValue("stack", snapshot.trace());
    }
    if (cause == null) {
      event.log("{} is {}", name, word(snapshot.status()));
    } else {
      // One failure decides nothing: a slow start of this process may have caused it.
      String decision = snapshot.status() == Status.STARTING ? ", not decided yet" : "";
      describe(event, cause)
          .log("{} is {}{}: {}", name, word(snapshot.status()), decision, cause.message());
    }
  }

  @Override
  public void requestsChanged(HealthReport.Check check, Operation operation, Verdict verdict) {
    Cause cause = verdict.cause();
    String name = check.name();
    String operations = operation.plural();
    if (cause == null) {
      event(check, LOG.atInfo(), "requests.recovered")
          .addKeyValue("operation", word(operation))
          .log("{}: {} no longer fail", name, operations);
      return;
    }
    describe(event(check, warning(), "requests.failing"), cause)
        .addKeyValue("operation", word(operation))
        .addKeyValue("failures", verdict.failures())
        .addKeyValue("attempts", verdict.attempts())
        .log(
            "{}: {} of {} {} failed: {}",
            name,
            verdict.failures(),
            verdict.attempts(),
            operations,
            cause.message());
  }

  @Override
  public void eventOccurred(HealthReport.Check check, RedisEvent event) {
    LoggingEventBuilder line = event(
        check, event.kind().isWarning() ? warning() : LOG.atInfo(), event.kind().eventName());
    if (event.code() != null) {
      line = line.addKeyValue("code", event.code())
          .addKeyValue("remedy", event.remedy())
          .addKeyValue("docs", Documentation.of(event.code()));
    }
    for (var detail : new TreeMap<>(event.details()).entrySet()) {
      line = line.addKeyValue(detail.getKey(), detail.getValue());
    }
    line.log("{}: {}", check.name(), event.message());
  }

  static LoggingEventBuilder event(
      HealthReport.Check check, LoggingEventBuilder builder, String name) {
    return Events.event(builder, name).addKeyValue("check", check.name());
  }

  /** The name of the event; a stalled monitor has its own event, and is not a first result. */
  private String eventName(HealthReport.Check check) {
    if (check.snapshot().status() == Status.STALE) {
      return "health.probe_stalled";
    }
    return known.add(check.name()) ? "health.first_result" : "health.transition";
  }

  private static LoggingEventBuilder level(HealthReport.Check check) {
    return switch (check.snapshot().status()) {
      // One failure starts no outage, and the process itself may have caused it.
      case STARTING, HEALTHY -> LOG.atInfo();
      case DEGRADED -> warning();
      case UNHEALTHY, STALE, DRAINING -> failure(check);
    };
  }

  static LoggingEventBuilder failure(HealthReport.Check check) {
    return check.isCritical() ? LOG.atError() : LOG.atWarn();
  }

  static LoggingEventBuilder warning() {
    return LOG.atWarn();
  }

  /** The number of latest results of the same kind: one of the two counts is always 0. */
  private static int consecutive(HealthSnapshot snapshot) {
    return Math.max(
        snapshot.tally().consecutiveSuccesses(), snapshot.tally().consecutiveFailures());
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  static LoggingEventBuilder describe(LoggingEventBuilder event, Cause cause) {
    return Events.describe(event, Finding.of(Severity.ERROR, cause));
  }
}
