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

final class DraftTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({"a, 1", "a, 64", "A.b_c:d-9, 1"})
  void takesAClientNameOfAtMost64Characters(String name, int times) {
    String clientName = name.repeat(times);
    assertThat(read("REDIS_CLIENT_NAME", clientName).clientName())
        .isEqualTo(new Setting<>(
            RedisVariable.REDIS_CLIENT_NAME,
            clientName,
            Origin.variable("REDIS_CLIENT_NAME"),
            List.of()));
    assertThat(messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a, 65", "a/b, 1", "é, 1"})
  void dropsAClientNameThatIsTooLongOrHoldsOtherCharacters(String name, int times) {
    assertThat(read("REDIS_CLIENT_NAME", name.repeat(times)).clientName().value())
        .isNull();
    assertThat(messages())
        .containsExactly(
            "REDIS_CLIENT_NAME holds a character that Redis or this library does not allow "
                + "in a client name");
  }

  @ParameterizedTest
  @CsvSource({"1ms, PT0.001S", "10m, PT10M"})
  void takesTimeoutsFromAMillisecondToTenMinutes(String text, Duration timeout) {
    assertThat(read("REDIS_CONNECT_TIMEOUT", text).connectTimeout().value()).isEqualTo(timeout);
    assertThat(read("REDIS_READ_TIMEOUT", text).readTimeout().value()).isEqualTo(timeout);
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
    assertThat(read("REDIS_TLS_ENABLED", "maybe").transport())
        .isEqualTo(new Transport(
            new Setting<>(
                RedisVariable.REDIS_TLS_ENABLED,
                null,
                Origin.variable("REDIS_TLS_ENABLED"),
                List.of()),
            null));
    assertThat(messages()).containsExactly("REDIS_TLS_ENABLED is neither true nor false");
  }

  private Draft read(String name, String value) {
    Map<String, String> environment = Map.of("REDIS_URL", "redis://localhost", name, value);
    return Draft.read(new SettingSource(environment, FileSource.system(), problems), problems);
  }

  private List<String> messages() {
    return problems.toList(false).stream().map(Diagnostic::message).toList();
  }
}
