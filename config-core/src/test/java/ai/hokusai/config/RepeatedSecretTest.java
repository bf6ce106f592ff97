package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.config.source.KnownSecrets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plants a token of letters and digits where it belongs, and once more in another setting. */
@Tag("once")
final class RepeatedSecretTest {
  private static final String TOKEN = "Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay";
  private static final int PART = 8;
  private static final int LONG_PART = 16;

  private static final List<Map<String, String>> RIGHT_PLACES = List.of(
      Map.of("REDIS_URL", "rediss://cache.example.com", "REDIS_AUTH_TOKEN", "%s"),
      Map.of("REDIS_URL", "rediss://cache.example.com", "REDIS_PASSWORD", "%s"),
      Map.of("REDIS_URL", "rediss://:%s@cache.example.com"),
      Map.of("REDIS_URL", "rediss://cache.example.com", "REDIS_AUTH_TOKEN_FILE", "/run/token"),
      Map.of("REDIS_URL", "rediss://:another-password@cache.example.com", "REDIS_AUTH_TOKEN", "%s"),
      Map.of("REDIS_URL", "rediss://cache.example.com", "REDIS_AUTH_TOKEN", "%s # rotated"));

  private static final List<String[]> WRONG_PLACES = List.of(
      new String[] {"REDIS_HOST", "%s"},
      new String[] {"REDIS_HOST", "%s.example.com:6379"},
      new String[] {"REDIS_USERNAME", "%s"},
      new String[] {"REDIS_USERNAME", "%s@db.example.com"},
      new String[] {"REDIS_CLIENT_NAME", "%s"},
      new String[] {"REDIS_CLIENT_NAME", "orders-%s"},
      new String[] {"REDIS_TLS_SERVER_NAME", "%s"},
      new String[] {"REDIS_TLS_SERVER_NAME", "a.%s.example.com"},
      new String[] {"REDIS_TLS_CA_FILE", "/run/%s"},
      new String[] {"REDIS_TLS_CERT_FILE", "%s"},
      new String[] {"REDIS_PORT", "%s"},
      new String[] {"REDIS_READ_TIMEOUT", "%s"},
      new String[] {"REDIS_%s", "x"},
      new String[] {"%s_REDIS_URL", "redis://x"},
      new String[] {"REDIS_TLS_%s", "true"},
      new String[] {"REDIS_CLUSTER_%s", "true"});

  record Planted(String token, Map<String, String> environment) {}

  @Property(tries = 10_000)
  void noOutputHoldsEightCharactersOfIt(@ForAll("planted") Planted planted) {
    ConfigOutcome outcome = RedisConfig.resolve(planted.environment, path -> {
      if (path.equals("/run/token")) {
        return planted.token.getBytes(UTF_8);
      }
      throw new NoSuchFileException("none");
    });
    String token = planted.token.toLowerCase(Locale.ROOT);
    for (String text : SecretLeakTest.strings(outcome)) {
      String shown = text.toLowerCase(Locale.ROOT);
      for (int start = 0; start + PART <= token.length(); start++) {
        assertThat(shown).doesNotContain(token.substring(start, start + PART));
      }
    }
  }

  @Provide
  Arbitrary<Planted> planted() {
    Arbitrary<String> tokens = Arbitraries.strings()
        .withChars("QXZJKVWqxzjkvw0123456789")
        .ofMinLength(24)
        .ofMaxLength(40);
    return Combinators.combine(
            tokens,
            Arbitraries.integers().between(0, 24),
            Arbitraries.of(true, false),
            Arbitraries.of(RIGHT_PLACES),
            Arbitraries.of(WRONG_PLACES))
        .as(RepeatedSecretTest::plant);
  }

