package ai.hokusai.api.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.AppConfig;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReleaseIdTest {

  @Test
  void isWhatTheVariableTakes() {
    IntStream.range(' ' + 1, 0x180)
        .mapToObj(each -> "v" + Character.toString(each) + "1")
        .forEach(each -> assertThat(ReleaseId.isValid(each)).as(each).isEqualTo(isTaken(each)));
    assertThat(ReleaseId.isValid("v".repeat(128))).isTrue().isEqualTo(isTaken("v".repeat(128)));
    assertThat(ReleaseId.isValid("v".repeat(129))).isFalse().isEqualTo(isTaken("v".repeat(129)));
    assertThat(ReleaseId.isValid("")).isFalse();
    assertThat(ReleaseId.isValid("v1\n")).isFalse();
  }

  private static boolean isTaken(String text) {
    AppConfig config = AppConfig.resolve(Map.of("REDIS_ENABLED", "no", "RELEASE_ID", text));
    return config.release().filter(text::equals).isPresent();
  }
}
