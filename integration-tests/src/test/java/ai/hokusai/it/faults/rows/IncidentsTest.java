package ai.hokusai.it.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.faults.rows.Incidents.Incident;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That what the report names for each incident is there. */
final class IncidentsTest {
  private static final Pattern ROWS = Pattern.compile("GauntletIT\\[([A-Z_]+)]");
  private static final List<String> PACKAGES = List.of("ai.hokusai.it.app", "ai.hokusai.it.faults");

  static Stream<String> tests() {
    return Incidents.ALL.stream().map(Incident::heldBy).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyTestThatIsNamedIsThere(String test) {
    var rows = ROWS.matcher(test);
    if (rows.matches()) {
      assertThat(FaultTable.rows()).extracting(row -> row.fault().code()).contains(rows.group(1));
      return;
    }
    var name = test.split("\\.", 2);
    assertThat(PACKAGES.stream().flatMap(each -> methods(each + "." + name[0]))).contains(name[1]);
  }

  private static Stream<String> methods(String type) {
    try {
      return Arrays.stream(Class.forName(type).getDeclaredMethods()).map(Method::getName);
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }

  @Test
  void noIncidentIsLeftOut() {
    assertThat(Incidents.ALL.stream().map(Incident::number).toList())
        .isEqualTo(IntStream.rangeClosed(1, 7).boxed().toList());
  }
}