  private static Planted plant(
      String token, int start, boolean isLower, Map<String, String> right, String[] wrong) {
    int from = Math.min(start, token.length() - LONG_PART);
    String part = from % 3 == 0 ? token : token.substring(from, from + LONG_PART);
    String typed = isLower ? part.toLowerCase(Locale.ROOT) : part;
    Map<String, String> environment = new HashMap<>();
    right.forEach((name, value) -> environment.put(name, value.replace("%s", token)));
    environment.put(wrong[0].replace("%s", typed), wrong[1].replace("%s", typed));
    if (wrong[0].equals("REDIS_HOST")) {
      environment.remove("REDIS_URL", "rediss://cache.example.com");
    }
    return new Planted(token, environment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REDIS_CLIENT_NAME | Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay | REDIS_CLIENT_NAME",
        "REDIS_CLIENT_NAME | orders-v7lp3rn8hc5jd6fg | REDIS_CLIENT_NAME",
        "REDIS_USERNAME | Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay@db.example.com | REDIS_USERNAME",
        "REDIS_TLS_SERVER_NAME | cache.n8hc5jd6.example.com | REDIS_TLS_SERVER_NAME",
        "REDIS_URL | rediss://cache-4kq9wm2x.example.com | host of REDIS_URL",
        "REDIS_URL | rediss://Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay:other@cache.example.com | user name"
            + " of REDIS_URL",
      })
  void namesBothPlaces(String name, String value, String place) {
    Map<String, String> environment =
        new HashMap<>(Map.of("REDIS_URL", "rediss://cache.example.com", "REDIS_AUTH_TOKEN", TOKEN));
    environment.put(name, value);
    assertThat(repeated(environment))
        .containsExactly(place + " holds the same secret as REDIS_AUTH_TOKEN");
  }

  /** A short password is an ordinary word, and words of people have parts in common. */
  @ParameterizedTest
  @CsvSource({
    "rediss://:redis@redis, redis",
    "rediss://:example-token@example-redis.internal, example",
    "rediss://testuser1:testuser1pass@cache.example.com, orders-1",
    "rediss://:20240117-first-release@cache.example.com, orders-20240117",
    "rediss://:productionpassword@production.example.com, production"
  })
  void acceptsWordsThatAHostAndAPasswordShare(String url, String clientName) {
    assertThat(repeated(Map.of("REDIS_URL", url, "REDIS_CLIENT_NAME", clientName)))
        .isEmpty();
  }

  @Test
  void findsASecretOfTheServiceInASettingOfRedis() {
    var secrets = new KnownSecrets();
    secrets.add(Secret.of(TOKEN), Origin.variable("ORDERS_TOKEN"));
    ConfigOutcome outcome = RedisConfig.resolve(
        Map.of("REDIS_URL", "rediss://cache.example.com", "REDIS_CLIENT_NAME", TOKEN),
        path -> new byte[0],
        secrets,
        Instant.EPOCH);
    assertThat(outcome.diagnostics())
        .extracting(each -> each.message())
        .containsExactly("REDIS_CLIENT_NAME holds the same secret as ORDERS_TOKEN");
  }

  @Test
  void reportsAnEndpointInBothPlacesOnce() {
    String endpoint = "master.orders.ab12cd.use1.cache.amazonaws.com";
    assertThat(repeated(Map.of("REDIS_URL", "rediss://" + endpoint, "REDIS_AUTH_TOKEN", endpoint)))
        .isEmpty();
  }

  @Test
  void hidesASecretInTheNameOfAnUnreadVariable() {
    Map<String, String> environment =
        Map.of("REDIS_URL", "redis://:" + TOKEN + "@localhost", "REDIS_TLS_" + TOKEN, "on");
    assertThat(RedisConfig.resolve(environment).diagnostics())
        .extracting(each -> each.message())
        .containsExactly("REDIS_TLS_*** requests TLS but is not read, and TLS is off");
  }

  private static List<String> repeated(Map<String, String> environment) {
    return RedisConfig.resolve(environment).diagnostics().stream()
        .filter(each -> each.type() == ConfigCode.SECRET_REPEATED)
        .map(each -> each.message())
        .toList();
  }
}
