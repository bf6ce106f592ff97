package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Variable.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueSanitizerTest {
  private static final Origin ORIGIN = Origin.variable("EXAMPLE");

  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(chars = {' ', '\t', '\n', '\u00A0', '\u2003', '\u3000', '\uFEFF'})
  void trimsEveryKindOfBlankAtBothEnds(char blank) {
    String raw = blank + "!a~" + blank + blank;
    assertThat(ValueSanitizer.clean(Kind.TEXT, raw, ORIGIN, problems))
        .isEqualTo(new Reading<>("!a~", ORIGIN));
    assertThat(codes()).isEqualTo("WHITESPACE_TRIMMED");
  }

  @Test
  void trimsTheLineEndOfAPemBlockInSilence() {
    assertThat(ValueSanitizer.clean(Kind.PEM, "a\nb\n", ORIGIN, problems))
        .isEqualTo(new Reading<>("a\nb", ORIGIN));
    assertThat(codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a ", " a", " a "})
  void trimsEitherEnd(String raw) {
    assertThat(ValueSanitizer.clean(Kind.TEXT, raw, ORIGIN, problems).value()).isEqualTo("a");
    assertThat(codes()).isEqualTo("WHITESPACE_TRIMMED");
  }

  @Test
  void takesAnEmptyValueForNone() {
    assertThat(ValueSanitizer.clean(Kind.TEXT, "", ORIGIN, problems)).isEqualTo(Reading.absent());
    assertThat(codes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "' ', BLANK_IGNORED",
    "'\uFEFF\t ', BLANK_IGNORED",
    "'\"\"', BLANK_IGNORED QUOTES_STRIPPED",
    "' \"\" ', BLANK_IGNORED WHITESPACE_TRIMMED QUOTES_STRIPPED"
  })
  void takesABlankValueForNoneAndSaysSo(String raw, String codes) {
    assertThat(ValueSanitizer.clean(Kind.TEXT, raw, ORIGIN, problems)).isEqualTo(Reading.absent());
    assertThat(codes()).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"a\", a, QUOTES_STRIPPED",
        "'a', a, QUOTES_STRIPPED",
        "''a'', 'a', QUOTES_STRIPPED",
        "\"' '\", ' ', QUOTES_STRIPPED",
        "\", \", ``",
        "', ', ``",
        "'a\", 'a\", ``",
        "'a, 'a, ``",
        "a', a', ``",
        "aba, aba, ``"
      })
  void stripsOnePairOfQuotes(String raw, String value, String codes) {
    assertThat(ValueSanitizer.clean(Kind.TEXT, raw, ORIGIN, problems).value()).isEqualTo(value);
    assertThat(codes()).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT, a\tb, CONTROL_CHARACTER",
    "TEXT, a\u0085b, CONTROL_CHARACTER",
    "PEM, a\u0000b, CONTROL_CHARACTER",
    "SECRET, a\u007Fb, CONTROL_CHARACTER",
    "TEXT, ${HOST}, UNEXPANDED_PLACEHOLDER",
    "TEXT, a-${HOST}-b, UNEXPANDED_PLACEHOLDER",
    "URL, redis://$(HOST), UNEXPANDED_PLACEHOLDER",
    "TEXT, $HOST, UNEXPANDED_PLACEHOLDER",
    "TEXT, {{ host }}, UNEXPANDED_PLACEHOLDER",
    "SECRET, ${TOKEN}, UNEXPANDED_PLACEHOLDER",
    "SECRET, $(TOKEN), UNEXPANDED_PLACEHOLDER",
    "SECRET, {{TOKEN}}, UNEXPANDED_PLACEHOLDER",
    "TEXT, arn:aws:ssm:x, SECRET_REFERENCE_NOT_RESOLVED",
    "SECRET, arn:aws-cn:secretsmanager:x, SECRET_REFERENCE_NOT_RESOLVED",
    "SECRET, '{ \"a\":1}', SECRET_REFERENCE_NOT_RESOLVED",
    "SECRET, {}, SECRET_REFERENCE_NOT_RESOLVED",
    "TEXT, Null, NULL_LITERAL",
    "TEXT, UNDEFINED, NULL_LITERAL",
    "SECRET, none, NULL_LITERAL",
    "TEXT, REDIS_PORT=1, ASSIGNMENT_IN_VALUE",
    "TEXT, export A=b, ASSIGNMENT_IN_VALUE",
    "SECRET, REDIS_AUTH_TOKEN=a, ASSIGNMENT_IN_VALUE",
    "SECRET, export REDIS_PASSWORD=a, ASSIGNMENT_IN_VALUE",
    "TEXT, A=${\t}, CONTROL_CHARACTER UNEXPANDED_PLACEHOLDER ASSIGNMENT_IN_VALUE"
  })
  void refusesWhatIsNoValue(Kind kind, String raw, String codes) {
    assertThat(ValueSanitizer.clean(kind, raw, ORIGIN, problems))
        .isEqualTo(new Reading<>(null, ORIGIN));
    assertThat(codes()).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({
    "PEM, 'a\nb\tc'",
    "TEXT, a}${b",
    "TEXT, a)$(b",
    "TEXT, a}}{{b",
    "SECRET, a${b}",
    "SECRET, ${b}c",
    "SECRET, $(b",
    "SECRET, arn:aw",
    "SECRET, {a}",
    "TEXT, xarn:aws:ssm:x",
    "WORD, none",
    "TEXT, nullable",
    "TEXT, undefined1",
    "TEXT, a=b",
    "TEXT, x A=b",
    "SECRET, ABC=",
    "SECRET, xREDIS_URL=a",
    "TEXT, /a",
    "URL, /a"
  })
  void leavesWhatOnlyLooksSuspicious(Kind kind, String raw) {
    assertThat(ValueSanitizer.clean(kind, raw, ORIGIN, problems))
        .isEqualTo(new Reading<>(raw, ORIGIN));
    assertThat(codes()).isEmpty();
  }

  @Test
  void warnsOfASecretThatLooksLikeAPath() {
    assertThat(ValueSanitizer.clean(Kind.SECRET, "/a", ORIGIN, problems).value())
        .isEqualTo("/a");
    assertThat(codes()).isEqualTo("SECRET_LOOKS_LIKE_PATH");
  }

  @ParameterizedTest
  @CsvSource({"TEXT, [value]", "URL, [value]", "SECRET, [secret]"})
  void marksTheValueAsAWholeWithoutShowingIt(Kind kind, String shape) {
    ValueSanitizer.clean(kind, "null", ORIGIN, problems);
    var outline = new RedactedValue(shape, 0, shape.length());
    assertThat(problems.toList(false))
        .containsExactly(Diagnostic.of(ConfigCode.NULL_LITERAL, ORIGIN).withRedactedValue(outline));
  }

  private String codes() {
    List<Diagnostic> found = problems.toList(false);
    return found.stream().map(each -> each.code()).collect(Collectors.joining(" "));
  }
}
