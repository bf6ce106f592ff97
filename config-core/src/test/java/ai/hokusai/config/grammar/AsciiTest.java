package ai.hokusai.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AsciiTest {

  @ParameterizedTest
  @ValueSource(chars = {'a', 'z', 'A', 'Z', '0', '9'})
  void takesTheFirstAndLastOfEachRange(char c) {
    assertThat(Ascii.isLetterOrDigit(c)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(chars = {'`', '{', '@', '[', '/', ':', 'é', '٣'})
  void refusesTheNeighboursOfEachRange(char c) {
    assertThat(Ascii.isLetterOrDigit(c)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "0123456789"})
  void recognizesDigits(String text) {
    assertThat(Ascii.isDigits(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", ":", "1a", "-1", "٣"})
  void takesNothingElseForDigits(String text) {
    assertThat(Ascii.isDigits(text)).isFalse();
  }
}
