package ai.hokusai.health.testing;

import java.util.List;

/** The threads of monitors and pools that are alive in this JVM. */
public final class MonitorThreads {

  private MonitorThreads() {}

  /** How many there are whose names begin so. */
  public static long count(String prefix) {
    return alive(prefix).size();
  }

  /** Waits until there is none of them, for a second each at most. */
  public static void awaitNone() throws InterruptedException {
    for (String prefix : List.of("health-", "commons-pool")) {
      for (Thread thread : alive(prefix)) {
        thread.join(1_000);
        if (thread.isAlive()) {
          throw new AssertionError("a thread stays: " + thread.getName());
        }
      }
    }
  }

  private static List<Thread> alive(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().startsWith(prefix))
        .toList();
  }
}
