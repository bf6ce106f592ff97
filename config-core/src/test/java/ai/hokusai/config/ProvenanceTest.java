package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.setting.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProvenanceTest {

  @Test
  void namesEverySettingOnceInTheOrderOfTheDocumentation() {
    List<String> names = provenance(Map.of("REDIS_URL", "rediss://host")).stream()
        .map(setting -> setting.variable().name())
        .toList();
    assertThat(names)
        .containsExactly(
            "REDIS_HOST",
            "REDIS_PORT",
            "REDIS_DB",
            "REDIS_TOPOLOGY",
            "REDIS_EXPECTED_ROLE",
            "REDIS_USERNAME",
            "REDIS_AUTH_TOKEN",
            "REDIS_AUTH_MODE",
            "REDIS_IAM_CACHE",
            "REDIS_IAM_REGION",
            "REDIS_TLS_ENABLED",
            "REDIS_TLS_VERIFY",
            "REDIS_TLS_CA_FILE",
            "REDIS_TLS_CERT_FILE",
            "REDIS_TLS_SERVER_NAME",
            "REDIS_CONNECT_TIMEOUT",
            "REDIS_READ_TIMEOUT",
            "REDIS_POOL_MAX",
            "REDIS_POOL_MAX_IDLE",
            "REDIS_POOL_MIN_IDLE",
            "REDIS_POOL_MAX_WAIT",
            "REDIS_CONNECTION_MAX_AGE",
            "REDIS_CLIENT_NAME");
  }

  @Test
  void listsEachOriginAndEachUnusedSource() {
    List<Setting<?>> provenance = provenance(Map.of(
        "REDIS_URL", "redis://alice:secret-1@h.example:6380/2",
        "REDIS_HOST", "other.example",
        "REDIS_PORT", "6379",
        "REDIS_DB", "3",
        "REDIS_USERNAME", "bob",
        "REDIS_AUTH_TOKEN", "secret-2",
        "REDIS_TLS_ENABLED", "true",
        "REDIS_READ_TIMEOUT", "250ms"));
    assertThat(
            provenance.stream().filter(setting -> !setting.isDefault()).map(ProvenanceTest::line))
        .containsExactly(
            "REDIS_HOST=h.example from host of REDIS_URL, lost [REDIS_HOST]",
            "REDIS_PORT=6380 from port of REDIS_URL, lost [REDIS_PORT]",
            "REDIS_DB=2 from database of REDIS_URL, lost [REDIS_DB]",
            "REDIS_USERNAME=alice from user name of REDIS_URL, lost [REDIS_USERNAME]",
            "REDIS_AUTH_TOKEN=*** from password of REDIS_URL, lost [REDIS_AUTH_TOKEN]",
            "REDIS_TLS_ENABLED=true from REDIS_TLS_ENABLED, lost [scheme of REDIS_URL]",
            "REDIS_READ_TIMEOUT=250ms from REDIS_READ_TIMEOUT, lost []");
  }

  @Test
  void showsDefaultsAsTheDocumentationDoes() {
    for (Setting<?> setting : provenance(Map.of("REDIS_URL", "rediss://host"))) {
      boolean stated = !setting.isDefault();
      assertThat(stated ? setting.variable().defaultText() : setting.shown())
          .isEqualTo(setting.variable().defaultText());
    }
  }

  @Test
  void readsTheUrlOutOfAFileAsOutOfTheVariable() {
    Case fromFile =
        Case.of("file", List.of("REDIS_URL_FILE=/url", "@/url=rediss://:pw@h.example:1/2\\n"));
    var outcome = (ConfigOutcome.Resolved) fromFile.outcome();
    assertThat(outcome.settings().safeUrl()).isEqualTo("rediss://:***@h.example:1/2");
    assertThat(outcome.provenance().settings().get(0).origin().phrase())
        .isEqualTo("host of the file named by REDIS_URL_FILE");
    assertThat(outcome.diagnostics()).isEmpty();
  }

  @Test
  void showsItsSettingsAsText() {
    var outcome = (ConfigOutcome.Resolved)
        RedisConfig.resolve(Map.of("REDIS_URL", "rediss://:Sup3r-Secret@h.example"));
    assertThat(outcome.provenance())
        .hasToString(outcome.provenance().settings().toString())
        .asString()
        .contains("REDIS_HOST=h.example from host of REDIS_URL")
        .doesNotContain("Sup3r-Secret");
  }

  @Test
  void listsEachVariableByItsOwnName() {
    assertThat(Arrays.stream(RedisVariable.values()).map(Enum::name))
        .allMatch(name -> name.startsWith("REDIS_"));
  }

  private static String line(Setting<?> setting) {
    return setting + ", lost " + setting.lost();
  }

  private static List<Setting<?>> provenance(Map<String, String> environment) {
    return ((ConfigOutcome.Resolved) RedisConfig.resolve(environment))
        .provenance()
        .settings();
  }
}
