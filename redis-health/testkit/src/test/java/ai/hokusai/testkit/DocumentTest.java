package ai.hokusai.testkit;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/testkit.md, compared with the code. */
final class DocumentTest {
  private static final Path SOURCES = Path.of("src/test/java/ai/hokusai/testkit");

  @Test
  void showsTheSampleThatRuns() throws IOException {
    String sample = Files.readString(SOURCES.resolve("sample/OrdersRedisTest.java"))
        .replaceFirst("package .*;\n\n", "");

    assertThat(document()).contains("```java\n" + sample + "```\n");
  }

  @Test
  void showsTheCertificatesOfTheTests() throws IOException {
    String test = Files.readString(SOURCES.resolve("TestCaTest.java"));

    assertThat(found("(?m)^redis\\.present\\((.*)\\);").map(match -> match.group(1)))
        .hasSize(5)
        .allSatisfy(argument -> assertThat(test)
            .contains(
                argument.replace("ca.", "CA.").replace("A stranger", "Orders, \\\"test\\\" CA")));
  }

  @Test
  void hasARowForEachMethod() throws IOException {
    assertThat(found("(?m)^\\| `([a-zA-Z]+)\\(").map(match -> match.group(1)).collect(toSet()))
        .isEqualTo(Arrays.stream(FaultyRedis.class.getDeclaredMethods())
            .filter(each -> Modifier.isPublic(each.getModifiers()))
            .filter(each -> each.getReturnType() == void.class)
            .map(Method::getName)
            .filter(name -> !name.equals("close"))
            .collect(toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void hasARowForEachErrorReply(ErrorReply reply) throws IOException {
    String code = reply.text().split(" ", 2)[0];

    assertThat(document().lines().filter(line -> line.startsWith("| `" + reply + "` |")))
        .singleElement()
        .asString()
        .containsAnyOf("`" + reply.text() + "` |", "`" + code + " …` |");
  }

  private static Stream<MatchResult> found(String pattern) throws IOException {
    return Pattern.compile(pattern).matcher(document()).results();
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../../docs/testkit.md"));
  }
}
