package ai.hokusai.health.testing;

import java.util.List;

/** The threads of monitors and pools that are alive in this JVM. */
public final class MonitorThreads {

  private static final String MONITOR = "redis-health-\\d+-";

  private MonitorThreads() {}

  /** The number of threads of all monitors for tasks whose name starts with a prefix. */
  public static long count(String task) {
    return alive(MONITOR + task).size();
  }

  /** Waits until there is none of them, for a second each at most. */
  public static void awaitNone() throws InterruptedException {
    for (String start : List.of(MONITOR, "commons-pool")) {
      for (Thread thread : alive(start)) {
        thread.join(1_000);
        if (thread.isAlive()) {
          throw new AssertionError("a thread stays: " + thread.getName());
        }
      }
    }
  }

  private static List<Thread> alive(String start) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().matches(start + ".*"))
        .toList();
  }
}
