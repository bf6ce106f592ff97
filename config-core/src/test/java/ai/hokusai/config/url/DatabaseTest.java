package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseTest {
  private final List<ConfigCode> codes = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "0, 0, ",
    "10, 10, ",
    "2147483647, 2147483647, ",
    "00, 0, DB_LEADING_ZERO",
    "07, 7, DB_LEADING_ZERO",
    "0002147483647, 2147483647, DB_LEADING_ZERO",
    "2147483648, , DB_INVALID",
    "9999999999, , DB_INVALID",
    "99999999999999999999, , DB_INVALID",
    "'', , DB_INVALID",
    "-1, , DB_INVALID",
    "0x1, , DB_INVALID",
    "٣, , DB_INVALID"
  })
  void readsANumberAsLargeAsAnInt(
      String text, @Nullable Integer number, @Nullable ConfigCode code) {
    assertThat(Database.parse(text, codes::add)).isEqualTo(number);
    assertThat(codes).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource({
    "'', , ",
    "/, , ",
    "/5, 5, ",
    "/5/, 5, PATH_TRAILING_SLASH",
    "//, , DB_INVALID",
    "/5//, , DB_INVALID",
    "/5/6, , DB_INVALID",
    "/a/, , DB_INVALID"
  })
  void readsAPathOfOneSegmentAtMost(
      String path, @Nullable Integer number, @Nullable ConfigCode code) {
    assertThat(Database.ofPath(path, codes::add)).isEqualTo(number);
    assertThat(codes).isEqualTo(code == null ? List.of() : List.of(code));
  }
}
