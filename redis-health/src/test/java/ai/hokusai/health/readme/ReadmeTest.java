package ai.hokusai.health.readme;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadmeTest {
  private static final Path SAMPLES = Path.of("src/test/java/ai/hokusai/health/readme");

  @ParameterizedTest
  @ValueSource(
      strings = {"Orders.java", "MeteredOrders.java", "KeptLogins.java", "OrdersTest.java"})
  void showsCodeThatCompiles(String file) throws IOException {
    String sample = Files.readString(SAMPLES.resolve(file))
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

  @ParameterizedTest
  @EnumSource
  void theHealthModelHasEveryStatus(Status status) throws IOException {
    assertThat(Files.readString(Path.of("../docs/health-model.md")))
        .contains("\n| `" + status + "` | ");
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("README.md"));
  }
}
