package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.diagnostic.TextReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Throws arbitrary text at the resolver: it never throws, and always ends in exactly one outcome. */
@Tag("once")
final class RobustnessTest {
  private static final int MEBIBYTE = 1 << 20;

  @Property(tries = 5000)
  void anyTextEndsInOneOutcome(@ForAll String url, @ForAll String other) {
    assertSound(
        Map.of("REDIS_URL", url, "REDIS_HOST", other, "REDIS_PORT", other, "REDIS_DB", other));
  }

  @Property(tries = 20_000)
  void anythingAlmostAUrlEndsInOneOutcome(@ForAll("almostUrls") String url) {
    assertSound(Map.of("REDIS_URL", url));
    assertSound(Map.of("REDIS_HOST", url, "REDIS_TLS_SERVER_NAME", url, "REDIS_TLS_ENABLED", "1"));
  }

  /** Strings over the tokens of the grammar, which reach deeper than letters do. */
  @Provide
  Arbitrary<String> almostUrls() {
    return Arbitraries.of(
            "redis",
            "rediss",
            "valkey",
            "unix",
            "tcp",
            "://",
            ":",
            "/",
            "//",
            "?",
            "#",
            "@",
            "&",
            "=",
            "[",
            "]",
            "%",
            "%25",
            "%00",
            "%C3",
            ".",
            "..",
            "-",
            "_",
            ",",
            "*",
            "\\",
            " ",
            "\t",
            "\"",
            "$",
            "{",
            "}",
            "${",
            "::",
            "::1",
            "1",
            "0",
            "15",
            "6379",
            "65536",
            "a",
            "host",
            "é",
            "\uD800",
            "\uFEFF",
            "\u0000",
            "db=",
            "ssl=",
            "password=",
            "null",
            "arn:aws:",
            "cache.amazonaws.com",
            "master.x.y1.use1.",
            "127.0.0.1",
            "0.0.0.0",
            "99999999999")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  private static void assertSound(Map<String, String> environment) {
    ConfigOutcome outcome = RedisConfig.resolve(environment);
    List<Diagnostic> diagnostics = outcome.diagnostics();
    boolean errors = diagnostics.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    assertThat(outcome instanceof ConfigOutcome.Rejected).isEqualTo(errors);
    assertThat(TextReport.render(diagnostics)).doesNotContainPattern("\\{[a-z]+}");
    if (outcome instanceof ConfigOutcome.Resolved resolved) {
      assertReadsBack(resolved.settings());
    }
  }

  /** What is shown as the address, read again, is the same address. */
  private static void assertReadsBack(RedisSettings settings) {
    String address = settings.safeUrl().replaceFirst("//.*@", "//");
    var again = (ConfigOutcome.Resolved) RedisConfig.resolve(Map.of("REDIS_URL", address));
    assertThat(again.settings().host()).isEqualTo(settings.host());
    assertThat(again.settings().port()).isEqualTo(settings.port());
    assertThat(again.settings().database()).isEqualTo(settings.database());
    assertThat(again.settings().tls() == null).isEqualTo(settings.tls() == null);
  }

  static Stream<String> units() {
    return Stream.of(
        "a",
        ":",
        "@",
        "/",
        "?",
        "#",
        "&",
        "&db=1",
        "&password=1",
        "%",
        "%41",
        "[",
        "::",
        ".",
        "a.",
        "1",
        "${",
        "{{",
        "$(",
        " ",
        "\"",
        ",",
        "a=1,",
        "é",
        "-",
        "=",
        "A",
        "redis://",
        "\\",
        "\uFEFF");
  }

  @org.junit.jupiter.api.Tag("once")
  @ParameterizedTest
  @MethodSource("units")
  void aMebibyteOfAnythingIsResolved(String unit) {
    String long1 = unit.repeat(MEBIBYTE / unit.length());
    for (String value : List.of(
        long1, "rediss://" + long1, "rediss://:" + long1 + "@host", "rediss://host?" + long1)) {
      RedisConfig.resolve(Map.of(
          "REDIS_URL", value,
          "REDIS_HOST", value,
          "REDIS_AUTH_TOKEN", value,
          "REDIS_READ_TIMEOUT", value,
          "REDIS_TLS_CA_PEM", value,
          "REDIS_CLIENT_NAME", value));
    }
  }
}
