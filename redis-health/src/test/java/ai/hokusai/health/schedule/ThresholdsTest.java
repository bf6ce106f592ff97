package ai.hokusai.health.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ThresholdsTest {

  @Test
  void riseIsTwoAndFallIsThree() {
    assertThat(Thresholds.DEFAULT).isEqualTo(new Thresholds(2, 3));
  }

  @Test
  void decideOnSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Thresholds(0, 1))
        .withMessage("a threshold is at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(1, 0));
    assertThat(new Thresholds(1, 1).fall()).isEqualTo(1);
  }
}
