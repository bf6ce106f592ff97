package ai.hokusai.api.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.report.CheckFormat;
import ai.hokusai.api.report.CheckReport;
import ai.hokusai.api.report.CheckText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plants a token where it belongs, and all or a part of it in another setting, and looks for it in every output. */
final class RepeatedSecretTest {
  private static final String TOKEN = "Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int PART = 8;

  private static final List<String[]> RIGHT_PLACES = List.of(
      new String[] {"REDIS_AUTH_TOKEN", "%s"},
      new String[] {"REDIS_PASSWORD", "%s"},
      new String[] {"HEALTH_DETAILS_TOKEN", "%s"},
      new String[] {"MODELS_TOKEN", "%s"},
      new String[] {"REDIS_URL", "rediss://:%s@cache.example.com"},
      new String[] {"REDIS_URL", "rediss://%s@cache.example.com"},
      new String[] {"REDIS_URL", "rediss://cache.example.com?password=%s"},
      new String[] {"REDIS_URL", "cache.example.com:6379,password=%s,ssl=True"},
      new String[] {"REDIS_URL", "rediss://app:%s@no host"},
      new String[] {"REDIS_URL", "%s"},
      new String[] {"REDIS_AUTH_TOKEN", "redis://:%s@cache.example.com"});

  private static final List<String[]> WRONG_PLACES = List.of(
      new String[] {"RELEASE_ID", "%s"},
      new String[] {"RELEASE_ID", "v1-%s"},
      new String[] {"API_HOST", "%s"},
      new String[] {"LOG_LEVEL", "%s"},
      new String[] {"HEALTH_INTERVAL", "%s"},
      new String[] {"HEALTH_INTERVAL_%s", "1s"},
      new String[] {"REDIS_USERNAME", "%s"},
      new String[] {"REDIS_CLIENT_NAME", "orders-%s"},
      new String[] {"REDIS_TLS_SERVER_NAME", "%s.example.com"},
      new String[] {"REDIS_TLS_CA_FILE", "/run/%s"},
      new String[] {"REDIS_HOST", "%s"},
      new String[] {"REDIS_%s", "1"},
      new String[] {"%s_REDIS_TLS", "1"},
      new String[] {"REDIS_TLS_URL", "rediss://cache.example.com?%s=1"});

  @Test
  void noOutputHoldsEightCharactersOfIt() {
    var random = new Random(12);
    for (String[] right : RIGHT_PLACES) {
      for (String[] wrong : WRONG_PLACES) {
        for (int i = 0; i < 3; i++) {
          String token = token(random);
          String part = part(token, random);
          assertHidden(token, environment(right, token, wrong, part));
        }
      }
    }
  }

  private static String token(Random random) {
    // A word without digits may be the name of a host.
    var token = new StringBuilder("7").append(random.nextInt(10));
    for (int i = 0; i < 22 + random.nextInt(16); i++) {
      token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return token.toString();
  }

  private static String part(String token, Random random) {
    int length =
        random.nextInt(3) == 0 ? token.length() : PART + random.nextInt(token.length() - PART);
    int start = random.nextInt(token.length() - length + 1);
    String part = token.substring(start, start + length);
    return random.nextBoolean() ? part : part.toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> environment(
      String[] right, String token, String[] wrong, String part) {
    Map<String, String> environment = new HashMap<>();
    if (!wrong[0].equals("REDIS_HOST")) {
      environment.put("REDIS_URL", "rediss://cache.example.com");
    }
    environment.put("STARTUP_POLICY", "tolerant");
    environment.put("MODELS_ENABLED", String.valueOf(right[0].equals("MODELS_TOKEN")));
    environment.put(right[0], right[1].replace("%s", token));
    environment.put(wrong[0].replace("%s", part), wrong[1].replace("%s", part));
    return environment;
  }

  private static void assertHidden(String token, Map<String, String> environment) {
    String all = String.join("\n", outputs(environment)).toLowerCase(Locale.ROOT);
    for (int start = 0; start + PART <= token.length(); start++) {
      String part = token.substring(start, start + PART).toLowerCase(Locale.ROOT);
      if (all.contains(part)) {
        fail("%s in %s", part, environment);
      }
    }
  }

  /** The output of explain and check, the start log, the health details and the metrics. */
  private static List<String> outputs(Map<String, String> environment) {
    AppConfig config = AppConfig.resolve(environment);
    List<String> all = new ArrayList<>();
    all.add(config.settings().toString());
    all.add(config.diagnostics().toString());
    all.add(config.release().orElse(""));
    all.add(config.safeUrl().orElse(""));
    config.redis().ifPresent(redis -> all.add(config.redacted(redis.address())));
    CheckReport report = ReportFixtures.report(
        environment, FakeRedis.of(ReportFixtures.well()), ReportFixtures.OPTIONS);
    all.add(CheckText.render(report, false));
    for (CheckFormat format : CheckFormat.values()) {
      all.add(format.render(report, "task-definition.json"));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RELEASE_ID | v1-zt4kq9wm2xv7lp3rn8hc5jd6fg1bs0ay",
        "API_HOST | 4kq9wm2x",
        "REDIS_CLIENT_NAME | Zt4Kq9Wm2Xv7Lp3Rn8Hc5Jd6Fg1Bs0Ay",
      })
  void refusesToStartWithATokenOfTheServerInAnotherSetting(String name, String value) {
    AppConfig config = AppConfig.resolve(Map.of(
        "REDIS_URL", "rediss://cache.example.com", "HEALTH_DETAILS_TOKEN", TOKEN, name, value));
    assertThat(config.refusesStart()).isTrue();
    assertThat(config.diagnostics())
        .extracting(each -> each.code() + " " + each.message())
        .containsExactly(
            "SECRET_REPEATED " + name + " holds the same secret as HEALTH_DETAILS_TOKEN");
  }

  @Test
  void redactsAShorterPart() {
    AppConfig config = AppConfig.resolve(Map.of(
        "REDIS_URL",
        "redis://:orders-password-1@orders-prod.localhost",
        "RELEASE_ID",
        "orders-pa/7"));
    assertThat(config.diagnostics()).isEmpty();
    assertThat(config.release()).hasValue("***/7");
    assertThat(config.safeUrl()).hasValue("redis://:***@***rod.localhost:6379");
    assertThat(config.settings())
        .hasEntrySatisfying(
            "RELEASE_ID", setting -> assertThat(setting).hasToString("***/7 from RELEASE_ID"));
    assertThat(config.redis().orElseThrow().host()).isEqualTo("orders-prod.localhost");
  }
}
