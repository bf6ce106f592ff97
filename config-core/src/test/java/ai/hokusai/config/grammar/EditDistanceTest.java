package ai.hokusai.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EditDistanceTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', PORT, 4",
    "PORT, '', 4",
    "PORT, PORT, 0",
    "PORT, PORTS, 1",
    "PORT, ORT, 1",
    "PORT, SORT, 1",
    "PORT, PROT, 1",
    "TROP, PORT, 3",
    "kitten, sitting, 3"
  })
  void countsLettersToAddDropChangeOrExchange(String a, String b, int distance) {
    assertThat(EditDistance.between(a, b)).isEqualTo(distance);
    assertThat(EditDistance.between(b, a)).isEqualTo(distance);
  }
}
