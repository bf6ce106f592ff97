package ai.hokusai.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.config.setting.Setting;
import ai.hokusai.config.source.FileSource;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.SettingSource;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Plants a secret in every variable and every position of a URL, mangles it, and looks for any four
 * characters of it in every string that the module can produce.
 */
final class SecretLeakTest {
  private static final int PARTIAL = 4;

  private static final List<String> URLS = List.of(
      "rediss://:%s@redis.example.com:6379/2",
      "redis://alice:%s@redis.example.com",
      "rediss://%s@redis.example.com",
      "rediss://%s:%s@redis.example.com",
      "rediss://redis.example.com:%s",
      "rediss://redis.example.com/%s",
      "rediss://redis.example.com/3/%s",
      "rediss://redis.example.com?password=%s",
      "rediss://redis.example.com?%s=1&timeout=%s",
      "rediss://redis.example.com?db=%s",
      "rediss://redis.example.com#%s",
      "%s://redis.example.com",
      "rediss://%s://redis.example.com",
      "rediss:%s",
      "%s",
      "%s:6379",
      ":%s@redis.example.com",
      "alice:%s@redis.example.com:6379",
      "redis.example.com:6379,password=%s,ssl=true",
      "rediss://[%s]:6379",
      "rediss://a.example.com,%s:6379",
      "unix://%s@/run/redis.sock",
      "REDIS_URL=rediss://:%s@redis.example.com",
      "\"rediss://:%s@redis.example.com\"",
      "${%s}",
      "{\"password\":\"%s\"}",
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:%s");

  /** Ordinary values, so that the planted one is met on every path. */
  private static final List<Map<String, String>> BACKGROUNDS = List.of(
      Map.of(),
      Map.of("REDIS_URL", "rediss://redis.example.com"),
      Map.of("REDIS_HOST", "redis.example.com", "REDIS_TLS_ENABLED", "true"),
      Map.of(
          "REDIS_URL", "master.orders.abc123.use1.cache.amazonaws.com", "REDIS_CONFIG_STRICT", "1"),
      Map.of("REDIS_URL", "redis://localhost", "REDIS_USERNAME", "alice"));

  record Planted(String secret, Map<String, String> environment) {}

  @Property(tries = 10_000)
  void noOutputContainsFourCharactersOfASecret(@ForAll("planted") Planted planted) {
    assertNothingLeaks(planted);
  }

  @Property(tries = 5000)
  void aPasswordOfLettersOnlyDoesNotLeakFromItsPlace(@ForAll("inPlace") Planted planted) {
    assertNothingLeaks(planted);
  }

  @Property(tries = 20_000)
  void noDelimiterInAPasswordChangesTheHost(@ForAll("delimited") Planted planted) {
    // Marks and digits stand in our own text too, as in "[fe80::1%25eth0]". So do other letters,
    // which half of a "%3A" brings in: "Ax_W" is in "MAX_WAIT".
    Set<String> telling = fragments(planted.secret);
    telling.removeIf(fragment -> fragment.matches("(?s).*[\\p{L}&&[^qxzjkvw]].*")
        || fragment.replaceAll("[^qxzjkvw]", "").length() < 2);
    assertNothingLeaks(planted, telling);
    if (RedisConfig.resolve(planted.environment) instanceof ConfigOutcome.Resolved resolved) {
      assertThat(resolved.settings().host()).isEqualTo("redis.example.com");
      assertThat(resolved.settings().port()).isEqualTo(6379);
      assertThat(resolved.settings().database()).isEqualTo(2);
    }
  }

  private static void assertNothingLeaks(Planted planted) {
    assertNothingLeaks(planted, fragments(planted.secret));
  }

  private static void assertNothingLeaks(Planted planted, Set<String> forbidden) {
    ConfigOutcome outcome = RedisConfig.resolve(planted.environment, path -> {
      if (path.startsWith("/run/")) {
        return planted.secret.getBytes(UTF_8);
      }
      throw new NoSuchFileException(path);
    });
    List<String> produced = strings(outcome);
    produced.addAll(readings(planted.environment));
    for (String text : produced) {
      String shown = text.toLowerCase(Locale.ROOT);
      assertThat(forbidden).as("%s", outcome.getClass()).noneMatch(shown::contains);
    }
  }

  /** Every four characters of the secret, as it is, percent-encoded and percent-decoded. */
  private static Set<String> fragments(String secret) {
    Set<String> fragments = new HashSet<>();
    for (String form : List.of(secret, URLEncoder.encode(secret, UTF_8), decoded(secret))) {
      String text = form.toLowerCase(Locale.ROOT);
      for (int i = 0; i + PARTIAL <= text.length(); i++) {
        fragments.add(text.substring(i, i + PARTIAL));
      }
    }
    return fragments;
  }

  private static String decoded(String secret) {
    try {
      return URLDecoder.decode(secret, UTF_8);
    } catch (IllegalArgumentException e) {
      return secret;
    }
  }

  /** What a service that reads the same variables by itself may print. */
  private static List<String> readings(Map<String, String> environment) {
    var source = new SettingSource(environment, FileSource.system(), new Problems());
    List<String> all = new ArrayList<>();
    for (RedisVariable variable : RedisVariable.values()) {
      all.add(source.text(variable).toString());
    }
    return all;
  }

  static List<String> strings(ConfigOutcome outcome) {
    List<String> all = new ArrayList<>();
    all.add(outcome.toString());
    all.add(TextReport.render(outcome.diagnostics()));
    for (Diagnostic each : outcome.diagnostics()) {
      all.addAll(List.of(
          each.toString(),
          each.message(),
          each.remedy(),
          each.detail(),
          each.origin().phrase()));
    }
    if (outcome instanceof ConfigOutcome.Resolved resolved) {
      RedisSettings settings = resolved.settings();
      all.addAll(List.of(settings.toString(), settings.safeUrl(), settings.safeUsername()));
      all.add(String.valueOf(settings.tls()));
      all.add(String.valueOf(settings.password()));
      all.add(settings.pool().toString());
      for (Setting<?> setting : resolved.provenance().settings()) {
        all.addAll(List.of(setting.toString(), setting.shown(), setting.lost().toString()));
      }
    }
    return all;
  }

  @Provide
  Arbitrary<Planted> planted() {
    return Combinators.combine(secrets(), places(), mangles(), Arbitraries.of(BACKGROUNDS))
        .as((secret, place, mangle, background) -> plant(secret, place, mangle, background));
  }

  /** Where a password stands between a colon and an "@", no mangling makes a host or a user of it. */
  @Provide
  Arbitrary<Planted> inPlace() {
    Arbitrary<String> letters =
        Arbitraries.strings().withChars("QXZJKVWqxzjkvw").ofMinLength(4).ofMaxLength(40);
    List<String[]> places = List.of(
        new String[] {"REDIS_AUTH_TOKEN", "%s"},
        new String[] {"REDIS_PASSWORD", "%s"},
        new String[] {"REDIS_PORT", "%s"},
        new String[] {"REDIS_READ_TIMEOUT", "%s"},
        new String[] {"REDIS_URL", "rediss://:%s@redis.example.com:6379/2"},
        new String[] {"REDIS_URL", "redis://alice:%s@redis.example.com"},
        new String[] {"REDIS_TLS_URL", "REDISS://:%s@redis.example.com?timeout=1#x"});
    return Combinators.combine(
            letters, Arbitraries.of(places), mangles(), Arbitraries.of(BACKGROUNDS))
        .as((secret, place, mangle, background) -> plant(secret, place, mangle, background));
  }

  /** Passwords as people choose and generators make them, unencoded, of every delimiter of a URL. */
  @Provide
  Arbitrary<Planted> delimited() {
    // Three of a kind in a row at most, so that no four characters are a word of our own text.
    Arbitrary<String> letters =
        Arbitraries.strings().withChars("QXZJKVWqxzjkvw").ofMinLength(1).ofMaxLength(3);
    Arbitrary<String> marks = Arbitraries.strings()
        .withChars("0123456789@@@@//??##::=&[]!$%'()*+,;<>{}|\\^~`\"_.-")
        .ofMinLength(1)
        .ofMaxLength(3);
    Arbitrary<String> passwords = Combinators.combine(letters, marks)
        .as((letter, mark) -> letter + mark)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(parts -> String.join("", parts) + "Q");
    List<String> urls = List.of(
        "rediss://:%s@redis.example.com:6379/2",
        "redis://app:%s@redis.example.com:6379/2",
        "rediss://default:%s@redis.example.com:6379/2?timeout=5",
        "rediss://%s@redis.example.com:6379/2",
        "app:%s@redis.example.com:6379/2",
        ":%s@redis.example.com:6379/2",
        "//app:%s@redis.example.com:6379/2");
    return Combinators.combine(passwords, Arbitraries.of(urls)).as((any, url) -> {
      // What stands in front of a ":" is a user name there, which is shown.
      String password = url.startsWith("rediss://%s") ? any.replace(":", "") : any;
      return new Planted(password, Map.of("REDIS_URL", url.replace("%s", password)));
    });
  }

  private static Planted plant(
      String secret, String[] place, Mangle mangle, Map<String, String> background) {
    Map<String, String> environment = new HashMap<>(background);
    environment.put(place[0], mangle.apply(place[1].replace("%s", secret)));
    return new Planted(secret, environment);
  }

  /**
   * Tokens of ElastiCache's alphabet and passwords of anything, in which no four characters in a row
   * could be a host, a user or a client name: those are shown, since somebody must be able to read
   * where the service connects. Blanks, "=" and digits are left out: our own text has them.
   */
  private static Arbitrary<String> secrets() {
    Arbitrary<String> plain =
        Arbitraries.strings().withChars("QXZJKVWqxzjkvw").ofMinLength(1).ofMaxLength(3);
    Arbitrary<Character> marks =
        Arbitraries.of('!', '&', '#', '$', '^', '<', '>', '\\', '|', '~', 'ß', '\u4e2d');
    return Combinators.combine(plain, marks)
        .as((letters, mark) -> letters + mark)
        .list()
        .ofMinSize(2)
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String[]> places() {
    Stream<String> names = Arrays.stream(RedisVariable.values())
        .flatMap(variable -> Stream.concat(
            Stream.of(variable.name()),
            Stream.concat(
                variable.aliases().stream(),
                variable.hasFile() ? Stream.of(variable.fileName()) : Stream.empty())));
    List<String[]> places = new ArrayList<>();
    names.forEach(name -> {
      places.add(new String[] {name, "%s"});
      places.add(new String[] {name, "/run/%s"});
      URLS.forEach(url -> places.add(new String[] {name, url}));
    });
    return Arbitraries.of(places);
  }

  /** What happens to values on their way: cut, doubled, a character lost, one swapped. */
  interface Mangle {
    String apply(String value);
  }

  private static Arbitrary<Mangle> mangles() {
    Arbitrary<Double> where = Arbitraries.doubles().between(0, 0.99);
    return Combinators.combine(
            Arbitraries.integers().between(0, 5), where, Arbitraries.chars().ascii())
        .as((kind, at, c) -> value -> mangle(kind, (int) (at * value.length()), c, value));
  }

  private static String mangle(int kind, int at, char c, String value) {
    return switch (kind) {
      case 0 -> value.substring(0, at);
      case 1 -> value.substring(at);
      case 2 -> value + value;
      case 3 -> value.isEmpty() ? value : value.substring(0, at) + value.substring(at + 1);
      case 4 -> value.substring(0, at) + c + value.substring(at);
      default -> value;
    };
  }
}
