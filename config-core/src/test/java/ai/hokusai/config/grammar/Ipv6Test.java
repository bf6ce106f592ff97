package ai.hokusai.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Ipv6Test {

  @ParameterizedTest
  @CsvSource({
    "1:2:3:4:5:6:7:8, 1 2 3 4 5 6 7 8",
    "2001:DB8:0:0:8:800:200c:417a, 2001 db8 0 0 8 800 200c 417a",
    "0001:ffff:f:0:0:0:0:0, 1 ffff f 0 0 0 0 0",
    "::, 0 0 0 0 0 0 0 0",
    "::1, 0 0 0 0 0 0 0 1",
    "1::, 1 0 0 0 0 0 0 0",
    "1:2::7:8, 1 2 0 0 0 0 7 8",
    "1:2:3:4:5:6:7::, 1 2 3 4 5 6 7 0",
    "::2:3:4:5:6:7:8, 0 2 3 4 5 6 7 8",
    "1:2:3::5:6:7:8, 1 2 3 0 5 6 7 8",
    "1:2:3:4:5:6:192.0.2.33, 1 2 3 4 5 6 c000 221",
    "::ffff:10.0.0.1, 0 0 0 0 0 ffff a00 1",
    "::255.254.253.252, 0 0 0 0 0 0 fffe fdfc",
    "64:ff9b::0.0.1.0, 64 ff9b 0 0 0 0 0 100"
  })
  void readsEveryFormOfRfc4291(String text, String groups) {
    int[] read = Ipv6.groups(text);
    assertThat(read).isNotNull();
    assertThat(Arrays.stream(read).mapToObj(Integer::toHexString).collect(Collectors.joining(" ")))
        .isEqualTo(groups);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        ":",
        ":1",
        "1:",
        ":::",
        "1:::2",
        "::1::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        ":2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "::12345",
        "::g",
        "::-1",
        "::+1",
        "::٣",
        "[::1]",
        "::1%eth0",
        "10.0.0.1",
        "10.0.0.1::",
        "10.0.0.1::1",
        "1:2:10.0.0.1:4::",
        "1:2:3:4:5:6:7:10.0.0.1",
        "1:2:3:4:5:10.0.0.1",
        "1:2:3:4:5:6::10.0.0.1",
        "::10.0.0.256",
        "::10.0.1",
        "::.0.0.1"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(Ipv6.groups(text)).isNull();
  }
}
