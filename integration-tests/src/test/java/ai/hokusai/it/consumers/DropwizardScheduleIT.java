package ai.hokusai.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.Incident;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Holds each line of the schedule in {@code service.yml} of the consumer {@code dropwizard}: without it Dropwizard
 * checks less often, or waits for further results after the monitor has decided.
 */
@EnabledIfSystemProperty(
    named = "consumers",
    matches = ".*\\bdropwizard\\b.*",
    disabledReason = "needs -Pconsumers with dropwizard")
final class DropwizardScheduleIT {
  // Less than the two intervals of 1 s that three failures or two successes would take, and more
  // than a slow machine.
  private static final Duration LONGEST_LAG = Duration.ofMillis(600);
  private static final Duration LONGEST_CHANGE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  // Three intervals of 1 s, and less than the 5 s and 30 s of the defaults.
  private static final Duration THREE_CHECKS = Duration.ofMillis(4_500);

  @Test
  void dropwizardFollowsTheMonitorAtOnce() throws IOException {
    try (var incident = new Incident();
        var service = ConsumerService.start(Consumer.DROPWIZARD, incident.environment())) {
      service.awaitHealth(200);
      checkedThreeTimes(service, "healthy");

      incident.redis().pause();
      assertThat(lag(service, "unhealthy", 503)).as("failureAttempts").isLessThan(LONGEST_LAG);
      checkedThreeTimes(service, "unhealthy");

      incident.redis().resume();
      assertThat(lag(service, "healthy", 200)).as("successAttempts").isLessThan(LONGEST_LAG);
    }
  }

  private static void checkedThreeTimes(ConsumerService service, String result) throws IOException {
    long before = count(service, result);
    await("three checks that are " + result)
        .atMost(THREE_CHECKS)
        .pollInterval(PAUSE)
        .until(() -> count(service, result) >= before + 3);
  }

  /** The time from the first check with that result to the status code that Dropwizard derives from it. */
  private static Duration lag(ConsumerService service, String result, int statusCode)
      throws IOException {
    long before = count(service, result);
    await().atMost(LONGEST_CHANGE).pollInterval(PAUSE).until(() -> count(service, result) > before);
    long start = System.nanoTime();
    service.awaitHealth(statusCode);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The number of checks with that result, from the metrics of Dropwizard. */
  private static long count(ConsumerService service, String result) throws IOException {
    Matcher found = Pattern.compile("\"health\\.redis\\." + result + "\":\\{\"count\":(\\d+)")
        .matcher(service.get("admin:/metrics").body());
    assertThat(found.find()).isTrue();
    return Long.parseLong(found.group(1));
  }
}
