package ai.hokusai.it.faults.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a secret is found wherever it comes out: the gauntlet's judgement of leaks can fail. */
final class PlantedSecretTest {

  static List<PlantedSecret> all() {
    return PlantedSecret.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void anyFourCharactersAreFound(PlantedSecret secret) {
    for (int from = 0; from + 4 <= secret.value().length(); from++) {
      var part = secret.value().substring(from, from + 4);
      assertThat(PlantedSecret.leakIn("{\"url\":\"redis://:" + part + "***@host\"}"))
          .isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPartInTheFormOfAUrlIsFound(PlantedSecret secret) {
    for (int from = 0; from + 6 <= secret.encoded().length(); from++) {
      assertThat(PlantedSecret.leakIn(secret.encoded().substring(from, from + 6)))
          .isPresent();
    }
  }

  @Test
  void nothingIsFoundWhereThereIsNothing() {
    assertThat(PlantedSecret.leakIn("REDIS_AUTH_TOKEN <redacted> rediss://:***@127.0.0.1:6379"))
        .isEmpty();
  }

  @Test
  void theFailureMessageShowsNoSecret() {
    var place = PlantedSecret.leakIn("token=" + PlantedSecret.PASSWORD.value()).orElseThrow();
    assertThat(place).isEqualTo("at 6, after 'token='");
    assertThat(PlantedSecret.PASSWORD.toString()).isEqualTo("a planted secret");
  }
}
