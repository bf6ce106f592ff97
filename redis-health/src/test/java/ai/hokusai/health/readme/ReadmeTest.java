package ai.hokusai.health.readme;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  private static final Path SAMPLE = Path.of("src/test/java/ai/hokusai/health/readme/Orders.java");

  @Test
  void showsCodeThatCompiles() throws IOException {
    String sample = Files.readString(SAMPLE)
        .replaceFirst("package .*;\n\n", "")
        .replaceFirst("/\\*\\*.*\n", "");

    assertThat(readme()).contains("```java\n" + sample + "```\n");
  }

  @Test
  void quotesTheFaultAsItIs() throws IOException {
    var fault = Fault.CONNECT_TIMEOUT;

    assertThat(readme())
        .contains("\n" + fault + ": " + fault.message() + "; " + fault.remedy() + "\n");
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
