package ai.hokusai.health.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CauseTest {

  @Test
  void saysWhatItWasGiven() {
    var cause = Cause.of("SEARCH_DOWN", FaultClass.SERVER, "no answer", "look at it");

    assertThat(cause.code()).isEqualTo("SEARCH_DOWN");
    assertThat(cause.faultClass()).isEqualTo(FaultClass.SERVER);
    assertThat(cause.faultClassWhileStarting()).isEqualTo(FaultClass.SERVER);
    assertThat(cause.message()).isEqualTo("no answer");
    assertThat(cause.remedy()).isEqualTo("look at it");
    assertThat(cause).hasToString("SEARCH_DOWN");
  }

  @Test
  void isEqualWhereEverythingIs() {
    var cause = Cause.of("A1", FaultClass.SERVER, "no answer", "look at it");

    assertThat(cause).isEqualTo(Cause.of("A1", FaultClass.SERVER, "no answer", "look at it"));
    assertThat(cause).isNotEqualTo(Cause.of("A2", FaultClass.SERVER, "no answer", "look at it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "search", "SEARCH-DOWN", "1SEARCH", "_SEARCH", "SEARCH DOWN", "S\n"})
  void refusesACodeThatNoAlertCouldName(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cause.of(code, FaultClass.SERVER, "no answer", "look at it"))
        .withMessage("a code is capital letters, digits and underscores");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "two\rlines", "two\u2028lines", " blank before"})
  void refusesATextThatIsNotOneLine(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cause.of("A", FaultClass.SERVER, text, "look at it"))
        .withMessage("a message or remedy is one line of text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cause.of("A", FaultClass.SERVER, "no answer", text));
  }

  @ParameterizedTest
  @EnumSource
  void aFaultIsACauseOfItsName(Fault fault) {
    assertThat(fault.code()).isEqualTo(fault.name());
  }
}
