package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UrlSlicesTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', '', '', '', false",
    "host, '', host, '', '', false",
    "u:p@host:1/2?a=b#f, u:p, host:1, /2, a=b, true",
    "@host, '', host, '', '', false",
    "a@b@host, a@b, host, '', '', false",
    "u@, u, '', '', '', false",
    "/2, '', '', /2, '', false",
    "?a, '', '', '', a, false",
    "#f, '', '', '', '', true",
    "h?, '', h, '', '', false",
    "h#, '', h, '', '', true",
    "h?a/b, '', h, '', a/b, false",
    "h?a#b?c, '', h, '', a, true",
    "h#a?b, '', h, '', '', true",
    "h/1?#, '', h, /1, '', true",
    "u:p@h/@x, u:p, h, /@x, '', false",
    "h/@x, '', h, /@x, '', false"
  })
  void findsWhereComponentsBeginAndEnd(
      String rest, String userinfo, String hostPort, String path, String query, boolean fragment) {
    for (UrlSlices slices :
        new UrlSlices[] {UrlSlices.of(rest, 0), UrlSlices.of("redis://" + rest, 8)}) {
      assertThat(slices.userinfo()).isEqualTo(userinfo);
      assertThat(slices.hostPort()).isEqualTo(hostPort);
      assertThat(slices.path()).isEqualTo(path);
      assertThat(slices.query()).isEqualTo(query);
      assertThat(slices.hasFragment()).isEqualTo(fragment);
    }
  }

  @ParameterizedTest
  @CsvSource({"@host, true", "u@host, true", "host, false", "h/@, false"})
  void distinguishesEmptyFromMissingUserinfo(String raw, boolean userinfo) {
    assertThat(UrlSlices.of(raw, 0).hasUserinfo()).isEqualTo(userinfo);
  }

  @Test
  void seesNoUserinfoInFrontOfItsStart() {
    UrlSlices slices = UrlSlices.of("a@b://host", 6);
    assertThat(slices.hasUserinfo()).isFalse();
    assertThat(slices.beforePath()).isEqualTo("host");
  }

  @ParameterizedTest
  @CsvSource({
    "host, false",
    "u:p@host, false",
    "u:p@host?a=b@c, true",
    "u:p@host/@, true",
    "u:p@host#@, true",
    "u:p@host?@, true",
    "u:p@host?a&b@c, true",
    "u:p@host?name=b@c, true",
    ":p/@host, true",
    ":p#@host, true",
    ":p?a=1@host, true",
    ":?a=1@host, true",
    "u:p?a=1@host, true",
    "u:?a=1@host, true",
    "[::1]:p?a=1@host, true",
    "/@, true",
    "host/1?a@b, false",
    "host?a=b@c, false",
    "host:1?a=b@c, false",
    "[::1]?a=b@c, false",
    "[::1]:1?a=b@c, false"
  })
  void seesAnAtThatADelimiterLeftBehind(String raw, boolean stray) {
    assertThat(UrlSlices.of(raw, 0).holdsStrayAt()).isEqualTo(stray);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u:p/w@h:1/2", "u:p?w@h:1/2", "u:p#w@h:1/2", "u:p/@w@h:1/2"})
  void slicesAgainAsWasProbablyMeant(String raw) {
    assertThat(shape(UrlSlices.of(raw, 0).withUserinfoUpToLastAt()))
        .isEqualTo("redis://[user]:[secret]@[host]:[port]/[db]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "host, [host]",
    "host:, [host]:",
    ":1, :[port]",
    ":, :",
    "host:1, [host]:[port]",
    "h:1:2, [host]:[port]",
    "[::1], [host]",
    "[::1]:, [host]:",
    "[::1]:1, [host]:[port]",
    "::1, [host]",
    "@host, @[host]",
    "u@host, [secret]@[host]",
    "u:@host, [user]:@[host]",
    ":p@host, :[secret]@[host]",
    ":@host, :@[host]",
    "u:p@host, [user]:[secret]@[host]",
    "host/, [host]",
    "host/1, [host]/[db]",
    "host?, [host]",
    "host?a, [host]?[option]",
    "host?a&&b, [host]?[option]&[option]",
    "host#, [host]#[fragment]",
    "host/1?a#f, [host]/[db]?[option]#[fragment]",
    "host?1&2&3&4&5&6&7&8, "
        + "[host]?[option]&[option]&[option]&[option]&[option]&[option]&[option]&[option]",
    "host?1&2&3&4&5&6&7&8&9, "
        + "[host]?[option]&[option]&[option]&[option]&[option]&[option]&[option]&[option]&..."
  })
  void showsTheShapeInWordsOfItsOwn(String raw, String shape) {
    assertThat(shape(UrlSlices.of(raw, 0))).isEqualTo("redis://" + shape);
  }

  @Test
  void leavesOutASchemeThatIsNotThere() {
    RedactedValue.Builder shape = UrlSlices.of("host:1", 0).shape("");
    assertThat(shape.mark(Part.PORT, 0)).isEqualTo(new RedactedValue("[host]:[port]", 7, 6));
  }

  private static String shape(UrlSlices slices) {
    return slices.shape("redis").mark(Part.VALUE, 0).text();
  }
}
