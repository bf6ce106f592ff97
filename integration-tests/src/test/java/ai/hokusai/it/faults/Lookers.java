package ai.hokusai.it.faults;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The threads that look at all services, and at the machine. */
final class Lookers implements AutoCloseable {
  private static final int HERE = 4;
  private static final int AT_JARS = 8;
  // There are forty of them; what it adds to a time is within the tolerance.
  private static final int JAR_PERIOD_MILLIS = 200;

  private final Standstill standstill = new Standstill();
  private final ScheduledExecutorService here = Executors.newScheduledThreadPool(HERE);
  private final ScheduledExecutorService atJars = Executors.newScheduledThreadPool(AT_JARS);

  Timeline follow(Watched service) {
    return new Timeline(service, here, Timeline.PERIOD_MILLIS);
  }

  Timeline follow(WatchedJar jar) {
    return new Timeline(jar, atJars, JAR_PERIOD_MILLIS);
  }

  Timeline follow(WatchedMetrics metrics) {
    return new Timeline(metrics, atJars, JAR_PERIOD_MILLIS);
  }

  /** How much longer everything may take that began at that moment, because the machine stood still. */
  Duration excuseSince(long moment) {
    return Duration.ofNanos(standstill.excuseSince(moment));
  }

  /** How long that was in all. */
  Duration lost() {
    return standstill.lost();
  }

  @Override
  public void close() {
    standstill.close();
    here.shutdownNow();
    atJars.shutdownNow();
  }
}
