package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.setting.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VariableNamesTest {

  private enum Example implements Variable {
    EXAMPLE_COLOUR,
    EXAMPLE_TOKEN;

    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String defaultText() {
      return "";
    }

    @Override
    public String meaning() {
      return "an example";
    }

    @Override
    public List<String> aliases() {
      return this == EXAMPLE_COLOUR ? List.of("EXAMPLE_COLOR") : List.of();
    }

    @Override
    public boolean hasFile() {
      return this == EXAMPLE_TOKEN;
    }
  }

  private final VariableNames names = new VariableNames(List.of(Example.values()));

  @ParameterizedTest
  @CsvSource({
    "EXAMPLE_COLOURS, EXAMPLE_COLOUR",
    "example_colour, EXAMPLE_COLOUR",
    "EXAMPLE_COLORS, EXAMPLE_COLOUR",
    "EXAMPLE_TOKEN_FILES, EXAMPLE_TOKEN_FILE"
  })
  void findsWhatWasProbablyMeant(String typed, String right) {
    assertThat(names.isKnown(typed)).isFalse();
    assertThat(names.nearest(typed)).hasValue(right);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXAMPLE_COLOUR", "EXAMPLE_COLOR", "EXAMPLE_TOKEN", "EXAMPLE_TOKEN_FILE"})
  void recognizesVariablesThatAreRead(String name) {
    assertThat(names.isKnown(name)).isTrue();
  }

  @Test
  void suggestsNothingForANameThatIsFarOrNone() {
    assertThat(names.nearest("EXAMPLE_SHAPE")).isEmpty();
    assertThat(names.nearest("EXAMPLE_COLOUR!")).isEmpty();
    assertThat(names.isKnown("EXAMPLE_COLOUR_FILE")).isFalse();
  }
}
