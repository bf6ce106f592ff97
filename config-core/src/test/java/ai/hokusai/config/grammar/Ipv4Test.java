package ai.hokusai.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv4Test {

  @Test
  void readsFourOctets() {
    assertThat(Ipv4.octets("1.20.255.0")).containsExactly(1, 20, 255, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.256",
        "256.2.3.4",
        "1.2.3.1000",
        "1.2.3.04",
        "1.2.3.00",
        "1.2.3.0x4",
        "1.2.3.-4",
        "1.2.3.a",
        "1.2.3.٤",
        "1.2.3.99999999999"
      })
  void refusesShortFormsAndOtherBases(String text) {
    assertThat(Ipv4.octets(text)).isNull();
  }
}
