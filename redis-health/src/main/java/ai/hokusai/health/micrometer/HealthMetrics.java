package ai.hokusai.health.micrometer;

import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.traffic.Durations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one monitor: its checks, and the operations and pool of each Redis, with the names,
 * labels and buckets of {@code docs/metrics.md}. It is a listener of the monitor, which may start
 * before or after it is bound, and it counts from the start in either case:
 *
 * <pre>{@code
 * var metrics = new HealthMetrics();
 * var monitor = HealthMonitor.builder().add(dependency).listener(metrics).start();
 * metrics.bindTo(registry);
 * }</pre>
 *
 * <p>A registry that holds the metrics of two monitors needs a tag for each. Reading the meters
 * contacts no dependency. Thread-safe.
 */
@SuppressWarnings("exports") // A module that binds these metrics requires Micrometer itself.
public final class HealthMetrics implements HealthListener, MeterBinder, AutoCloseable {
  static final String SUCCESS = "success";
  static final String FAILURE = "failure";

  private final Tags tags;
  private final Map<Count, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<Attempts, Durations> durations = new ConcurrentHashMap<>();
  private final Map<String, Instant> certificateEnds = new ConcurrentHashMap<>();
  private final Map<String, Instant> clientCertificateEnds = new ConcurrentHashMap<>();
  private final List<BoundMeters> bound = new ArrayList<>();
  private volatile @Nullable HealthMonitor monitor;
  private volatile @Nullable HealthReport pinned;

  /** The metrics of the only monitor in a registry. */
  public HealthMetrics() {
    this(Tags.empty());
  }

  /** The metrics of one of several monitors in a registry; all of them have the same tag keys. */
  public HealthMetrics(Iterable<Tag> tags) {
    this.tags = Tags.of(tags);
  }

  /** A family of counters, by its name in Micrometer. */
  enum Family {
    RESULTS("health.check.results", "Attempts of a check by result"),
    TRANSITIONS("health.check.transitions", "Changes of the status of a check"),
    STALLS("health.probe.stalled", "Results that became stale"),
    EVENTS("redis.events", "Events of Redis other than changes of a status");

    final String meter;
    final String help;

    Family(String meter, String help) {
      this.meter = meter;
      this.help = help;
    }
  }

  /** One counter, with alternating names and values of its labels. */
  record Count(Family family, List<String> labels) {}

  private record Attempts(String check, String outcome) {}

  /** Reads all meters of a registry, as a scrape does. */
  @FunctionalInterface
  public interface Scrape<T, X extends Exception> {
    /** Reads all meters. */
    T read() throws X;
  }

  /**
   * Binds these metrics.
   *
   * @throws IllegalStateException where the registry holds those of another monitor with the same
   *     tags, which would hide these
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    if (registry.find(BoundMeters.OVERALL_STATE).tags(tags).meter() != null) {
      throw new IllegalStateException("the registry holds the metrics of another monitor: give each"
          + " a tag, as in new HealthMetrics(Tags.of(\"monitor\", \"orders\"))");
    }
    var meters = new BoundMeters(this, registry, tags);
    bound.add(meters);
    HealthMonitor started = monitor;
    if (started != null) {
      meters.register(started);
    }
  }

  @Override
  public synchronized void started(HealthMonitor started) {
    if (monitor != null) {
      throw new IllegalStateException("these are the metrics of another monitor already");
    }
    monitor = started;
    bound.forEach(each -> each.register(started));
  }

  /**
   * Reads all meters from one report, so that they are consistent, and with the latest durations;
   * without it, each meter reads the present report, and durations are transferred with each result.
   *
   * @throws X where the scrape does
   */
  public synchronized <T extends @Nullable Object, X extends Exception> T consistently(
      Scrape<? extends T, X> scrape) throws X {
    HealthMonitor started = monitor;
    pinned = started == null ? null : started.report();
    try {
      update();
      return scrape.read();
    } finally {
      pinned = null;
    }
  }

  /** The report that meters are read from. */
  HealthReport report() {
    HealthReport one = pinned;
    return one != null ? one : Objects.requireNonNull(monitor).report();
  }

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    HealthSnapshot now = check.snapshot();
    if (now.status() != from) {
      transitions(check.name(), from, now.status()).increment();
      if (now.status() == Status.STALE) {
        counter(Family.STALLS).increment();
      }
    }
    update();
  }

  @Override
  public void overallChanged(HealthReport report, Status from) {
    update();
  }

  @Override
  public void resultArrived(HealthReport.Check check, @Nullable Cause fault) {
    String outcome = fault == null ? SUCCESS : FAILURE;
    results(check.name(), outcome, code(fault)).increment();
    Duration took = check.snapshot().duration();
    if (took != null) {
      durations(check.name(), outcome).add(took.toNanos());
    }
    RedisFacts facts = check.snapshot().facts();
    if (facts != null) {
      keep(certificateEnds, check, facts.certificate());
      keep(clientCertificateEnds, check, facts.clientCertificate());
    }
    update();
  }

  private static void keep(
      Map<String, Instant> ends, HealthReport.Check check, @Nullable PeerCertificate certificate) {
    if (certificate != null) {
      ends.put(check.name(), certificate.notAfter());
    }
  }

  @Override
  public void eventOccurred(HealthReport.Check check, RedisEvent event) {
    events(check.name(), event.kind()).increment();
  }

  /** The results of one check with one outcome and code, empty for a success. */
  LongAdder results(String check, String outcome, String code) {
    return counter(Family.RESULTS, "check", check, "outcome", outcome, "code", code);
  }

  /** The changes of the status of one check. */
  LongAdder transitions(String check, Status from, Status to) {
    return counter(Family.TRANSITIONS, "check", check, "from", word(from), "to", word(to));
  }

  /** The events of one kind of one Redis. */
  LongAdder events(String check, RedisEvent.Kind kind) {
    return counter(Family.EVENTS, "check", check, "event", kind.eventName());
  }

  /** The count of one series, 0 before the first; it is a meter of each registry that is updated. */
  LongAdder counter(Family family, String... labels) {
    return counts.computeIfAbsent(new Count(family, List.of(labels)), key -> new LongAdder());
  }

  /** All counts. */
  Map<Count, LongAdder> counts() {
    return counts;
  }

  /** The durations of the attempts of one check with one outcome. */
  Durations durations(String check, String outcome) {
    return durations.computeIfAbsent(new Attempts(check, outcome), key -> new Durations());
  }

  /** The expiry of the latest certificate of the server, null before the first. */
  @Nullable
  Instant certificateEnd(String check) {
    return certificateEnds.get(check);
  }

  /** The expiry of the present client certificate, null before the first result. */
  @Nullable
  Instant clientCertificateEnd(String check) {
    return clientCertificateEnds.get(check);
  }

  /** Before the start there is nothing to show; events may arrive while the monitor starts. */
  private synchronized void update() {
    if (monitor != null) {
      bound.forEach(BoundMeters::update);
    }
  }

  /** Removes the meters from all registries. Close the monitor before. */
  @Override
  public synchronized void close() {
    bound.forEach(BoundMeters::remove);
    bound.clear();
  }

  static String code(@Nullable Cause cause) {
    return cause == null ? "" : cause.code();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
