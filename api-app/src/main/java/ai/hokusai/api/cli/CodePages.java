package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.IamSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Documentation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section of {@code docs/diagnostics.md} on each code, from the jar. Immutable. */
final class CodePages {
  private static final String PAGE = "/META-INF/docs/diagnostics.md";
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### ([A-Z0-9_]+)\\n\\n(.*?)(?=^##|\\z)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```\\n");
  private static final Pattern ORDINARY = Pattern.compile("[A-Za-z0-9._:-]+");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
  private static final int MOST_SUGGESTIONS = 3;

  private final Map<String, String> sections = new LinkedHashMap<>();

  private CodePages(String page) {
    Matcher section = SECTION.matcher(page);
    while (section.find()) {
      sections.put(section.group(1), section.group(2));
    }
  }

  /** Reads the page. */
  static CodePages read() {
    try (InputStream page = Objects.requireNonNull(CodePages.class.getResourceAsStream(PAGE))) {
      return new CodePages(new String(page.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The section on a code, with the address of Redis in its commands.
   *
   * @param code the code, in capital letters or not
   * @param config the environment, whose Redis the commands name
   * @return text for people, empty for another code
   */
  Optional<String> of(String code, AppConfig config) {
    String name = code.strip().toUpperCase(Locale.ROOT);
    return Optional.ofNullable(sections.get(name))
        .map(section -> name + "\n\n"
            + ascii(rendered(section, config.redis().orElse(null))).stripTrailing()
            + "\n\nMore: "
            + Documentation.of(name) + "\n");
  }

  private static String rendered(String section, @Nullable RedisSettings redis) {
    return BLOCK
        .matcher(section)
        .replaceAll(block -> Matcher.quoteReplacement((block.group(1).equals("sh") && redis != null
                ? filled(block.group(2), redis)
                : block.group(2))
            .indent(2)));
  }

  /** Escapes the characters of examples that a terminal without UTF-8 cannot show. */
  private static String ascii(String text) {
    return NOT_ASCII
        .matcher(text)
        .replaceAll(each -> "\\\\u%04x".formatted(each.group().codePointAt(0)));
  }

  /** Only names that a shell takes literally are filled in. */
  private static String filled(String commands, RedisSettings redis) {
    String user = redis.username() == null ? "default" : redis.safeUsername();
    String all = commands.replace("<port>", String.valueOf(redis.port()));
    all = ORDINARY.matcher(redis.host()).matches() ? all.replace("<host>", redis.host()) : all;
    all = ORDINARY.matcher(user).matches() ? all.replace("<user>", user) : all;
    all = IamSettings.ofEndpoint(redis.host()).map(cacheIn(all)).orElse(all);
    return redis.tls() == null
        ? all.replace("redis-cli --tls ", "redis-cli ").replace("rediss://", "redis://")
        : all;
  }

  /** Fills in the region, and the replication group, which only ElastiCache on nodes has. */
  private static Function<IamSettings, String> cacheIn(String commands) {
    return cache -> {
      String all = commands.replace("<region>", cache.region());
      return cache.service() == IamSettings.Service.ELASTICACHE && !cache.isServerless()
          ? all.replace("<replication-group>", cache.cache())
          : all;
    };
  }

  /** The codes that have the most words in common with a text, the best first; none without one. */
  List<String> similar(String text) {
    List<String> words =
        Arrays.asList(text.strip().toUpperCase(Locale.ROOT).split("[^A-Z0-9]+", -1));
    Comparator<String> byWords = Comparator.comparingLong(each -> -common(each, words));
    return sections.keySet().stream()
        .filter(each -> common(each, words) > 0)
        .sorted(byWords.thenComparingInt(String::length))
        .limit(MOST_SUGGESTIONS)
        .toList();
  }

  private static long common(String code, List<String> words) {
    return Arrays.stream(code.split("_", -1)).filter(words::contains).count();
  }
}
