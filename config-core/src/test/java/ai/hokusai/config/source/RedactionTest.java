package ai.hokusai.config.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.setting.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RedactionTest {
  private static final List<String> SECRETS = List.of(
      "Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay",
      "9f86d081884c7d659a2feaa0c55ad015",
      "Correct Horse&Battery=\"100%\"\\/+",
      "pässwörter-für-größe-über-älles");

  static Stream<String> spellings() {
    return SECRETS.stream().flatMap(RedactionTest::spellingsOf);
  }

  private static Stream<String> spellingsOf(String secret) {
    String form = URLEncoder.encode(secret, UTF_8);
    byte[] bytes = secret.getBytes(UTF_8);
    String everyByte = HexFormat.of().withPrefix("%").formatHex(bytes);
    String everyUnit = secret.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    return Stream.of(
        secret,
        secret.toLowerCase(Locale.ROOT),
        ascii(secret, true),
        form,
        form.toLowerCase(Locale.ROOT),
        form.replace("+", "%20"),
        everyByte,
        everyByte.toUpperCase(Locale.ROOT),
        everyUnit,
        secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
        HexFormat.of().formatHex(bytes),
        secret.substring(5, 14),
        secret.substring(secret.length() - 8));
  }

  private static String ascii(String text, boolean isUpper) {
    return text.chars()
        .mapToObj(c -> c < 128 && isUpper ? Character.toUpperCase((char) c) : (char) c)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void replacesEverySpelling(String spelling) {
    Redaction redaction = of(SECRETS.toArray(String[]::new));
    assertThat(redaction.of(spelling)).isEqualTo("***");
    assertThat(redaction.of("before:" + spelling + "!")).isEqualTo("before:***!");
  }

  @Test
  void replacesBase64AtEveryPlaceOfALongerText() {
    for (String secret : SECRETS) {
      for (String before : List.of("", ":", "u:", "user:", "default:", "ab")) {
        byte[] bytes = (before + secret + "~~").getBytes(UTF_8);
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
          String redacted = of(secret).of("Basic " + encoder.encodeToString(bytes));
          assertThat(redacted).startsWith("Basic ").contains("***");
          assertThat(redacted.replace("***", "").length()).isLessThan("Basic ".length() + 24);
        }
      }
    }
  }

  @Test
  void leavesNoTailOfASecretThatBeginsWithAnother() {
    assertThat(of("abcdefgh1234", "abcdefgh1234-and-more").of("x abcdefgh1234-and-more y"))
        .isEqualTo("x *** y");
    assertThat(of("abc", "abc-and-more").of("x abc-and-more abc y")).isEqualTo("x *** *** y");
  }

  @Test
  void leavesShortPartsAndOtherTexts() {
    Redaction redaction = of("Zt4Kq9Wm2Xv7Lp3R");
    assertThat(redaction.of("Zt4Kq9W, Xv7Lp3R")).isEqualTo("Zt4Kq9W, Xv7Lp3R");
    assertThat(redaction.of("100% of 5 + 3 \\ %zz %4")).isEqualTo("100% of 5 + 3 \\ %zz %4");
    assertThat(of().of("anything")).isEqualTo("anything");
    assertThat(redaction.of("")).isEmpty();
  }

  private static Redaction of(String... secrets) {
    return new Redaction(Stream.of(secrets).map(Secret::of).toList());
  }
}
