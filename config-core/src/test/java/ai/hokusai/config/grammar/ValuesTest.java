package ai.hokusai.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "true, true", "1, true", "yes, true", "ON, true",
    "false, false", "0, false", "No, false", "off, false"
  })
  void readsFlags(String text, boolean flag) {
    assertThat(Values.flag(text)).isEqualTo(flag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "t", "enabled", "truely"})
  void takesNoOtherWordForAFlag(String text) {
    assertThat(Values.flag(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "9, 9", "007, 7", "2147483647, 2147483647", "00000000000000000001, 1"})
  void readsNumbers(String text, int number) {
    assertThat(Values.number(text)).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1", "1.0", "1e3", "0x1", "٣", "2147483648", "99999999999999999999"})
  void refusesNumbersThatAreLargerThanAnIntOrNotDigits(String text) {
    assertThat(Values.number(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0ms, PT0S",
    "500ms, PT0.5S",
    "2s, PT2S",
    "3m, PT3M",
    "4H, PT4H",
    "999999999s, PT999999999S",
    "PT2S, PT2S",
    "pt0.25s, PT0.25S",
    "P1D, PT24H",
    "PT000000000000000000000000001.5S, PT1.5S"
  })
  void readsDurations(String text, Duration duration) {
    assertThat(Values.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "ms",
        "1.5s",
        "-2s",
        "2 s",
        "2d",
        "٣s",
        "1000000000s",
        "P",
        "PT",
        "PT2",
        "-PT2S",
        "+PT2S",
        "1PT2S",
        "PT0000000000000000000000000001.5S"
      })
  void refusesDurationsWithoutUnitWithSignOrOutOfProportion(String text) {
    assertThat(Values.duration(text)).isNull();
  }
}
