package ai.hokusai.config.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactedValueTest {

  @ParameterizedTest
  @CsvSource({"0, 3, '^^^'", "0, 1, '^'", "2, 1, '  ^'", "1, 2, ' ^^'"})
  void putsCaretsUnderTheMark(int start, int length, String carets) {
    assertThat(new RedactedValue("abc", start, length).carets()).isEqualTo(carets);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 0", "0, 4", "3, 1", "1, 3"})
  void refusesAMarkOutsideTheShape(int start, int length) {
    assertThatThrownBy(() -> new RedactedValue("abc", start, length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the mark lies outside the text");
  }

  @ParameterizedTest
  @CsvSource({
    "HOST, 0, 0, 3",
    "OPTION, 0, 4, 1",
    "OPTION, 1, 6, 2",
    "OPTION, 2, 0, 8",
    "USERNAME, 0, 0, 8",
    "PORT, 0, 0, 8"
  })
  void marksASegmentOrElseTheWhole(Part part, int occurrence, int start, int length) {
    RedactedValue.Builder shape = new RedactedValue.Builder()
        .segment(Part.USERNAME, "")
        .segment(Part.HOST, "abc")
        .literal("?")
        .segment(Part.OPTION, "o")
        .literal("&")
        .segment(Part.OPTION, "oo");
    assertThat(shape.mark(part, occurrence))
        .isEqualTo(new RedactedValue("abc?o&oo", start, length));
  }

  @Test
  void marksAnEmptyShapeAsAValue() {
    assertThat(new RedactedValue.Builder().mark(Part.HOST, 0))
        .isEqualTo(new RedactedValue("[value]", 0, 7));
  }
}
