package ai.hokusai.it.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CircuitBreakerTest {

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 3", "6, 3", "7, 4", "25, 13", "400, 200", "1000, 200"})
  void takesHalfOfTheDesiredTasksWithinBounds(int desired, int threshold) {
    assertThat(new CircuitBreaker(desired).threshold()).isEqualTo(threshold);
  }

  @Test
  void restartsItsCountAfterAHealthyTask() {
    var breaker = new CircuitBreaker(2);
    breaker.taskFailed();
    breaker.taskFailed();
    breaker.taskHealthy();
    breaker.taskFailed();
    breaker.taskFailed();
    assertThat(breaker.isTripped()).isFalse();
    breaker.taskFailed();
    assertThat(breaker.isTripped()).isTrue();
  }
}
