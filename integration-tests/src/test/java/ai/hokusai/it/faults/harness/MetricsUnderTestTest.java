package ai.hokusai.it.faults.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.Status;
import org.junit.jupiter.api.Test;

/** The status of Redis as read from scrapes. */
final class MetricsUnderTestTest {

  @Test
  void whatIsDownHasTheCodeOfItsCause() {
    assertThat(Scrape.parse(state("unhealthy") + cause("LOADING")).observation())
        .isEqualTo(new Observation(Status.UNHEALTHY, "LOADING"));
    assertThat(Scrape.parse(state("unhealthy")).observation())
        .isEqualTo(new Observation(Status.UNHEALTHY, null));
  }

  @Test
  void whatIsUpHasNoCode() {
    assertThat(Scrape.parse(state("degraded") + cause("SLOW")).observation())
        .isEqualTo(new Observation(Status.DEGRADED, null));
  }

  @Test
  void attemptsFoundWhatWasCountedSince() {
    var earlier = Scrape.parse(state("healthy") + found("LOADING", 1) + found("BUSY", 2));
    var later = Scrape.parse(
        state("healthy") + found("LOADING", 2) + found("BUSY", 2) + found("READ_TIMEOUT", 1));
    assertThat(later.foundSince(earlier)).containsExactly("LOADING", "READ_TIMEOUT");
  }

  @Test
  void noStateOrTwoOfThemAreNoAnswer() {
    assertThatThrownBy(() -> Scrape.parse("")).hasMessage("/metrics names no state of redis");
    assertThatThrownBy(() -> Scrape.parse(state("healthy") + state("unhealthy")))
        .hasMessage("/metrics names two states of redis");
  }

  private static String state(String state) {
    return "health_check_state{check=\"redis\",critical=\"true\",status=\"%s\"} 1.0\n"
        .formatted(state);
  }

  private static String cause(String code) {
    return "health_check_cause{check=\"redis\",class=\"SERVER\",code=\"%s\"} 1.0\n".formatted(code);
  }

  private static String found(String code, int count) {
    return "health_check_results_total{check=\"redis\",code=\"%s\",outcome=\"failure\"} %d.0\n"
        .formatted(code, count);
  }
}
