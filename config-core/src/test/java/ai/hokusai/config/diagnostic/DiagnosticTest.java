package ai.hokusai.config.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class DiagnosticTest {
  private static final Origin A = Origin.variable("A");
  private static final Origin B = Origin.variable("B").at(Part.PORT);

  @Test
  void fillsInItsFacts() {
    var diagnostic = Diagnostic.of(ConfigCode.PORT_SHADOWED_BY_URL, A)
        .withDetail(B.phrase())
        .withRedactedValue(RedactedValue.VALUE);
    assertThat(diagnostic.code()).isEqualTo("PORT_SHADOWED_BY_URL");
    assertThat(diagnostic.message()).contains("A", "port of B").doesNotContain("{");
    assertThat(diagnostic.remedy()).doesNotContain("{");
    assertThat(diagnostic.docs())
        .isEqualTo(
            "https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#port_shadowed_by_url");
    assertThat(diagnostic.redactedValue()).isEqualTo(RedactedValue.VALUE);
  }

  @Test
  void keepsEveryFactThatIsNotReplaced() {
    Diagnostic diagnostic = Diagnostic.of(ConfigCode.UNKNOWN_VARIABLE, A);
    assertThat(diagnostic.severity()).isEqualTo(Severity.WARNING);
    List<UnaryOperator<Diagnostic>> changes = List.of(
        each -> each.withDetail("C"),
        each -> each.withRedactedValue(RedactedValue.VALUE),
        each -> each.withSeverity(Severity.ERROR));
    for (UnaryOperator<Diagnostic> change : changes) {
      Diagnostic changed = change.apply(diagnostic);
      assertThat(changed).isNotEqualTo(diagnostic).isEqualTo(change.apply(diagnostic));
      assertThat(changed).hasSameHashCodeAs(change.apply(diagnostic));
      diagnostic = changed;
    }
    assertThat(diagnostic.type()).isEqualTo(ConfigCode.UNKNOWN_VARIABLE);
    assertThat(diagnostic.origin()).isEqualTo(A);
    assertThat(diagnostic.detail()).isEqualTo("C");
    assertThat(diagnostic.redactedValue()).isEqualTo(RedactedValue.VALUE);
    assertThat(diagnostic.severity()).isEqualTo(Severity.ERROR);
  }
}
