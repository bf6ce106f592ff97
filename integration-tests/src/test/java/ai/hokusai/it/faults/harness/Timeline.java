package ai.hokusai.it.faults.harness;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What a service said from its start on, looked at all the time, each change with its moment. */
public final class Timeline implements AutoCloseable {
  /** Between two looks at a service in this JVM. */
  public static final int PERIOD_MILLIS = 20;

  private final Service service;
  private final long begun = System.nanoTime();
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final ScheduledFuture<?> looking;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean isClosed;

  /**
   * One change.
   *
   * @param nanos when it was seen, on the monotonic clock
   * @param seen what is said from then on
   */
  public record Entry(long nanos, Observation seen) {

    public Duration since(long earlier) {
      return Duration.ofNanos(Math.max(0, nanos - earlier));
    }
  }

  public Timeline(Service service, ScheduledExecutorService executor, int periodMillis) {
    this.service = service;
    this.looking = executor.scheduleWithFixedDelay(this::look, 0, periodMillis, MILLISECONDS);
  }

  public long begun() {
    return begun;
  }

  /** What is said now, null before the first look. */
  @Nullable
  public Observation latest() {
    return entries.isEmpty() ? null : entries.get(entries.size() - 1).seen();
  }

  private void look() {
    try {
      var seen = service.look();
      if (!seen.equals(latest())) {
        entries.add(new Entry(System.nanoTime(), seen));
      }
    } catch (RuntimeException e) {
      if (!isClosed) {
        failure = e;
      }
    }
  }

  /** Waits for a change to what is wanted, at that moment or later. */
  public Entry await(long from, Predicate<Observation> wanted, Duration limit) {
    try {
      return Awaitility.await()
          .atMost(limit)
          .pollDelay(Duration.ZERO)
          .pollInterval(PERIOD_MILLIS, MILLISECONDS)
          .pollInSameThread()
          .until(() -> first(from, wanted), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not within %s: %s".formatted(limit, this), e);
    }
  }

  private Optional<Entry> first(long from, Predicate<Observation> wanted) {
    var broken = failure;
    if (broken != null) {
      throw broken;
    }
    return entries.stream()
        .filter(entry -> entry.nanos() >= from && wanted.test(entry.seen()))
        .findFirst();
  }

  /** Looks on for a while. */
  public void follow(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    Awaitility.await()
        .pollInSameThread()
        .atMost(duration.plus(Bounds.PATIENCE))
        .until(() -> System.nanoTime() >= end);
  }

  /** What was said between two moments, beginning with what was said at the first. */
  public List<Observation> between(long from, long to) {
    var said = new ArrayList<Observation>();
    for (var entry : entries) {
      if (entry.nanos() <= from) {
        said.clear();
      }
      if (entry.nanos() <= to) {
        said.add(entry.seen());
      }
    }
    return said;
  }

  @Override
  public void close() {
    isClosed = true;
    looking.cancel(false);
    service.close();
  }

  @Override
  public String toString() {
    return entries.stream()
        .map(entry -> "%s at %.1f s".formatted(entry.seen(), entry.since(begun).toMillis() / 1e3))
        .collect(Collectors.joining(", "));
  }
}
