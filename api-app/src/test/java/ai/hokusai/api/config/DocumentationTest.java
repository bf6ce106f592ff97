package ai.hokusai.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the server's table and the example environment to the code. */
final class DocumentationTest {

  @ParameterizedTest
  @EnumSource
  void everyVariableHasItsRow(ApiVariable variable) throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md")).lines())
        .containsOnlyOnce("| `%s` | %s | `%s` |"
            .formatted(variable.name(), variable.meaning(), variable.defaultText()));
  }

  @ParameterizedTest
  @EnumSource
  void theExampleEnvironmentNamesEveryVariable(ApiVariable variable) throws IOException {
    assertThat(Files.readString(Path.of("../.env.example")))
        .contains("#" + variable.name() + "=" + variable.defaultText() + "\n");
  }
}
