package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Follows the help of each code, as {@code remedies.txt} does it for the golden case of that code: a line
 * sets a variable, unsets it ({@code -NAME}) or writes a file ({@code @path=content}); "or" separates the
 * ways that one help offers.
 */
final class RemediesTest {
  private static final Pattern SECTION = Pattern.compile("\n(?=\\[)");
  private static final Pattern OR = Pattern.compile("(?m)^or\n");
  private static final Pattern VARIABLE = Pattern.compile("REDIS_[A-Z_]*[A-Z]");

  /** Those that only variables outside this module give rise to. */
  private static final Set<ConfigCode> OF_THE_API = EnumSet.of(
      ConfigCode.BEARER_TOKEN_INVALID,
      ConfigCode.DURATIONS_INCONSISTENT,
      ConfigCode.LABEL_INVALID,
      ConfigCode.MODELS_SETTING_UNUSED,
      ConfigCode.MODELS_TOKEN_MISSING);

  /** One way to follow one help. */
  private record Remedy(ConfigCode code, int number, List<String> lines) {

    Case example() {
      return Case.read(code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    Case applied() throws IOException {
      Map<String, String> environment = new HashMap<>(example().environment());
      Map<String, String> files = new HashMap<>(example().files());
      for (String line : lines) {
        int equals = line.indexOf('=');
        if (line.startsWith("-")) {
          environment.remove(line.substring(1));
        } else if (line.startsWith("@")) {
          files.put(line.substring(1, equals), line.substring(equals + 1));
        } else {
          environment.put(line.substring(0, equals), value(line.substring(equals + 1)));
        }
      }
      return new Case(toString(), environment, files);
    }

    private static String value(String text) throws IOException {
      return text.startsWith("classpath:") ? resource(text.substring("classpath:".length())) : text;
    }

    /** The variables that it sets, unsets or writes the file of. */
    Stream<String> names() {
      return lines.stream()
          .flatMap(line -> line.startsWith("@")
              ? naming(line.substring(1, line.indexOf('=')))
              : Stream.of(line.replaceFirst("^-", "").replaceFirst("=.*", "")));
    }

    private Stream<String> naming(String path) {
      return example().environment().entrySet().stream()
          .filter(each -> each.getValue().equals(path))
          .map(Map.Entry::getKey);
    }

    @Override
    public String toString() {
      return code + " " + number;
    }
  }

  static Stream<Remedy> remedies() throws IOException {
    return sections().entrySet().stream().flatMap(each -> ways(each.getKey(), each.getValue()));
  }

  private static Stream<Remedy> ways(ConfigCode code, String text) {
    List<String> ways = OR.splitAsStream(text).toList();
    return Stream.iterate(0, i -> i < ways.size(), i -> i + 1)
        .map(i -> new Remedy(code, i + 1, ways.get(i).lines().toList()));
  }

  private static Map<ConfigCode, String> sections() throws IOException {
    var sections = new LinkedHashMap<ConfigCode, String>();
    SECTION.splitAsStream(resource("remedies.txt")).forEach(section -> {
      int end = section.indexOf("]\n");
      sections.put(
          ConfigCode.valueOf(section.substring(1, end)),
          section.substring(end + 2).strip());
    });
    return sections;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = RemediesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("remedies")
  void helpLeadsToAResultWithoutTheCodeAndWithoutANewError(Remedy remedy) throws IOException {
    Set<ConfigCode> before = codes(remedy.example().outcome());
    assertThat(before).contains(remedy.code());

    ConfigOutcome after = remedy.applied().outcome();
    var errors = new HashSet<ConfigCode>();
    for (Diagnostic each : after.diagnostics()) {
      if (each.severity() == Severity.ERROR) {
        errors.add(each.type());
      }
    }
    errors.removeAll(before);
    assertThat(codes(after)).doesNotContain(remedy.code());
    assertThat(errors).isEmpty();
  }

  private static Set<ConfigCode> codes(ConfigOutcome outcome) {
    return outcome.diagnostics().stream().map(Diagnostic::type).collect(toSet());
  }

  @Test
  void eachVariableInAHelpIsTypedInOneOfItsWays() throws IOException {
    var missing = new ArrayList<String>();
    for (ConfigCode code : sections().keySet()) {
      List<Remedy> ways = remedies().filter(each -> each.code() == code).toList();
      Set<String> typed = ways.stream().flatMap(Remedy::names).collect(toSet());
      Case example = ways.get(0).example();
      example.outcome().diagnostics().stream()
          .filter(each -> each.type() == code)
          .flatMap(each -> VARIABLE.matcher(each.remedy()).results().map(MatchResult::group))
          .filter(name -> !typed.contains(name))
          .forEach(name -> missing.add(code + " " + name));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void eachCodeOfThisModuleHasARemedy() throws IOException {
    Set<ConfigCode> expected = EnumSet.complementOf(EnumSet.copyOf(OF_THE_API));
    assertThat(sections().keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }
}
