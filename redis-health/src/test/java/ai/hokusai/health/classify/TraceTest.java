package ai.hokusai.health.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TraceTest {

  @Test
  void containsClassesAndLinesOfCodeAndNoMessage() {
    var trace = Trace.of(new IllegalStateException("outer", new ArithmeticException("inner")));

    assertThat(trace).hasToString("java.lang.IllegalStateException");
    assertThat(trace.text())
        .startsWith("java.lang.IllegalStateException\n  at ai.hokusai.health.classify.TraceTest.")
        .contains("\ncaused by java.lang.ArithmeticException\n  at ai.hokusai.health.classify.")
        .doesNotContain("outer", "inner");
  }

  @Test
  void endsAlthoughACauseIsItsOwnCause() {
    var first = new IllegalStateException();
    first.initCause(new IllegalStateException(first));

    assertThat(Trace.of(first).text().split("caused by ", -1)).hasSize(8);
  }
}
