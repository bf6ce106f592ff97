package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlatJsonTest {

  @Test
  void readsTextNumbersAndWords() {
    assertThat(FlatJson.parse("""
        {"username": "app", "password":"p\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00 #é",
         "port" : 6379, "ratio":-1.5E+3, "tls":true, "engine": null, "empty":""}
        """))
        .isEqualTo(Map.of(
            "username", "app",
            "password", "p\"\\/\b\f\n\r\té😀 #é",
            "port", "6379",
            "ratio", "-1.5E+3",
            "tls", "true",
            "empty", ""));
    assertThat(FlatJson.parse(" {} ")).isEmpty();
    assertThat(FlatJson.parse("{\"a\":\"null\"}")).isEqualTo(Map.of("a", "null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "null",
        "[]",
        "\"text\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":{}}",
        "{\"a\":{\"b\":1}}",
        "{\"a\":[1]}",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":1}",
        "{\"a\":null,\"a\":1}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":True}",
        "{\"a\":NaN}",
        "{\"a\":\"b}",
        "{\"a\":\"\\",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "\uFEFF{\"a\":1}"
      })
  void rejectsEverythingElse(String text) {
    assertThat(FlatJson.parse(text)).isNull();
  }

  @Test
  void readsLargeTextInOnePass() {
    String value = "x".repeat(1 << 20);

    assertThat(FlatJson.parse("{\"a\":\"" + value + "\"}")).isEqualTo(Map.of("a", value));
    assertThat(FlatJson.parse("{\"a\":".repeat(100_000))).isNull();
  }
}
