package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what a person is shown to the reviewed text beside each case. {@code -Dgolden.update} writes the texts
 * instead; review the difference.
 */
final class GoldenTest {

  static Stream<Case> cases() throws IOException {
    return Case.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void showsWhatWasReviewed(Case each) throws IOException {
    if (System.getProperty("golden.update") != null) {
      each.update();
    }
    assertThat(each.report()).isEqualTo(each.expected());
  }
}
