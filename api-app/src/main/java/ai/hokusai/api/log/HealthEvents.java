package ai.hokusai.api.log;

import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The first result and every transition of one check, as log events. Used by one thread. */
public final class HealthEvents implements Consumer<HealthSnapshot> {
  private static final Logger LOG = LoggerFactory.getLogger("ai.hokusai.health");

  private final String check;
  private Status from = Status.STARTING;
  private boolean isFirst = true;

  /** Reports on the check of that name. */
  public HealthEvents(String check) {
    this.check = check;
  }

  @Override
  public void accept(HealthSnapshot snapshot) {
    Fault fault = snapshot.fault();
    LoggingEventBuilder event = Events.event(
            level(snapshot), isFirst ? "health.first_result" : "health.transition")
        .addKeyValue("check", check)
        .addKeyValue("from", word(from))
        .addKeyValue("to", word(snapshot.status()))
        .addKeyValue("durationMs", millis(snapshot.duration()))
        .addKeyValue("consecutive", consecutive(snapshot));
    if (fault == null) {
      event.log("{} is {}", check, word(snapshot.status()));
    } else {
      describe(event, fault).log("{} is {}: {}", check, word(snapshot.status()), fault.message());
    }
    from = snapshot.status();
    isFirst = false;
  }

  private static LoggingEventBuilder level(HealthSnapshot snapshot) {
    if (snapshot.fault() != null) {
      return LOG.atError();
    }
    return snapshot.status() == Status.DEGRADED ? LOG.atWarn() : LOG.atInfo();
  }

  /** How many results of the kind that led here came last: one of the two is always 0. */
  private static int consecutive(HealthSnapshot snapshot) {
    return Math.max(
        snapshot.tally().consecutiveSuccesses(), snapshot.tally().consecutiveFailures());
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static LoggingEventBuilder describe(LoggingEventBuilder event, Fault fault) {
    return event
        .addKeyValue("code", fault)
        .addKeyValue("class", fault.faultClass())
        .addKeyValue("remedy", fault.remedy());
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
