package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/use-with-spring-boot.md to the code. */
final class DocumentTest {
  private static final Path SAMPLE =
      Path.of("src/test/java/ai/hokusai/spring/sample/OrdersService.java");
  private static final Path WITHOUT_REDIS =
      Path.of("src/test/java/ai/hokusai/spring/WithoutRedis.java");
  private static final Path METADATA =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

  static Stream<Path> samples() {
    return Stream.of(SAMPLE, WITHOUT_REDIS);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void showsTheCodeThatTheTestsRun(Path file) throws IOException {
    String sample =
        Files.readString(file).replaceFirst("package .*;\n\n", "").replaceFirst("/\\*\\*.*\n", "");

    assertThat(document()).contains("```java\n" + sample + "```\n");
  }

  @ParameterizedTest
  @EnumSource
  void theTableOfTheHealthHasEveryStatus(Status status) throws IOException {
    String row = document()
        .lines()
        .filter(line -> line.startsWith("| `") && line.contains("`" + status + "`"))
        .findFirst()
        .orElseThrow();

    assertThat(row)
        .contains(" | `" + Answers.of(status).getCode() + "`")
        .endsWith(status.isUsable() ? " | 200 |" : " | 503 |");
  }

  static Stream<JsonNode> properties() throws IOException {
    JsonNode all = new ObjectMapper().readTree(METADATA.toFile()).get("properties");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(each -> each.get("name").asText().startsWith("hokusai."));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void theTableOfTheHealthHasEveryProperty(JsonNode property) throws IOException {
    JsonNode byDefault = property.get("defaultValue");

    assertThat(document())
        .contains("\n| `" + property.get("name").asText() + "` | "
            + (byDefault == null ? "" : "`" + byDefault.asText() + "` ") + "| ");
  }

  @ParameterizedTest
  @MethodSource("ai.hokusai.spring.SpringClientRules#names")
  void everyPropertyThatIsNotReadIsListed(String property) throws IOException {
    String table = document().split("\n## Rejected settings\n", 2)[1].split("\n## ", 2)[0];

    assertThat(table).containsAnyOf("`spring.data.redis." + property + "`", "`." + property + "`");
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../../docs/use-with-spring-boot.md"));
  }
}
