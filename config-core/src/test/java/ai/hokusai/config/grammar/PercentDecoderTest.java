package ai.hokusai.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentDecoderTest {

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "plain, plain",
    "a+b, a+b",
    "%40, @",
    "%0a%20, '\n '",
    "100%25, 100%",
    "%2525, %25",
    "a%2Fb%2fc, a/b/c",
    "é%C3%A9%E2%82%AC, éé€",
    "%F0%9F%98%80, \uD83D\uDE00"
  })
  void decodes(String raw, String decoded) {
    assertThat(PercentDecoder.isWellFormed(raw)).isTrue();
    assertThat(PercentDecoder.decode(raw)).contains(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%", "a%4", "%g0", "%0g", "%41%", "%٣0", "%0٣", "%%41"})
  void refusesAPercentWithoutTwoDigits(String raw) {
    assertThat(PercentDecoder.isWellFormed(raw)).isFalse();
    assertThat(PercentDecoder.decode(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3", "%C3(", "%C0%AF", "%ED%A0%80", "%F4%90%80%80"})
  void refusesBytesThatAreNoUtf8(String raw) {
    assertThat(PercentDecoder.isWellFormed(raw)).isTrue();
    assertThat(PercentDecoder.decode(raw)).isEmpty();
  }
}
