package ai.hokusai.api.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.AppConfig;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReleaseNameTest {

  @Test
  void isWhatTheVariableTakes() {
    IntStream.range(' ' + 1, 0x180)
        .mapToObj(each -> "v" + Character.toString(each) + "1")
        .forEach(each -> assertThat(ReleaseName.isOne(each)).as(each).isEqualTo(isTaken(each)));
    assertThat(ReleaseName.isOne("v".repeat(128))).isTrue().isEqualTo(isTaken("v".repeat(128)));
    assertThat(ReleaseName.isOne("v".repeat(129))).isFalse().isEqualTo(isTaken("v".repeat(129)));
    assertThat(ReleaseName.isOne("")).isFalse();
    assertThat(ReleaseName.isOne("v1\n")).isFalse();
  }

  private static boolean isTaken(String text) {
    AppConfig config = AppConfig.resolve(Map.of("REDIS_ENABLED", "no", "RELEASE_ID", text));
    return config.release().filter(text::equals).isPresent();
  }
}
