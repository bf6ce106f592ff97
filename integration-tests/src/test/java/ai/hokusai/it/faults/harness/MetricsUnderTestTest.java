package ai.hokusai.it.faults.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.health.Status;
import org.junit.jupiter.api.Test;

/** What two scrapes, one after the other, say of Redis. */
final class MetricsUnderTestTest {
  private static final Observation UP = new Observation(Status.HEALTHY, null);
  private static final Scrape WELL = scrape("healthy", "");

  @Test
  void theCodeOfAFallIsThatOfTheTransition() {
    var fallen =
        scrape("unhealthy", found("READ_TIMEOUT", 1) + found("TLS_HANDSHAKE_TIMEOUT", 2) + fell(1));
    assertThat(fallen.status()).isEqualTo(Status.UNHEALTHY);
    assertThat(MetricsUnderTest.judge(UP, WELL, fallen)).isEqualTo(down("READ_TIMEOUT"));
  }

  @Test
  void aLaterCodeReplacesItUnlessItIsTheSameHang() {
    var fallen = scrape("unhealthy", found("READ_TIMEOUT", 3) + fell(1));
    var hang =
        scrape("unhealthy", found("READ_TIMEOUT", 3) + found("TLS_HANDSHAKE_TIMEOUT", 1) + fell(1));
    var other = scrape("unhealthy", found("READ_TIMEOUT", 3) + found("LOADING", 1) + fell(1));
    var before = down("READ_TIMEOUT");
    assertThat(MetricsUnderTest.judge(before, fallen, fallen)).isEqualTo(before);
    assertThat(MetricsUnderTest.judge(before, fallen, hang)).isEqualTo(before);
    assertThat(MetricsUnderTest.judge(before, fallen, other)).isEqualTo(down("LOADING"));
  }

  @Test
  void twoCodesAtOnceAreNeitherOfThem() {
    var two = scrape("unhealthy", found("LOADING", 1) + found("CONNECT_REFUSED", 2));
    assertThat(MetricsUnderTest.judge(UP, WELL, two)).isEqualTo(down("CONNECT_REFUSED+LOADING"));
  }

  @Test
  void whatIsUpHasNoCode() {
    var back = scrape("degraded", found("LOADING", 3));
    assertThat(MetricsUnderTest.judge(down("LOADING"), WELL, back))
        .isEqualTo(new Observation(Status.DEGRADED, null));
  }

  @Test
  void noStateOrTwoOfThemAreNoAnswer() {
    assertThatThrownBy(() -> Scrape.parse("")).hasMessage("/metrics names no state of redis");
    assertThatThrownBy(() -> Scrape.parse(state("healthy") + state("unhealthy")))
        .hasMessage("/metrics names two states of redis");
  }

  private static Observation down(String code) {
    return new Observation(Status.UNHEALTHY, code);
  }

  private static Scrape scrape(String state, String more) {
    return Scrape.parse(state(state) + more);
  }

  private static String state(String state) {
    return "health_check_state{check=\"redis\",critical=\"true\",status=\"%s\"} 1.0\n"
        .formatted(state);
  }

  private static String found(String code, int count) {
    return "health_check_results_total{check=\"redis\",code=\"%s\",outcome=\"failure\"} %d.0\n"
        .formatted(code, count);
  }

  private static String fell(int count) {
    return "health_check_transitions_total{check=\"redis\",code=\"READ_TIMEOUT\",from=\"healthy\",to=\"unhealthy\"} %d.0\n"
        .formatted(count);
  }
}
