package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.source.Problems;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryTest {
  private final UrlFindings findings = new UrlFindings();

  @ParameterizedTest
  @CsvSource({
    "'', , , ''",
    "'', 3, 3, ''",
    "db=7, , 7, ''",
    "DataBase=7, 7, 7, ''",
    "%64b=7, , 7, ''",
    "db=, 3, 3, ''",
    "db, 3, 3, ''",
    "db=7&db=7, , 7, ''",
    "db=7&db=8, , 7, DB_CONFLICT at 1",
    "db=7, 3, 3, DB_CONFLICT at 0",
    "db=07, , 7, DB_LEADING_ZERO at 0",
    "db=x, 3, 3, DB_INVALID at 0",
    "db=x, , , DB_INVALID at 0",
    "db=7=8, , , DB_INVALID at 0",
    "a=1&db=2147483648, , , UNKNOWN_OPTION at 0 and DB_INVALID at 1"
  })
  void agreesOnOneDatabaseWithThePath(
      String query, @Nullable Integer fromPath, @Nullable Integer database, String reported) {
    assertThat(Query.read(query, true, fromPath, findings).database()).isEqualTo(database);
    assertThat(reported()).isEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({
    "password=x, CREDENTIALS_IN_QUERY",
    "Auth_Token=x, CREDENTIALS_IN_QUERY",
    "%70assword, CREDENTIALS_IN_QUERY",
    "user-name=x, CREDENTIALS_IN_QUERY",
    "ssl_cert_reqs=none, TLS_VERIFY_OPTION_IGNORED",
    "ssl=true, UNKNOWN_OPTION",
    "=x, UNKNOWN_OPTION",
    "=, UNKNOWN_OPTION",
    "%zz=x, UNKNOWN_OPTION",
    "timeout, UNKNOWN_OPTION"
  })
  void sortsOptionsOfATlsUrl(String query, String code) {
    assertThat(Query.read(query, true, null, findings).database()).isNull();
    assertThat(reported()).isEqualTo(code + " at 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl=true", "TLS", "use-tls=false", "ssl_enabled=1"})
  void refusesToSwitchTlsByAnOptionOfAPlainUrl(String query) {
    Query.read(query, false, null, findings);
    assertThat(reported()).isEqualTo("TLS_OPTION_IN_QUERY at 0");
  }

  @Test
  void readsNamesOfAtMost64Characters() {
    Query.read("_".repeat(56) + "password=x", true, null, findings);
    Query.read("a&" + "_".repeat(57) + "password=x", true, null, findings);
    assertThat(reported())
        .isEqualTo("CREDENTIALS_IN_QUERY at 0 and UNKNOWN_OPTION at 0 and UNKNOWN_OPTION at 1");
  }

  @Test
  void passesOverEmptyOptions() {
    Query.read("&&a&&&b&", true, null, findings);
    assertThat(reported()).isEqualTo("UNKNOWN_OPTION at 0 and UNKNOWN_OPTION at 1");
  }

  @Test
  void reportsEightOrdinaryOptionsAndEveryErrorBehindThem() {
    String query = IntStream.range(0, 9).mapToObj(i -> "o" + i).collect(Collectors.joining("&"));
    Query.read(query + "&tls=1&user=x&db=x&db=1&db=2&verify=no", false, null, findings);
    assertThat(reported())
        .isEqualTo(IntStream.range(0, 8)
                .mapToObj(i -> "UNKNOWN_OPTION at " + i)
                .collect(Collectors.joining(" and "))
            + " and TLS_OPTION_IN_QUERY at 8 and CREDENTIALS_IN_QUERY at 8"
            + " and DB_INVALID at 8 and DB_CONFLICT at 8");
  }

  @ParameterizedTest
  @CsvSource({
    "client_name=a@b, UNKNOWN_OPTION",
    "Name=a@b, UNKNOWN_OPTION",
    "client@name=b, OPTION_RAW_AT",
    "a=1@b, OPTION_RAW_AT",
    "db=1@b, OPTION_RAW_AT",
    "password=1@b, OPTION_RAW_AT",
    "ssl=1@b, OPTION_RAW_AT",
    "@, OPTION_RAW_AT"
  })
  void takesAnAtOnlyInFreeText(String query, String code) {
    assertThat(Query.read(query, false, null, findings).database()).isNull();
    assertThat(reported()).isEqualTo(code + " at 0");
  }

  private String reported() {
    var problems = new Problems();
    var shape = new RedactedValue.Builder();
    for (int i = 0; i <= Query.MAX_REPORTED; i++) {
      shape.segment(Part.OPTION, "o");
    }
    findings.reportTo(problems, Origin.variable("REDIS_URL"), shape);
    List<Diagnostic> found = problems.toList(true);
    return found.stream()
        .map(each ->
            each.code() + " at " + Objects.requireNonNull(each.redactedValue()).caretStart())
        .collect(Collectors.joining(" and "));
  }
}
