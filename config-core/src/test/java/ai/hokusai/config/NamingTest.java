package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.setting.Setting;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of several Redis, each under names with a prefix. */
@Tag("once")
final class NamingTest {
  private static final String PREFIX = "CACHE_";
  private static final Pattern UNPREFIXED = Pattern.compile("\\bREDIS_[A-Z_]+");
  private static final Naming CACHE = Naming.prefixed(PREFIX);
  private static final Naming SESSIONS = Naming.prefixed("SESSIONS_");

  /** Every documented mistake, under names with a prefix, is reported under these names. */
  @ParameterizedTest
  @MethodSource("ai.hokusai.config.Case#all")
  void namesTheVariableThatWasTyped(Case each) {
    String report = withoutDocs(Case.report(each.outcome(CACHE)));

    assertThat(UNPREFIXED.matcher(report).results().map(MatchResult::group))
        .as(report)
        .isEmpty();
    assertThat(report.replace(PREFIX, "")).isEqualTo(withoutDocs(each.report()));
  }

  @Test
  void readsEachRedisUnderItsOwnNames() {
    Map<Naming, ConfigOutcome> all = RedisConfig.resolveAll(
        environment(
            "REDIS_URL=rediss://main.example.com",
            "CACHE_REDIS_URL=rediss://cache.example.com/2",
            "CACHE_REDIS_READ_TIMEOUT=2s",
            "CACHE_SIZE=7",
            "CACHE_EAST_REDIS_HOST=east.example.com",
            "CACHE_EAST_REDIS_TLS_ENABLED=true"),
        "",
        "CACHE_",
        "CACHE_EAST_");

    assertThat(all.keySet()).containsExactly(Naming.PLAIN, CACHE, Naming.prefixed("CACHE_EAST_"));
    assertThat(all.values())
        .extracting(each -> each.settingsOrThrow().safeUrl())
        .containsExactly(
            "rediss://main.example.com:6379",
            "rediss://cache.example.com:6379/2",
            "rediss://east.example.com:6379");
    assertThat(all.values()).allSatisfy(each -> assertThat(each.diagnostics()).isEmpty());
    assertThat(outcome(all, CACHE).settingsOrThrow().naming()).isEqualTo(CACHE);
    assertThat(outcome(all, CACHE).settingsOrThrow().readTimeout()).hasSeconds(2);
  }

  @Test
  void showsTheOriginOfEachSettingUnderItsName() {
    var outcome = (ConfigOutcome.Resolved) resolve(environment(
        "CACHE_REDIS_URL=rediss://:Correct-Horse-Battery-9@cache.example.com",
        "CACHE_REDIS_POOL_MAX=8"));

    assertThat(outcome.provenance().settings())
        .extracting(Setting::toString)
        .contains(
            "CACHE_REDIS_HOST=cache.example.com from host of CACHE_REDIS_URL",
            "CACHE_REDIS_POOL_MAX=8 from CACHE_REDIS_POOL_MAX",
            "CACHE_REDIS_AUTH_TOKEN=*** from password of CACHE_REDIS_URL");
  }

  @Test
  void reportsAnAddressWithAPrefixThatNoSettingsHave() {
    assertThat(RedisConfig.resolve(environment(
                "REDIS_URL=redis://main.example.com",
                "SESSIONS_REDIS_URL=redis://other.example.com"))
            .diagnostics())
        .extracting(Diagnostic::code, Diagnostic::message, Diagnostic::remedy)
        .containsExactly(tuple(
            "PREFIX_NOT_READ",
            "no setting reads SESSIONS_REDIS_URL, the address of a Redis whose names start with SESSIONS_",
            "if the service has one Redis, rename SESSIONS_REDIS_URL to REDIS_URL or REDIS_HOST; if it"
                + " resolves SESSIONS_ too, check both with --prefix \"\" --prefix SESSIONS_; otherwise"
                + " unset SESSIONS_REDIS_URL"));
  }

