package ai.hokusai.it.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import java.util.EnumSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of faults against the enum: nothing is left out, and every class is as documented. */
final class FaultTableTest {

  @Test
  void everyFaultHasARecipeOrAReasonWhyNot() {
    var covered = FaultTable.rows().stream()
        .map(FaultCase::fault)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    assertThat(covered).doesNotContainAnyElementsOf(FaultTable.ELSEWHERE.keySet());
    covered.addAll(FaultTable.ELSEWHERE.keySet());
    assertThat(covered).containsExactly(Fault.values());
  }

  @ParameterizedTest
  @MethodSource("ai.hokusai.it.faults.rows.FaultTable#rows")
  void everyClassIsTheOneOfItsFault(FaultCase row) {
    assertThat(row.fault().faultClass()).isEqualTo(row.faultClass());
  }
}
