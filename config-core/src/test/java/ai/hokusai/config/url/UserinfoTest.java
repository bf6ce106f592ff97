package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserinfoTest {
  private final UrlFindings findings = new UrlFindings();

  @ParameterizedTest
  @CsvSource({
    "alice:pw, alice, pw",
    ":pw, , pw",
    "alice:, alice, ",
    ":, , ",
    "'', , ",
    "a%3Ab:c:d%40+, a:b, c:d@+",
    "a-._~!$&'()*+;=z:A0, a-._~!$&'()*+;=z, A0"
  })
  void splitsAtTheFirstColonAndDecodes(
      String raw, @Nullable String username, @Nullable String password) {
    Secret secret = password == null ? null : Secret.of(password);
    assertThat(Userinfo.parse(raw, findings)).isEqualTo(new Userinfo(username, secret));
    assertThat(reported()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "alice, USERINFO_AMBIGUOUS at PASSWORD",
    "@, USERINFO_AMBIGUOUS at PASSWORD",
    "%zz:pw, USERINFO_BAD_PERCENT at USERNAME",
    "alice:%, USERINFO_BAD_PERCENT at PASSWORD",
    "%FF:pw, USERINFO_BAD_UTF8 at USERNAME",
    "alice:%FF, USERINFO_BAD_UTF8 at PASSWORD"
  })
  void dropsBothHalvesWhereOneIsFaulty(String raw, String report) {
    assertThat(Userinfo.parse(raw, findings)).isEqualTo(Userinfo.NONE);
    assertThat(reported()).containsExactly(report);
  }

  @ParameterizedTest
  @CsvSource({
    "@a:pw, @a, pw, USERINFO_RAW_AT at USERNAME",
    "a:@, a, @, USERINFO_RAW_AT at PASSWORD",
    "a:p w, a, p w, USERINFO_UNENCODED_CHAR at PASSWORD",
    "é:pw, é, pw, USERINFO_UNENCODED_CHAR at USERNAME",
    "a:%00, a, '\u0000', CONTROL_CHARACTER at PASSWORD",
    "a%0A:pw, 'a\n', pw, CONTROL_CHARACTER at USERNAME"
  })
  void keepsWhatIsIllegalButClear(String raw, String username, String password, String report) {
    assertThat(Userinfo.parse(raw, findings))
        .isEqualTo(new Userinfo(username, Secret.of(password)));
    assertThat(reported()).containsExactly(report);
  }

  @Test
  void showsNothing() {
    assertThat(Userinfo.parse("alice:pw", findings)).hasToString("Userinfo");
  }

  private List<String> reported() {
    var problems = new Problems();
    findings.reportTo(problems, Origin.variable("REDIS_URL"), new RedactedValue.Builder());
    List<Diagnostic> found = problems.toList(false);
    return found.stream()
        .map(each -> each.code() + " at " + each.origin().part())
        .toList();
  }
}
