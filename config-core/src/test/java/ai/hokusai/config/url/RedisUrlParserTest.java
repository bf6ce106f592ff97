package ai.hokusai.config.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.Host;
import ai.hokusai.config.source.HostPort;
import ai.hokusai.config.source.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisUrlParserTest {
  private static final Origin ORIGIN = Origin.variable("REDIS_URL");

  private final Problems problems = new Problems();

  @Test
  void readsEveryComponentOfAUrl() {
    assertThat(parse("rediss://alice:pw@redis:6380/3"))
        .isEqualTo(new RedisUrl(
            true, null, false, null, "alice", Secret.of("pw"), hosts("redis", 6380), 3))
        .hasToString("RedisUrl");
    assertThat(reported()).isEmpty();
  }

  @Test
  void readsTheUrlOfACluster() {
    assertThat(parse("Valkeys+Cluster://redis"))
        .isEqualTo(
            new RedisUrl(true, Part.SCHEME, false, null, null, null, hosts("redis", null), null));
    assertThat(reported()).containsExactly("SCHEME_LOWERCASED at SCHEME: valkeys+cluster://[host]");
  }

  @Test
  void readsAUrlWithEmptyUserinfo() {
    assertThat(parse("redis://@redis"))
        .isEqualTo(new RedisUrl(false, null, false, null, null, null, hosts("redis", null), null));
    assertThat(reported()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"redis:6379, 6379", "redis:6379/, 6379", "//redis:6379, 6379", "redis:65535/, 65535"})
  void readsABareHostThatIsCalledAsASchemeIs(String raw, int port) {
    assertThat(parse(raw))
        .isEqualTo(new RedisUrl(null, null, false, null, null, null, hosts("redis", port), null));
    assertThat(reported()).containsExactly("BARE_HOST_TO_URL at VALUE: [host]:[port]");
  }

  @ParameterizedTest
  @CsvSource({
    "http://redis, SCHEME_UNSUPPORTED at SCHEME: [scheme]://[value]",
    "redis://REDIS://redis, SCHEME_REPEATED at SCHEME: [scheme]://[value]",
    "redis://:p/w@redis, USERINFO_RESERVED_CHAR at PASSWORD: redis://:[secret]@[host]",
    "/run/redis.sock, UNIX_SOCKET_UNSUPPORTED at VALUE: [value]",
    "UNIX:x, UNIX_SOCKET_UNSUPPORTED at VALUE: [value]",
    "redis:, SCHEME_MISSING_SLASHES at SCHEME: [value]",
    "redis:637900, SCHEME_MISSING_SLASHES at SCHEME: [value]",
    "rediss:/x, SCHEME_MISSING_SLASHES at SCHEME: [value]",
    "'a,b=c', CONFIG_STRING_NOT_URL at VALUE: [value]",
    "@redis, SCHEME_MISSING_WITH_CREDENTIALS at VALUE: [value]",
    ":@redis, SCHEME_MISSING_WITH_CREDENTIALS at VALUE: [value]",
    "a b, URL_UNRECOGNISED at VALUE: [value]"
  })
  void usesNothingOfWhatItRefusesAsAWhole(String raw, String report) {
    assertThat(parse(raw)).isEqualTo(RedisUrl.UNUSABLE);
    assertThat(reported()).containsExactly(report);
  }

  @Test
  void goesOnBehindAFaultyComponent() {
    assertThat(parse("redis://:%@http://redis"))
        .isEqualTo(new RedisUrl(false, null, false, null, null, null, hosts("http", null), null));
    assertThat(reported())
        .containsExactly(
            "USERINFO_BAD_PERCENT at PASSWORD: redis://:[secret]@[host]:/[db]",
            "DB_INVALID at DATABASE: redis://:[secret]@[host]:/[db]");
  }

  @Test
  void readsSeveralHosts() {
    assertThat(parse("rediss://:pw@a:1, b,[::1]:2/3?cluster=yes"))
        .isEqualTo(new RedisUrl(
            true,
            Part.OPTION,
            false,
            null,
            null,
            Secret.of("pw"),
            List.of(
                new HostPort(new Host("a", Host.Kind.NAME), 1),
                new HostPort(new Host("b", Host.Kind.NAME), null),
                new HostPort(new Host("::1", Host.Kind.IPV6), 2)),
            3));
    assertThat(reported()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "redis-sentinel://a/orders, orders, , ''",
    "redis+sentinel://a/orders/2, orders, 2, ''",
    "valkeys+sentinel://a/2?sentinelMasterId=orders, orders, 2, ''",
    "rediss-sentinel://a/2#orders, orders, 2, ''",
    "rediss+sentinel://a/2, , 2, ''",
    "rediss+sentinel://a/, , , ''",
    "rediss+sentinel://a/2/1, 2, 1, ''",
    "rediss+sentinel://a/or%20ders/1, , 1, LABEL_INVALID"
  })
  void readsTheNameOfAPrimary(
      String raw, @Nullable String master, @Nullable Integer database, String code) {
    RedisUrl url = parse(raw);
    assertThat(url.isSentinel()).isTrue();
    assertThat(url.master()).isEqualTo(master);
    assertThat(url.database()).isEqualTo(database);
    assertThat(problems.toList(false).stream().map(each -> each.code()).toList())
        .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  @Test
  void readsALongListInTheTimeOfItsLength() {
    String raw = "redis://" + "h:1,".repeat(200_000) + "h_1:x";
    RedisUrl url = assertTimeout(Duration.ofSeconds(5), () -> parse(raw));
    assertThat(url.hosts()).hasSize(200_001);
    assertThat(reported()).allMatch(each -> each.endsWith(",[host]:[port],..."));
  }

  private static List<HostPort> hosts(String host, @Nullable Integer port) {
    return List.of(new HostPort(new Host(host, Host.Kind.NAME), port));
  }

  private RedisUrl parse(String raw) {
    return RedisUrlParser.parse(raw, ORIGIN, problems);
  }

  private List<String> reported() {
    return problems.toList(false).stream()
        .map(each -> each.code() + " at " + each.origin().part() + ": "
            + Objects.requireNonNull(each.redactedValue()).text())
        .toList();
  }
}
