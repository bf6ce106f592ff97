package ai.hokusai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherTest {
  private static final int JAVA_8 = 52;

  @ParameterizedTest
  @CsvSource({"1.8, 8", "9, 9", "11, 11", "16, 16"})
  void refusesAnOlderJvm(String version, String shown) {
    assertThat(Launcher.refusal(version, "/usr/lib/jvm/old"))
        .isEqualTo(
            "error: api-app needs Java 17 or later; this is Java " + shown + " (/usr/lib/jvm/old)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "21", "25", "100"})
  void acceptsOthers(String version) {
    assertThat(Launcher.refusal(version, "/usr/lib/jvm/new")).isEmpty();
  }

  @Test
  void theDocumentationShowsTheMessage() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "operations.md")))
        .contains("```text\n" + Launcher.refusal("11", "/usr/lib/jvm/java-11") + "\n```\n");
  }

  /** It refers to other classes by name only, and an older JVM must be able to load it. */
  @Test
  void isCompiledForJava8() throws IOException {
    try (var file = new DataInputStream(
        Objects.requireNonNull(Launcher.class.getResourceAsStream("Launcher.class")))) {
      assertThat(file.readInt()).isEqualTo(0xCAFEBABE);
      assertThat(file.readUnsignedShort()).isZero();
      assertThat(file.readUnsignedShort()).isEqualTo(JAVA_8);
    }
  }
}
