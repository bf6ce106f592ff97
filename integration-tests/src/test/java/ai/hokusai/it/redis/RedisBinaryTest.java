package ai.hokusai.it.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names by which JVMs and Docker engines call a platform, and the binary that each finds. */
final class RedisBinaryTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-amd64",
    "Linux, x86_64, linux-amd64",
    "Linux, aarch64, linux-arm64",
    "Linux, i386, linux-386",
    "Mac OS X, aarch64, darwin-arm64",
    "Mac OS X, x86_64, darwin-amd64",
  })
  void findsTheBinaryOfThePlatform(String system, String architecture, String platform) {
    var binary = RedisBinary.of(system, architecture);
    assertThat(binary).isEqualTo(new RedisBinary(platform));
    assertThat(binary.bytes()).hasSizeGreaterThan(1_000_000);
  }

  @Test
  void saysForWhichPlatformThereIsNone() {
    assertThatThrownBy(() -> RedisBinary.of("Linux", "riscv64").bytes())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no embedded redis-server for linux-riscv64");
  }
}
