package ai.hokusai.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.source.Host.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostTest {
  private static final String LABEL_63 = "a".repeat(63);
  private static final String NAME_253 = "a.".repeat(126) + "a";

  private final List<ConfigCode> codes = new ArrayList<>();

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("redis", "redis", Kind.NAME, List.of()),
        Arguments.of("r", "r", Kind.NAME, List.of()),
        Arguments.of("Redis-1.EXAMPLE", "redis-1.example", Kind.NAME, List.of()),
        Arguments.of("1.2.3.4.example", "1.2.3.4.example", Kind.NAME, List.of()),
        Arguments.of("xn--bcher-kva", "xn--bcher-kva", Kind.NAME, List.of()),
        Arguments.of("redis.", "redis", Kind.NAME, List.of(ConfigCode.TRAILING_DOT)),
        Arguments.of("_redis", "_redis", Kind.NAME, List.of(ConfigCode.HOST_UNDERSCORE)),
        Arguments.of(
            "a_b.", "a_b", Kind.NAME, List.of(ConfigCode.TRAILING_DOT, ConfigCode.HOST_UNDERSCORE)),
        Arguments.of("127.0.0.1", "127.0.0.1", Kind.IPV4, List.of()),
        Arguments.of("127.0.0.1.", "127.0.0.1", Kind.IPV4, List.of(ConfigCode.TRAILING_DOT)),
        Arguments.of(LABEL_63, LABEL_63, Kind.NAME, List.of()),
        Arguments.of("a." + LABEL_63, "a." + LABEL_63, Kind.NAME, List.of()),
        Arguments.of(NAME_253, NAME_253, Kind.NAME, List.of()),
        Arguments.of(NAME_253 + ".", NAME_253, Kind.NAME, List.of(ConfigCode.TRAILING_DOT)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void readsNamesAndIpv4(String raw, String name, Kind kind, List<ConfigCode> reported) {
    assertThat(Host.parse(raw, codes::add)).isEqualTo(new Host(name, kind));
    assertThat(codes).isEqualTo(reported);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("*", ConfigCode.HOST_WILDCARD),
        Arguments.of("6379", ConfigCode.HOST_LOOKS_LIKE_PORT),
        Arguments.of("bücher", ConfigCode.HOST_NON_ASCII),
        Arguments.of("\u0080", ConfigCode.HOST_NON_ASCII),
        Arguments.of("*é", ConfigCode.HOST_NON_ASCII),
        // The Kelvin sign, which becomes an ordinary k in lower case.
        Arguments.of("\u212Aafka", ConfigCode.HOST_NON_ASCII),
        Arguments.of("a\u007F", ConfigCode.HOST_INVALID),
        Arguments.of(".", ConfigCode.HOST_INVALID),
        Arguments.of(".a", ConfigCode.HOST_INVALID),
        Arguments.of("a..b", ConfigCode.HOST_INVALID),
        Arguments.of("-a", ConfigCode.HOST_INVALID),
        Arguments.of("a-", ConfigCode.HOST_INVALID),
        Arguments.of("a.-b", ConfigCode.HOST_INVALID),
        Arguments.of("a-.b", ConfigCode.HOST_INVALID),
        Arguments.of("a b", ConfigCode.HOST_INVALID),
        Arguments.of("a/b", ConfigCode.HOST_INVALID),
        Arguments.of("*.example", ConfigCode.HOST_INVALID),
        Arguments.of("1.2.3", ConfigCode.HOST_INVALID),
        Arguments.of("127.0.0.01", ConfigCode.HOST_INVALID),
        Arguments.of("example.1", ConfigCode.HOST_INVALID),
        Arguments.of("a" + LABEL_63, ConfigCode.HOST_INVALID),
        Arguments.of("a.a" + LABEL_63, ConfigCode.HOST_INVALID),
        Arguments.of("a" + NAME_253, ConfigCode.HOST_INVALID));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatIsNoHost(String raw, ConfigCode code) {
    assertThat(Host.parse(raw, codes::add)).isNull();
    assertThat(codes).containsExactly(code);
  }

  @Test
  void reportsTheDotBeforeTheFaultThatIsLeft() {
    assertThat(Host.parse("a..", codes::add)).isNull();
    assertThat(codes).containsExactly(ConfigCode.TRAILING_DOT, ConfigCode.HOST_INVALID);
  }

  static Stream<Arguments> zones() {
    String longest = "z".repeat(63);
    return Stream.of(
        Arguments.of("::1", "::1"),
        Arguments.of("FE80::A", "fe80::a"),
        Arguments.of("FE80::A%25Eth0", "fe80::a%25Eth0"),
        Arguments.of("fe80::1%25-._~", "fe80::1%25-._~"),
        Arguments.of("fe80::1%25" + longest, "fe80::1%25" + longest),
        Arguments.of("fe80::1%25z" + longest, null),
        Arguments.of("fe80::1%25", null),
        Arguments.of("fe80::1%", null),
        Arguments.of("fe80::1%eth0", null),
        Arguments.of("fe80::1%25eth%250", null),
        Arguments.of("fe80::1%25eth/0", null),
        Arguments.of("%25eth0", null),
        Arguments.of("redis", null));
  }

  @ParameterizedTest
  @MethodSource("zones")
  void readsIpv6WithAnEncodedZone(String raw, @Nullable String name) {
    assertThat(Host.ipv6(raw)).isEqualTo(name == null ? null : new Host(name, Kind.IPV6));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, NAME, true",
    "a.localhost, NAME, true",
    "notlocalhost, NAME, false",
    "localhost.example, NAME, false",
    "127.1.2.3, IPV4, true",
    "128.0.0.1, IPV4, false",
    "10.127.0.1, IPV4, false",
    "::1, IPV6, true",
    "0:0:0:0:0:0:0:1, IPV6, true",
    "::1%25lo, IPV6, true",
    "::, IPV6, false",
    "::2, IPV6, false",
    "1::1, IPV6, false",
    "::1:1, IPV6, false"
  })
  void knowsThisMachine(String name, Kind kind, boolean loopback) {
    assertThat(new Host(name, kind).isLoopback()).isEqualTo(loopback);
  }

  @ParameterizedTest
  @CsvSource({
    "zt4kq9wm2xv7lp3rn8hc5jd6fg1bs0ay, true",
    "deadbeefdeadbeef12345678, true",
    "abcdefghijklmnopqrstuvwxyzabcdef, true",
    "abcdefghijklmnopqr12, true",
    "abcdefghijklmnopq12, false",
    "productionorderscache, false",
    "production-orders-redis-0001, false",
    "redis01, false",
    "zt4kq9wm2xv7lp3rn8hc5jd6fg1bs0ay.example.com, false"
  })
  void knowsAWordThatMayBeAToken(String name, boolean token) {
    assertThat(new Host(name, Kind.NAME).looksLikeToken()).isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, IPV4, true",
    "0.0.0.1, IPV4, false",
    "::, IPV6, true",
    "0::0, IPV6, true",
    "::1, IPV6, false",
    "1::, IPV6, false",
    "redis, NAME, false"
  })
  void knowsWhatMeansEveryAddress(String name, Kind kind, boolean wildcard) {
    assertThat(new Host(name, kind).isWildcard()).isEqualTo(wildcard);
  }

  @ParameterizedTest
  @CsvSource({"redis, NAME, false", "10.0.0.1, IPV4, true", "::1, IPV6, true"})
  void distinguishesAddressesFromNames(String name, Kind kind, boolean address) {
    assertThat(new Host(name, kind).isAddress()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "10.0.0.1"})
  void showsItsName(String name) {
    assertThat(Host.parse(name, codes::add)).hasToString(name);
  }
}
