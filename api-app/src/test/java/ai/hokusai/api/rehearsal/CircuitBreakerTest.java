package ai.hokusai.api.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.document.JsonDocument;
import ai.hokusai.api.document.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CircuitBreakerTest {

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 3", "6, 3", "7, 4", "25, 13", "400, 200", "1000, 200"})
  void takesHalfOfTheDesiredTasksWithinBounds(int desired, int threshold) {
    assertThat(CircuitBreaker.of(desired, null).threshold()).isEqualTo(threshold);
  }

  @ParameterizedTest
  @CsvSource({
    "COUNT, 1, 2, 1",
    "COUNT, 5, 2, 5",
    "COUNT, 250, 2, 250",
    "COUNT, 0, 2, 1",
    "BOUNDED_PERCENT, 25, 100, 25",
    "BOUNDED_PERCENT, 1, 100, 3",
    "BOUNDED_PERCENT, 100, 300, 200",
    "UNBOUNDED_PERCENT, 10, 10, 1",
    "UNBOUNDED_PERCENT, 25, 10, 3",
    "UNBOUNDED_PERCENT, 100, 1000, 1000",
    "UNBOUNDED_PERCENT, 999999999, 2000000000, 2147483647"
  })
  void takesTheThresholdConfiguration(String type, int value, int desired, int threshold) {
    Node settings = json("""
        {"enable": true, "thresholdConfiguration": {"type": "%s", "value": %d}}
        """.formatted(type, value));
    assertThat(CircuitBreaker.of(desired, settings).threshold()).isEqualTo(threshold);
  }

  @Test
  void takesTheDefaultForAThresholdThatIsNotKnown() {
    Node settings = json("""
        {"ThresholdConfiguration": {"Type": "BOUNDED_PERCENT", "Value": {"Ref": "Percent"}}}
        """);
    assertThat(CircuitBreaker.of(100, settings).threshold()).isEqualTo(50);
  }

  @Test
  void restartsItsCountAfterAHealthyTask() {
    assertThat(afterTwoFailuresAHealthyTaskAndOneMore("{}").isTripped()).isFalse();
  }

  @Test
  void keepsItsCountWhereAHealthyTaskDoesNotResetIt() {
    assertThat(afterTwoFailuresAHealthyTaskAndOneMore("{\"resetOnHealthyTask\": false}")
            .isTripped())
        .isTrue();
  }

  private static CircuitBreaker afterTwoFailuresAHealthyTaskAndOneMore(String settings) {
    CircuitBreaker breaker = CircuitBreaker.of(2, json(settings));
    breaker.taskFailed();
    breaker.taskFailed();
    breaker.taskHealthy();
    breaker.taskFailed();
    return breaker;
  }

  private static Node json(String text) {
    return JsonDocument.lines(text.replace("\n", " "), "service.json").get(0);
  }
}
