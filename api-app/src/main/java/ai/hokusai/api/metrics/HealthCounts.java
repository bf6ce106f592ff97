package ai.hokusai.api.metrics;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts results, changes and events of the checks. One thread at a time writes; any thread reads. */
public final class HealthCounts implements HealthListener {
  private final Map<Result, Long> results = new ConcurrentHashMap<>();
  private final Map<Change, Long> changes = new ConcurrentHashMap<>();
  private final Map<Event, Long> events = new ConcurrentHashMap<>();
  private final Map<Kind, Durations> durations = new ConcurrentHashMap<>();
  private final LongAdder stalls = new LongAdder();
  private volatile @Nullable Instant certificateEnd;
  private volatile @Nullable Instant clientCertificateEnd;

  /** Creates empty counts. */
  public HealthCounts() {}

  /** The outcome of one attempt of a check. */
  enum Outcome {
    SUCCESS,
    FAILURE
  }

  /** One kind of result; the code of a success is empty. */
  record Result(String check, Outcome outcome, String code) {}

  /** One kind of change of a status, with the code of the new status, empty for none. */
  record Change(String check, Status from, Status to, String code) {}

  /** One kind of event of one Redis. */
  record Event(String check, RedisEvent.Kind kind) {}

  private record Kind(String check, Outcome outcome) {}

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    HealthSnapshot now = check.snapshot();
    if (now.status() == from) {
      return;
    }
    changes.merge(new Change(check.name(), from, now.status(), code(now.cause())), 1L, Long::sum);
    if (now.status() == Status.STALE) {
      stalls.increment();
    }
  }

  @Override
  public void resultArrived(HealthReport.Check check, @Nullable Cause fault) {
    Outcome outcome = fault == null ? Outcome.SUCCESS : Outcome.FAILURE;
    results.merge(new Result(check.name(), outcome, code(fault)), 1L, Long::sum);
    Duration took = check.snapshot().duration();
    if (took != null) {
      durations(check.name(), outcome).add(took);
    }
    RedisFacts facts = check.snapshot().facts();
    if (facts != null && facts.certificate() != null) {
      certificateEnd = facts.certificate().notAfter();
    }
    if (facts != null && facts.clientCertificate() != null) {
      clientCertificateEnd = facts.clientCertificate().notAfter();
    }
  }

  @Override
  public void eventOccurred(HealthReport.Check check, RedisEvent event) {
    events.merge(new Event(check.name(), event.kind()), 1L, Long::sum);
  }

  private static String code(@Nullable Cause cause) {
    return cause == null ? "" : cause.code();
  }

  Map<Result, Long> results() {
    return results;
  }

  Map<Change, Long> changes() {
    return changes;
  }

  long events(String check, RedisEvent.Kind kind) {
    return events.getOrDefault(new Event(check, kind), 0L);
  }

  Durations durations(String check, Outcome outcome) {
    return durations.computeIfAbsent(new Kind(check, outcome), kind -> new Durations());
  }

  long stalls() {
    return stalls.sum();
  }

  /** The expiry of the latest server certificate, empty before the first. */
  Optional<Instant> certificateEnd() {
    return Optional.ofNullable(certificateEnd);
  }

  /** The expiry of the present client certificate, empty before the first result. */
  Optional<Instant> clientCertificateEnd() {
    return Optional.ofNullable(clientCertificateEnd);
  }
}