  @Test
  void reportsPlainNamesThatOnlyPrefixedOnesAreReadOf() {
    Map<Naming, ConfigOutcome> all = RedisConfig.resolveAll(
        environment(
            "REDIS_URL=redis://main.example.com",
            "CACHE_REDIS_HOST=cache.example.com",
            "SESSIONS_REDIS_HOST=sessions.example.com",
            "QUEUE_REDIS_HOST=queue.example.com"),
        PREFIX,
        "SESSIONS_");

    assertThat(outcome(all, CACHE).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly(
            "no setting reads QUEUE_REDIS_HOST, the address of a Redis whose names start with QUEUE_",
            "no setting reads REDIS_URL");
    assertThat(outcome(all, CACHE).diagnostics().get(1).remedy())
        .isEqualTo(
            "if CACHE_REDIS_URL or SESSIONS_REDIS_URL was meant, set that instead; otherwise unset REDIS_URL");
    assertThat(outcome(all, SESSIONS).diagnostics()).isEmpty();
  }

  @Test
  void isStrictEverywhereFromOnePlace() {
    Map<String, String> environment = new LinkedHashMap<>(environment(
        "CACHE_REDIS_URL=redis://cache.example.com",
        "CACHE_REDIS_TLS_ENABLE=true",
        "SESSIONS_REDIS_URL=redis://sessions.example.com",
        "SESSIONS_REDIS_PASSWORD=Correct-Horse-Battery-9"));
    assertThat(outcome(RedisConfig.resolveAll(environment, PREFIX, "SESSIONS_"), SESSIONS)
            .diagnostics())
        .extracting(Diagnostic::severity)
        .contains(Severity.WARNING);
    environment.put("REDIS_CONFIG_STRICT", "true");

    Map<Naming, ConfigOutcome> strict = RedisConfig.resolveAll(environment, PREFIX, "SESSIONS_");
    assertThat(outcome(strict, SESSIONS)).isInstanceOf(ConfigOutcome.Rejected.class);
    assertThat(outcome(strict, CACHE).diagnostics())
        .extracting(Diagnostic::type)
        .doesNotContain(ConfigCode.UNKNOWN_VARIABLE);
  }

  @Test
  void findsTheTokenOfOneRedisInTheHostOfAnother() {
    Map<Naming, ConfigOutcome> all = RedisConfig.resolveAll(
        environment(
            "CACHE_REDIS_HOST=correcthorsebattery9.example.com",
            "SESSIONS_REDIS_HOST=sessions.example.com",
            "SESSIONS_REDIS_AUTH_TOKEN=CorrectHorseBattery9"),
        PREFIX,
        "SESSIONS_");

    assertThat(outcome(all, CACHE).diagnostics())
        .extracting(Diagnostic::message)
        .contains("CACHE_REDIS_HOST holds the same secret as SESSIONS_REDIS_AUTH_TOKEN");
  }

  @Test
  void namesTheSwitchThatDisablesIt() {
    ConfigOutcome outcome = resolve(environment("CACHE_REDIS_ENABLED=false"));

    assertThatThrownBy(outcome::settingsOrThrow)
        .isInstanceOf(RedisConfigException.class)
        .hasMessageStartingWith("CACHE_REDIS_ENABLED=false disables Redis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CACHE", "_", "9_", "CACHE-", "CA CHE_", "$1_"})
  void rejectsWhatIsNoPrefix(String prefix) {
    assertThatThrownBy(() -> Naming.prefixed(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a prefix has letters, digits and underscores, a letter first and an underscore"
            + " last, such as CACHE_");
  }

  @Test
  void rejectsNoPrefixAndTheSameTwice() {
    assertThatThrownBy(() -> RedisConfig.resolveAll(Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RedisConfig.resolveAll(Map.of(), PREFIX, PREFIX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one prefix is given, and each of them once");
  }

  private static ConfigOutcome resolve(Map<String, String> environment) {
    return outcome(RedisConfig.resolveAll(environment, PREFIX), CACHE);
  }

  private static ConfigOutcome outcome(Map<Naming, ConfigOutcome> all, Naming naming) {
    return Objects.requireNonNull(all.get(naming));
  }

  /** The report without what depends on the length of a name, and without addresses. */
  private static String withoutDocs(String report) {
    return report
        .replaceAll("(?m)^  docs: .*$", "")
        .replaceAll("(?m)^ +\\^.*$", "")
        .replaceAll("\\[\\w+\\]", "");
  }

  private static Map<String, String> environment(String... assignments) {
    Map<String, String> environment = new LinkedHashMap<>();
    Arrays.stream(assignments)
        .map(each -> each.split("=", 2))
        .forEach(each -> environment.put(each[0], each[1]));
    return environment;
  }
}
