package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.source.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "redis, 0, , , false, redis://redis:6379",
    "redis, 2, , , true, rediss://redis:6379/2",
    "redis, 0, , pw, true, rediss://:***@redis:6379",
    "redis, 0, alice, pw, false, redis://alice:***@redis:6379",
    "::1, 0, , pw, false, redis://:***@[::1]:6379",
    "fe80::1%25eth0, 1, , , true, rediss://[fe80::1%25eth0]:6379/1"
  })
  void showsItsAddressWithoutTheSecret(
      String host,
      int database,
      @Nullable String username,
      @Nullable String password,
      boolean tls,
      String url) {
    RedisSettings settings = settings(host, database, username, password, tls);
    assertThat(settings.safeUrl()).isEqualTo(url);
    assertThat(settings).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource({"redis, redis:6379", "::1, [::1]:6379"})
  void namesHostAndPort(String host, String address) {
    assertThat(settings(host, 2, "alice", "pw", true).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    ", , ''",
    ", pw, ''",
    "alice, , alice",
    "alice, pw, alice",
    "alice, alice, ***",
    "a.b_c%40d@e+f-1, pw, a.b_c%40d@e+f-1",
    "al ice, pw, ***",
    "alice!, , ***"
  })
  void showsAPlainUsernameThatIsNotThePassword(
      @Nullable String username, @Nullable String password, String shown) {
    assertThat(settings("redis", 0, username, password, false).safeUsername()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void showsUsernamesOfAtMost64Characters(int length, boolean shown) {
    String username = "u".repeat(length);
    assertThat(settings("redis", 0, username, null, false).safeUsername())
        .isEqualTo(shown ? username : "***");
  }

  private static RedisSettings settings(
      String host,
      int database,
      @Nullable String username,
      @Nullable String password,
      boolean tls) {
    return new RedisSettings(
        host,
        6379,
        database,
        username,
        password == null ? null : Secret.of(password),
        Origin.DEFAULT,
        Origin.DEFAULT,
        tls ? new TlsSettings(TlsVerification.FULL, List.of(), null, null) : null,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        new PoolSettings(16, 8, 0, Duration.ofMillis(500)),
        null);
  }
}
