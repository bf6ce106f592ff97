package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Variable;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingSourceTest {

  /** A variable that says no more of itself than it must. */
  private enum Example implements Variable {
    EXAMPLE;

    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String defaultText() {
      return "";
    }

    @Override
    public String meaning() {
      return "an example";
    }
  }

  private final Problems problems = new Problems();

  @Test
  void readsAVariableWithoutAliasesAndFileByItsNameOnly() {
    Map<String, String> environment = Map.of("EXAMPLE", "a", "EXAMPLE_FILE", "/missing");
    var source = new SettingSource(environment, SettingSourceTest::noFile, problems);
    assertThat(source.text(Example.EXAMPLE))
        .isEqualTo(new Reading<>("a", Origin.variable("EXAMPLE")));
    assertThat(messages()).isEmpty();
    assertThat(Example.EXAMPLE.aliases()).isEmpty();
    assertThat(Example.EXAMPLE.hasFile()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"4, ", "5, 5", "9, 9", "10, ", "-5, ", "five, "})
  void readsANumberWithinItsBounds(String text, @Nullable Integer number) {
    assertThat(source(text).number(Example.EXAMPLE, 5, 9)).isEqualTo(reading(number));
    assertThat(messages())
        .isEqualTo(
            number == null ? List.of("EXAMPLE is not a whole number within 5 to 9") : List.of());
  }

  private enum Mode {
    FAST,
    SLOW
  }

  @ParameterizedTest
  @CsvSource({"fast, FAST", "Slow, SLOW", "fas, ", "fast slow, "})
  void readsOneOfAFewWordsInAnyCaseAndListsThem(String text, @Nullable Mode mode) {
    assertThat(source(text).word(Example.EXAMPLE, Mode.class)).isEqualTo(reading(mode));
    assertThat(messages())
        .isEqualTo(mode == null ? List.of("EXAMPLE is not one of fast, slow") : List.of());
  }

  @ParameterizedTest
  @CsvSource({"v1.2_3:a+b@c/d-e, true", "a b, false", "a;b, false", "ä, false", "a23456789, false"})
  void readsALabelOfFewPlainCharacters(String text, boolean isLabel) {
    Reading<String> label = source(text).label(Example.EXAMPLE, text.startsWith("a2") ? 8 : 16);
    assertThat(label).isEqualTo(reading(isLabel ? text : null));
    assertThat(messages()).isEqualTo(isLabel ? List.of() : List.of("EXAMPLE is not a valid label"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "65535, 65535", "0, ", "65536, "})
  void readsAPort(String text, @Nullable Integer port) {
    assertThat(source(text).port(Example.EXAMPLE)).isEqualTo(reading(port));
    assertThat(messages())
        .isEqualTo(port == null ? List.of("EXAMPLE is not between 1 and 65535") : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S, ",
    "10m, PT10M, ",
    "600s, PT10M, ",
    "PT0.001S, PT0.001S, ",
    "0ms, , EXAMPLE is outside 1ms to 10m",
    "PT0.000999999S, , EXAMPLE is outside 1ms to 10m",
    "600001ms, , EXAMPLE is outside 1ms to 10m",
    "PT600.000000001S, , EXAMPLE is outside 1ms to 10m",
    "11m, , EXAMPLE is outside 1ms to 10m",
    "5, , EXAMPLE is a number without a unit",
    "soon, , EXAMPLE is not a duration"
  })
  void readsADurationWithinItsBounds(
      String text, @Nullable Duration duration, @Nullable String message) {
    Reading<Duration> read =
        source(text).duration(Example.EXAMPLE, Duration.ofMillis(1), Duration.ofMinutes(10));
    assertThat(read).isEqualTo(reading(duration));
    assertThat(messages()).isEqualTo(message == null ? List.of() : List.of(message));
  }

  @ParameterizedTest
  @CsvSource({
    "Redis.Example, redis.example, ",
    "0.0.0.0, 0.0.0.0, ",
    "::, ::, ",
    "::1, ::1, ",
    "a b, , EXAMPLE is not a host name or an address",
    "redis:6379, , EXAMPLE is not a host name or an address"
  })
  void readsAHostToListenOn(String text, @Nullable String name, @Nullable String message) {
    Host host = source(text).host(Example.EXAMPLE).value();
    assertThat(host == null ? null : host.name()).isEqualTo(name);
    assertThat(messages()).isEqualTo(message == null ? List.of() : List.of(message));
  }

  private SettingSource source(String value) {
    return new SettingSource(Map.of("EXAMPLE", value), SettingSourceTest::noFile, problems);
  }

  private static byte[] noFile(String path) throws NoSuchFileException {
    throw new NoSuchFileException(path);
  }

  private static <T> Reading<T> reading(@Nullable T value) {
    return new Reading<>(value, Origin.variable("EXAMPLE"));
  }

  private List<String> messages() {
    return problems.toList(false).stream().map(Diagnostic::message).toList();
  }
}
