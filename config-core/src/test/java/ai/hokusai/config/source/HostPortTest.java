package ai.hokusai.config.source;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPortTest {
  private final List<String> reports = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "redis, redis, ",
    "redis:, redis, ",
    "redis:1, redis, 1",
    "redis:65535, redis, 65535",
    "redis:06379, redis, 6379",
    "[::1], ::1, ",
    "[::1]:, ::1, ",
    "[::1]:1, ::1, 1",
    "[fe80::1%25eth0]:6379, fe80::1%25eth0, 6379"
  })
  void readsAHostWithOrWithoutPort(String raw, String host, @Nullable Integer port) {
    assertThat(parse(raw, false)).isEqualTo(host + " " + port);
    assertThat(parse(raw, true)).isEqualTo(host + " " + port);
    assertThat(reports).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', null null, HOST_MISSING of HOST",
    ":6379, null 6379, HOST_MISSING of HOST",
    ":0, null null, HOST_MISSING of HOST and PORT_INVALID of PORT",
    "redis:0, redis null, PORT_INVALID of PORT",
    "redis:65536, redis null, PORT_INVALID of PORT",
    "redis:4294973675, redis null, PORT_INVALID of PORT",
    "redis:-1, redis null, PORT_INVALID of PORT",
    "redis:1:2, redis null, PORT_INVALID of PORT",
    "'redis:tcp://10.0.0.1:6379', redis null, PORT_K8S_SERVICE_LINK of PORT",
    "a b:0, null null, HOST_INVALID of HOST and PORT_INVALID of PORT",
    "[, null null, HOST_INVALID of HOST",
    "[], null null, HOST_INVALID of HOST",
    "[::1, null null, HOST_INVALID of HOST",
    "[::1]x, null null, HOST_INVALID of HOST",
    "[::1]6379, null null, HOST_INVALID of HOST",
    "[::1]]:1, null null, HOST_INVALID of HOST",
    "[redis]:1, null null, HOST_INVALID of HOST",
    "[10.0.0.1]:1, null null, HOST_INVALID of HOST",
    "[::1]:0, ::1 null, PORT_INVALID of PORT",
    "[::]:1, null 1, HOST_WILDCARD of HOST",
    "0.0.0.0:1, null 1, HOST_WILDCARD of HOST",
    "127.0.0.1::1, 127.0.0.1 null, PORT_INVALID of PORT",
    "[::1]:\u2028, ::1 null, PORT_INVALID of PORT"
  })
  void reportsEveryFaultAndKeepsTheRest(String raw, String left, String report) {
    assertThat(parse(raw, false)).isEqualTo(left);
    assertThat(String.join(" and ", reports)).isEqualTo(report);
  }

  @ParameterizedTest
  @CsvSource({
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8 null, ''",
    "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:192.0.2.1 null, ''",
    "::, null null, HOST_WILDCARD of HOST",
    "::1, ::1 null, ''",
    "::1:6379, null null, IPV6_UNBRACKETED of HOST",
    "1:2:3:4:5:6:7:8:6379, null null, IPV6_UNBRACKETED of HOST"
  })
  void readsABareIpv6AddressThatCannotEndInAPort(String raw, String left, String report) {
    assertThat(parse(raw, true)).isEqualTo(left);
    assertThat(String.join(" and ", reports)).isEqualTo(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "1:2:3:4:5:6:7:8", "::1:6379"})
  void requiresBracketsInAUrl(String raw) {
    assertThat(parse(raw, false)).isEqualTo("null null");
    assertThat(reports).containsExactly("IPV6_UNBRACKETED of HOST");
  }

  @ParameterizedTest
  @CsvSource({
    "redis, false",
    "redis:1, false",
    "a:b:c, false",
    "::1, true",
    "::1:port, true",
    "1:2:3:4:5:6:7:8:6379, true"
  })
  void seesMissingBrackets(String raw, boolean missing) {
    assertThat(HostPort.isUnbracketedIpv6(raw)).isEqualTo(missing);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, ",
    "65535, 65535, ",
    "0, , PORT_INVALID",
    "65536, , PORT_INVALID",
    "'', , PORT_INVALID",
    "TCP://10.0.0.1:6379, , PORT_K8S_SERVICE_LINK",
    "xtcp://, , PORT_INVALID"
  })
  void readsAPortAlone(String raw, @Nullable Integer port, @Nullable ConfigCode code) {
    assertThat(HostPort.port(raw, each -> reports.add(each.name()))).isEqualTo(port);
    assertThat(reports).isEqualTo(code == null ? List.of() : List.of(code.name()));
  }

  private String parse(String raw, boolean bare) {
    HostPort read = HostPort.parse(raw, bare, (code, part) -> reports.add(code + " of " + part));
    return read.host() + " " + read.port();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:1,b:2 | a 1; b 2 | [host]:[port],[host]:[port] | ''",
        "a , [::1]:2 | a null; ::1 2 | [host],[host]:[port] | ''",
        ",a | null null; a null | [empty],[host] | HOST_MISSING of HOST 0",
        "a, | a null; null null | [host],[empty] | HOST_MISSING of HOST 1",
        "a,b:0,c:x | a null; b null; c null | [host],[host]:[port],[host]:[port]"
            + " | PORT_INVALID of PORT 0 and PORT_INVALID of PORT 1",
        "a;b | '' | [host] | MULTIPLE_HOSTS of HOST 0"
      })
  void readsEachHostOfAList(String raw, String left, String shown, String report) {
    List<String> found = new ArrayList<>();
    List<HostPort> hosts = HostPort.list(
        raw, false, (code, part, index) -> found.add(code + " of " + part + " " + index));
    var shape = new RedactedValue.Builder();
    HostPort.shape(raw, shape);
    assertThat(hosts.stream()
            .map(each -> (each.host() == null ? null : each.host().name()) + " " + each.port())
            .collect(joining("; ")))
        .isEqualTo(left);
    assertThat(shape.mark(Part.VALUE, 0).text()).isEqualTo(shown);
    assertThat(String.join(" and ", found)).isEqualTo(report);
  }
}
