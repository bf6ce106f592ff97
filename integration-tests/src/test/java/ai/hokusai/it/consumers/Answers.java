package ai.hokusai.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Requests for the health of one service, and the time of each answer. */
final class Answers {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_CHANGE = Duration.ofSeconds(30);

  private final ConsumerService service;
  private final List<Duration> times = new ArrayList<>();

  Answers(ConsumerService service) {
    this.service = service;
  }

  /** Sends requests until one has that status code, and returns the time until then. */
  Duration until(int statusCode) throws IOException {
    long start = System.nanoTime();
    try {
      await().atMost(LONGEST_CHANGE).pollInterval(PAUSE).until(() -> next() == statusCode);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "not " + statusCode + ": " + service.cause() + "\n" + service.output(), e);
    }
    return since(start);
  }

  /** Sends further requests, which all have that status code. */
  void add(int count, int statusCode) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(next()).isEqualTo(statusCode);
    }
  }

  private int next() throws IOException {
    long start = System.nanoTime();
    int statusCode = service.health().statusCode();
    times.add(since(start));
    return statusCode;
  }

  Duration median() {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
  }

  Duration longest() {
    return times.stream().max(Duration::compareTo).orElseThrow();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
