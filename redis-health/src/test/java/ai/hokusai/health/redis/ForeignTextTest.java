package ai.hokusai.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ForeignTextTest {

  @Test
  void keepsWhatIsPrintable() {
    assertThat(ForeignText.of("CN=redis 7~!", 12)).isEqualTo("CN=redis 7~!");
  }

  @Test
  void showsAQuestionMarkForEverythingElse() {
    assertThat(ForeignText.of("a\u0000b\nc\u001b[31m\u007f\u00e9\u202e", 100))
        .isEqualTo("a?b?c?[31m???");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(ForeignText.of("1234567890", 9)).isEqualTo("123456...");
    assertThat(ForeignText.of("x".repeat(1_000_000), 9)).hasSize(9);
  }
}
