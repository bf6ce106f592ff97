package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReadSettingsTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({"a, 1", "a, 64", "A.b_c:d-9, 1"})
  void takesAClientNameOfAtMost64Characters(String name, int times) {
    String clientName = name.repeat(times);
    ReadSettings read = read("REDIS_CLIENT_NAME", clientName);
    assertThat(read.settings().clientName()).isEqualTo(clientName);
    assertThat(read.origins())
        .endsWith(new Setting<>(
            RedisVariable.REDIS_CLIENT_NAME,
            clientName,
            Origin.variable("REDIS_CLIENT_NAME"),
            List.of()));
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a, 65", "a/b, 1", "é, 1"})
  void dropsAClientNameThatIsTooLongOrHoldsOtherCharacters(String name, int times) {
    assertThat(read("REDIS_CLIENT_NAME", name.repeat(times)).settings().clientName())
        .isNull();
    assertThat(messages())
        .containsExactly(
            "REDIS_CLIENT_NAME holds a character that Redis or this library does not allow "
                + "in a client name");
  }

  @ParameterizedTest
  @CsvSource({"1ms, PT0.001S", "10m, PT10M"})
  void takesTimeoutsFromAMillisecondToTenMinutes(String text, Duration timeout) {
    assertThat(read("REDIS_CONNECT_TIMEOUT", text).settings().connectTimeout()).isEqualTo(timeout);
    assertThat(read("REDIS_READ_TIMEOUT", text).settings().readTimeout()).isEqualTo(timeout);
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0ms", "600001ms"})
  void refusesTimeoutsJustOutside(String text) {
    read("REDIS_READ_TIMEOUT", text);
    assertThat(messages()).containsExactly("REDIS_READ_TIMEOUT is outside 1ms to 10m");
  }

  @Test
  void leavesTlsUndecidedWhereTheFlagIsFaulty() {
    ReadSettings read = read("REDIS_TLS_ENABLED", "maybe");
    assertThat(read.isTls()).isNull();
    assertThat(read.origins())
        .contains(new Setting<>(
            RedisVariable.REDIS_TLS_ENABLED, null, Origin.variable("REDIS_TLS_ENABLED"), List.of()))
        .extracting(each -> each.variable().name())
        .doesNotContain("REDIS_TLS_VERIFY");
    assertThat(messages()).containsExactly("REDIS_TLS_ENABLED is neither true nor false");
  }

  private ReadSettings read(String name, String value) {
    Map<String, String> environment = Map.of("REDIS_URL", "redis://localhost", name, value);
    return new ReadSettings(
        environment, new SettingSource(environment, FileSource.system(), problems), problems);
  }

  private List<String> messages() {
    return problems.toList(false).stream().map(Diagnostic::message).toList();
  }
}
