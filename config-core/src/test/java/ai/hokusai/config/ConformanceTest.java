package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the resolver to the conformance vectors, with exact settings and exact code sets. */
final class ConformanceTest {
  /** What the vectors leave open: these may come on top. */
  private static final Set<String> ON_TOP =
      Set.of("TLS_NAME_UNVERIFIABLE", "MEMCACHED_ENDPOINT", "TOKEN_SHAPE_UNEXPECTED");

  static Stream<Arguments> vectors() throws IOException {
    try (var json = ConformanceTest.class.getResourceAsStream("redis-url-vectors.json")) {
      JsonNode vectors = new ObjectMapper().readTree(json).get("vectors");
      assertThat(vectors.size()).isEqualTo(270);
      return StreamSupport.stream(vectors.spliterator(), false)
          .map(vector -> Arguments.of(vector.get("id").asText(), vector));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void resolvesAsTheVectorSays(String id, JsonNode vector) {
    Map<String, String> environment = new HashMap<>();
    vector
        .get("env")
        .properties()
        .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
    ConfigOutcome outcome = RedisConfig.resolve(environment);
    JsonNode expected = vector.get("expect");
    if (expected.has("rejectedWith")) {
      assertThat(outcome).isInstanceOf(ConfigOutcome.Rejected.class);
      assertThat(codes(outcome, Severity.ERROR))
          .contains(expected.get("rejectedWith").asText());
      return;
    }
    assertThat(outcome).as("%s", outcome.diagnostics()).isInstanceOf(ConfigOutcome.Resolved.class);
    assertSettings(((ConfigOutcome.Resolved) outcome).settings(), expected);
    assertThat(codes(outcome, Severity.CORRECTION))
        .containsExactlyInAnyOrderElementsOf(texts(expected, "corrections"));
    assertThat(codes(outcome, Severity.WARNING))
        .containsExactlyInAnyOrderElementsOf(texts(expected, "warnings"));
  }

  private static void assertSettings(RedisSettings settings, JsonNode expected) {
    assertThat(settings.host()).isEqualTo(expected.get("host").asText());
    assertThat(settings.port()).isEqualTo(expected.get("port").asInt());
    assertThat(settings.database()).isEqualTo(expected.get("db").asInt());
    assertThat(settings.username()).isEqualTo(expected.get("username").asText(null));
    assertThat(settings.password() == null ? null : settings.password().reveal(Function.identity()))
        .isEqualTo(expected.get("password").asText(null));
    assertThat(settings.tls() != null).isEqualTo(expected.get("tls").asBoolean());
    assertThat(settings.safeUrl()).isEqualTo(expected.get("safeUrl").asText());
    assertThat(settings.topology())
        .hasToString(text(expected, "topology", "auto").toUpperCase(Locale.ROOT));
  }

  private static String text(JsonNode expected, String field, String fallback) {
    return expected.has(field) ? expected.get(field).asText() : fallback;
  }

  private static List<String> codes(ConfigOutcome outcome, Severity severity) {
    return outcome.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == severity)
        .map(Diagnostic::type)
        .map(Enum::name)
        .filter(code -> !ON_TOP.contains(code))
        .toList();
  }

  private static List<String> texts(JsonNode expected, String field) {
    return StreamSupport.stream(expected.get(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
