package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedisSettingsTest {
  private static final RedisSettings PLAIN = RedisSettings.of("redis", 6379);

  private static final List<UnaryOperator<RedisSettings>> CHANGES = List.of(
      settings -> settings.withDatabase(2),
      settings -> settings.withCredentials("app", null),
      settings -> settings.withCredentials("app", Secret.of("pw")),
      settings -> settings.withCredentialOrigins(Origin.variable("REDIS_USERNAME"), Origin.DEFAULT),
      settings -> settings.withCredentialOrigins(
          Origin.variable("REDIS_USERNAME"), Origin.variable("REDIS_AUTH_TOKEN")),
      settings -> settings.withTls(TlsSettings.DEFAULT),
      settings -> settings.withConnectTimeout(Duration.ofSeconds(3)),
      settings -> settings.withReadTimeout(Duration.ofSeconds(4)),
      settings -> settings.withPool(PoolSettings.of(5)),
      settings -> settings.withClientName("orders"));

  @Test
  void keepsEverySettingThatIsNotReplaced() {
    RedisSettings settings = PLAIN;
    for (UnaryOperator<RedisSettings> change : CHANGES) {
      settings = change.apply(settings);
    }
    assertThat(settings.host()).isEqualTo("redis");
    assertThat(settings.port()).isEqualTo(6379);
    assertThat(settings.database()).isEqualTo(2);
    assertThat(settings.username()).isEqualTo("app");
    assertThat(settings.password()).isEqualTo(Secret.of("pw"));
    assertThat(settings.usernameOrigin()).isEqualTo(Origin.variable("REDIS_USERNAME"));
    assertThat(settings.passwordOrigin()).isEqualTo(Origin.variable("REDIS_AUTH_TOKEN"));
    assertThat(settings.tls()).isEqualTo(TlsSettings.DEFAULT);
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.pool()).isEqualTo(PoolSettings.of(5));
    assertThat(settings.clientName()).isEqualTo("orders");
  }

  @Test
  void isEqualWhereEverySettingIs() {
    RedisSettings settings = PLAIN;
    for (UnaryOperator<RedisSettings> change : CHANGES) {
      RedisSettings changed = change.apply(settings);
      assertThat(changed).isNotEqualTo(settings).isEqualTo(change.apply(settings));
      assertThat(changed).hasSameHashCodeAs(change.apply(settings));
      settings = changed;
    }
    assertThat(RedisSettings.of("other", 6379)).isNotEqualTo(PLAIN);
    assertThat(RedisSettings.of("redis", 6380)).isNotEqualTo(PLAIN);
  }

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(RedisConfig.resolve(Map.of("REDIS_HOST", "redis")).settingsOrThrow())
        .isEqualTo(PLAIN);
  }

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
    return RedisSettings.of(host, 6379)
        .withDatabase(database)
        .withCredentials(username, password == null ? null : Secret.of(password))
        .withTls(tls ? TlsSettings.DEFAULT : null);
  }

  @Test
  void writesTheZoneOfAnAddressAsASocketTakesIt() {
    assertThat(RedisSettings.of("fe80::1%25eth0", 6379).socketHost()).isEqualTo("fe80::1%eth0");
    assertThat(RedisSettings.of("redis.example.com", 6379).socketHost())
        .isEqualTo("redis.example.com");
  }
}
