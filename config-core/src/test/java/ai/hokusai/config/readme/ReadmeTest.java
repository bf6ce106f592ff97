package ai.hokusai.config.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  private static final Path SAMPLE = Path.of("src/test/java/ai/hokusai/config/readme/Sample.java");

  @Test
  void showsCodeThatCompiles() throws IOException {
    String source = Files.readString(SAMPLE);
    String method =
        source.substring(source.indexOf("  static RedisSettings"), source.lastIndexOf("}\n"));
    assertThat(readme()).contains("```java\n" + method.replaceAll("(?m)^  ", "") + "```\n");
  }

  @Test
  void showsCodeThatDoesWhatItSays() {
    assertThat(Sample.settings(Map.of("REDIS_URL", "rediss://host")).host()).isEqualTo("host");
    assertThatThrownBy(() -> Sample.settings(Map.of()))
        .isInstanceOf(RedisConfigException.class)
        .hasMessageContaining("NOT_CONFIGURED");
    assertThatThrownBy(() -> Sample.settings(Map.of("REDIS_ENABLED", "false")))
        .isInstanceOf(RedisConfigException.class)
        .hasMessage("REDIS_ENABLED=false disables Redis");
  }

  @Test
  void quotesWhatABadConfigurationPrints() throws IOException {
    var outcome = RedisConfig.resolve(Map.of("REDIS_URL", "rediss://:p#w@host"));
    assertThat(readme()).contains("```text\n" + TextReport.render(outcome.diagnostics()) + "```\n");
  }

  @Test
  void isShortEnoughToBeRead() throws IOException {
    assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
  }

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }
}
