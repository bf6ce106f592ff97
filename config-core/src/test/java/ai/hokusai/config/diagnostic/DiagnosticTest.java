package ai.hokusai.config.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic.Fault;
import ai.hokusai.config.diagnostic.Diagnostic.Remark;
import ai.hokusai.config.diagnostic.Diagnostic.Rivalry;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DiagnosticTest {
  private static final Origin A = Origin.variable("A");
  private static final Origin B = Origin.variable("B").at(Part.PORT);

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(
            new Fault(Code.DB_LEADING_ZERO, Severity.WARNING, A, Outline.VALUE),
            new Fault(Code.DB_LEADING_ZERO, Severity.ERROR, A, Outline.VALUE)),
        Arguments.of(
            new Rivalry(Code.PORT_SHADOWED_BY_URL, Severity.WARNING, A, B),
            new Rivalry(Code.PORT_SHADOWED_BY_URL, Severity.ERROR, A, B)),
        Arguments.of(
            new Remark(Code.UNKNOWN_VARIABLE, Severity.WARNING, A, "C"),
            new Remark(Code.UNKNOWN_VARIABLE, Severity.ERROR, A, "C")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void keepsItsFactsAtAnotherSeverity(Diagnostic warning, Diagnostic error) {
    assertThat(warning.withSeverity(Severity.ERROR)).isEqualTo(error);
  }
}
