package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.api.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonObjectTest {

  @ParameterizedTest
  @ValueSource(strings = {"{}", " {\"a\":[1,{\"b\":null}],\"c\":\"\\u00e4ä\"} \n"})
  void acceptsAnObject(String json) {
    assertThatCode(() -> JsonObject.require(json.getBytes(UTF_8))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the body is not a JSON object",
        "[]|the body is not a JSON object",
        "null|the body is not a JSON object",
        "{}{}|the body continues after the JSON object",
        "{}x|the body is not JSON: see line 1, column 3",
        "{\"a\":}|the body is not JSON: see line 1, column 6",
        "{\"a\":1|the body is not JSON: see line 1, column 7",
        "{\"a\":1,\"a\":2}|the body is not JSON: see line 1, column 11",
        "{'a':1}|the body is not JSON: see line 1, column 2",
        "{\"a\":NaN}|the body is not JSON: see line 1, column 9",
        "{\"a\":01}|the body is not JSON: see line 1, column 7",
        "{\"a\":\"\\x\"}|the body is not JSON: see line 1, column 8",
      })
  void rejectsEverythingElse(String json, String detail) {
    assertRefused(json.getBytes(UTF_8), detail);
  }

  @Test
  void refusesOtherEncodings() {
    assertRefused("{}".getBytes(UTF_16), "the body is not in UTF-8");
    assertRefused(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'}, "the body is not in UTF-8");
  }

  @Test
  void rejectsTooManyLevels() {
    String json = "{\"a\":".repeat(64) + "1" + "}".repeat(64);
    assertThatCode(() -> JsonObject.require(json.getBytes(UTF_8))).doesNotThrowAnyException();
    assertRefused(
        ("{\"a\":" + json + "}").getBytes(UTF_8),
        "the body is nested deeper than 64 levels, or a name or number in it is too long");
  }

  private static void assertRefused(byte[] json, String detail) {
    assertThatThrownBy(() -> JsonObject.require(json))
        .isInstanceOf(ProblemException.class)
        .hasMessage(detail);
  }
}
