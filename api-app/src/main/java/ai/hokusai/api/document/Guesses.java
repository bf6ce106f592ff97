package ai.hokusai.api.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Naming;
import ai.hokusai.config.setting.Variable;
import ai.hokusai.config.source.FileSource;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves an environment in which some values are not given. It is resolved twice: with complete
 * stand-ins, such as a URL of ElastiCache with TLS and credentials, and with minimal stand-ins. Only
 * a diagnostic that both have, and that is not about an unknown value, is true for every value.
 */
final class Guesses {
  /** No file of the container is on this machine. */
  private static final FileSource NO_FILES = path -> {
    throw new IOException("no file of a container is read");
  };

  private static final String HOST = "master.stand-in.ab12cd.use1.cache.amazonaws.com";
  private static final String POOR_HOST = "localhost";
  private static final String FURTHER = "REDIS_URL";
  private static final Pattern WORD_BREAK = Pattern.compile("[^A-Za-z0-9_]+");

  /** Diagnostics that depend on the presence of a value, not on the value. */
  private static final Set<ConfigCode> OF_PRESENCE = EnumSet.of(
      ConfigCode.DEPRECATED_ALIAS,
      ConfigCode.UNKNOWN_VARIABLE,
      ConfigCode.PREFIX_NOT_READ,
      ConfigCode.IAM_AND_TOKEN,
      ConfigCode.SECRET_OVER_PLAINTEXT);

  private final Names names;
  private final SettingsResolver resolver;

  /**
   * The settings and diagnostics that are certain.
   *
   * @param config the settings, in which stand-ins take the place of unknown values
   * @param diagnostics the diagnostics, the worst first
   */
  record Certain(AppConfig config, List<Diagnostic> diagnostics) {

    /** Copies the list. */
    Certain {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  Guesses(Names names, SettingsResolver resolver) {
    this.names = names;
    this.resolver = resolver;
  }

  /**
   * Resolves the settings of each Redis.
   *
   * @param known the variables with known values
   * @param unknown the names of the other variables
   * @param hasFurther whether there may be further variables
   */
  Map<Naming, Certain> resolve(Map<String, String> known, Set<String> unknown, boolean hasFurther) {
    Map<String, String> rich = new HashMap<>(known);
    Map<String, String> poor = new HashMap<>(known);
    for (String name : unknown) {
      put(rich, name, true);
      put(poor, name, false);
    }
    if (hasFurther && !known.containsKey(FURTHER)) {
      put(rich, FURTHER, true);
    }
    Map<Naming, AppConfig> first = resolver.resolve(rich, NO_FILES);
    Map<Naming, AppConfig> second = resolver.resolve(poor, NO_FILES);
    Map<Naming, Certain> certain = new LinkedHashMap<>();
    first.forEach((naming, config) -> {
      Set<Diagnostic> others = Set.copyOf(second.getOrDefault(naming, config).diagnostics());
      List<Diagnostic> both = config.diagnostics().stream()
          .filter(others::contains)
          .filter(each -> OF_PRESENCE.contains(each.type()) || !isAbout(each, unknown))
          .toList();
      certain.put(naming, new Certain(config, both));
    });
    return certain;
  }

  private static boolean isAbout(Diagnostic diagnostic, Set<String> unknown) {
    return unknown.contains(diagnostic.origin().variable())
        || WORD_BREAK.splitAsStream(diagnostic.detail()).anyMatch(unknown::contains);
  }

  private void put(Map<String, String> environment, String name, boolean isRich) {
    Variable variable = names.variable(name).orElse(null);
    boolean isFile = variable != null && variable.hasFile() && name.endsWith("_FILE");
    if (isFile) {
      environment.remove(name);
    }
    String target = isFile ? name.substring(0, name.length() - "_FILE".length()) : name;
    String value = variable == null ? token(name) : value(variable, name, isRich);
    if (value != null) {
      environment.put(target, value);
    }
  }

  private static @Nullable String value(Variable variable, String name, boolean isRich) {
    return switch (variable.kind()) {
      case SECRET -> token(name);
      case URL ->
        isRich
            ? "rediss://stand-in:" + token(name) + "@" + HOST + ":6379/0"
            : "redis://" + POOR_HOST;
      case JSON ->
        isRich
            ? "{\"host\":\"%s\",\"username\":\"stand-in\",\"password\":\"%s\"}"
                .formatted(HOST, token(name))
            : "{\"password\":\"%s\"}".formatted(token(name));
      case PEM -> "-----BEGIN CERTIFICATE-----";
      case WORD, TEXT -> isRich ? text(variable) : poorText(variable);
    };
  }

  /** Another value than the default, where that decides about other settings. */
  private static String text(Variable variable) {
    return switch (variable.name()) {
      case "REDIS_HOST" -> HOST;
      case "REDIS_SENTINELS" -> POOR_HOST;
      case "REDIS_AUTH_MODE" -> "iam";
      case "REDIS_TOPOLOGY" -> "cluster";
      case "REDIS_TLS_ENABLED", "REDIS_SENTINEL_TLS_ENABLED" -> "true";
      case "REDIS_TLS_CA_FILE", "REDIS_TLS_CERT_FILE", "REDIS_TLS_KEY_FILE" -> "/stand-in";
      default ->
        switch (variable.defaultText()) {
          case "" -> "stand-in";
          case "true" -> "false";
          case "false" -> "true";
          default -> variable.defaultText();
        };
    };
  }

  private static @Nullable String poorText(Variable variable) {
    return switch (variable.name()) {
      case "REDIS_HOST" -> POOR_HOST;
      case "REDIS_TLS_ENABLED", "REDIS_SENTINEL_TLS_ENABLED" -> "false";
      default -> null;
    };
  }

  /** A token that every client accepts, another one for each name. */
  private static String token(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }
}
