package ai.hokusai.it.faults.harness;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The threads that look at all services, and at the machine. */
public final class Pollers implements AutoCloseable {
  private static final int HERE = 4;
  private static final int AT_JARS = 8;
  // There are forty of them; what it adds to a time is within the tolerance.
  private static final int JAR_PERIOD_MILLIS = 200;

  private final StallDetector stalls = new StallDetector();
  private final ScheduledExecutorService here = Executors.newScheduledThreadPool(HERE);
  private final ScheduledExecutorService atJars = Executors.newScheduledThreadPool(AT_JARS);

  public Timeline follow(LibraryUnderTest service) {
    return new Timeline(service, here, Timeline.PERIOD_MILLIS);
  }

  public Timeline follow(JarUnderTest jar) {
    return new Timeline(jar, atJars, JAR_PERIOD_MILLIS);
  }

  public Timeline follow(MetricsUnderTest metrics) {
    return new Timeline(metrics, atJars, JAR_PERIOD_MILLIS);
  }

  /** How much longer everything may take that began at that moment, because the machine stood still. */
  public Duration excuseSince(long moment) {
    return Duration.ofNanos(stalls.excuseSince(moment));
  }

  /** How long that was in all. */
  public Duration lost() {
    return stalls.lost();
  }

  @Override
  public void close() {
    stalls.close();
    here.shutdownNow();
    atJars.shutdownNow();
  }
}
