package ai.hokusai.it.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages for the frameworks to the consumers, and the consumers to a few lines. */
final class ConsumerDocumentsTest {
  private static final int MOST_LINES = 30;
  private static final Map<String, String> LANGUAGES =
      Map.of("java", "java", "yml", "yaml", "properties", "properties");

  static Stream<Arguments> sources() throws IOException {
    Stream.Builder<Arguments> sources = Stream.builder();
    for (Consumer consumer : Consumer.values()) {
      for (Path source : consumer.sources()) {
        sources.add(Arguments.of(consumer, source));
      }
    }
    return sources.build();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void thePageQuotesTheSourceAndItIsShort(Consumer consumer, Path source) throws IOException {
    String quoted = Consumer.quoted(source);
    String ending = source.toString().replaceFirst(".*\\.", "");

    assertThat(Consumer.lines(source)).isLessThanOrEqualTo(MOST_LINES);
    if (consumer
        != Consumer.SPRING_BOOT_4) { // Its page has a longer service, which the module tests.
      assertThat(Files.readString(consumer.document()))
          .contains("```" + LANGUAGES.get(ending) + "\n" + quoted + "```\n")
          .contains("](../integration-tests/" + source + ")");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theProjectTakesTheVersionOfTheLibrariesFromTheBuild(Consumer consumer) throws IOException {
    assertThat(Files.readString(consumer.pom()))
        .containsOnlyOnce("<version>${hokusai.version}</version>")
        .doesNotContain("SNAPSHOT");
  }

  @ParameterizedTest
  @EnumSource
  void thePageLeadsToTheProject(Consumer consumer) throws IOException {
    assertThat(Files.readString(consumer.document()))
        .contains("[pom.xml](../integration-tests/" + consumer.pom() + ")");
  }

  @ParameterizedTest
  @EnumSource
  void thePageNamesTheVersionOfTheBuild(Consumer consumer) throws IOException {
    var version = Pattern.compile("(?m)^  <version>(.*)</version>$")
        .matcher(Files.readString(Path.of("../pom.xml")));
    assertThat(version.find()).isTrue();

    assertThat(Files.readString(consumer.document()))
        .contains("</artifactId>\n  <version>" + version.group(1) + "</version>");
  }

  @Test
  void theProfileBuildsEveryConsumer() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<consumers>" + String.join(",", names()) + "</consumers>");
  }

  private static Iterable<String> names() {
    return Stream.of(Consumer.values()).map(Consumer::toString).toList();
  }
}
