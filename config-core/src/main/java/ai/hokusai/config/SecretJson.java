package ai.hokusai.config;

import static ai.hokusai.config.RedisVariable.REDIS_SECRET_JSON;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.grammar.EditDistance;
import ai.hokusai.config.source.FlatJson;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.Reading;
import ai.hokusai.config.source.SettingSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads several settings out of one secret, a JSON object as the rotation of AWS Secrets Manager
 * writes it. Each value counts as that of the variable for the same setting.
 */
final class SecretJson {
  // "au" and "auth" are no typing errors of each other.
  private static final int SHORT = 5;

  /** The keys that are read. */
  private enum Key {
    USERNAME(RedisVariable.REDIS_USERNAME, Part.USERNAME, "user", "login"),
    PASSWORD(
        RedisVariable.REDIS_AUTH_TOKEN,
        Part.PASSWORD,
        "pass",
        "pwd",
        "auth",
        "token",
        "auth_token",
        "auth-token",
        "authtoken",
        "redis_auth_token"),
    HOST(RedisVariable.REDIS_HOST, Part.HOST, "hostname", "endpoint", "address", "redis_host"),
    PORT(RedisVariable.REDIS_PORT, Part.PORT, "redis_port"),
    DBNAME(RedisVariable.REDIS_DB, Part.DATABASE, "db", "database"),
    SSL(RedisVariable.REDIS_TLS_ENABLED, Part.OPTION, "tls");

    private final RedisVariable variable;
    private final Part part;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable, but its type does not show it
    private final Set<String> misnomers;

    Key(RedisVariable variable, Part part, String... misnomers) {
      this.variable = variable;
      this.part = part;
      this.misnomers = Set.of(misnomers);
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isProbably(String typed) {
      String lower = typed.toLowerCase(Locale.ROOT);
      int most = Math.min(lower.length(), text().length()) < SHORT ? 1 : 2;
      return misnomers.contains(lower)
          || (lower.length() > 2 && EditDistance.between(lower, text()) <= most);
    }
  }

  private SecretJson() {}

  /** The same source with the values of the secret, if there is one. */
  static SettingSource read(SettingSource source, Problems problems) {
    Reading<Map<String, String>> secret =
        source.read(REDIS_SECRET_JSON, (text, origin) -> object(text, origin, source, problems));
    Map<String, String> fields = secret.value();
    if (fields == null) {
      return source;
    }
    Map<String, Reading<String>> values = new HashMap<>();
    for (Key each : Key.values()) {
      String value = fields.getOrDefault(each.text(), "");
      if (!value.isEmpty()) {
        values.put(each.variable.name(), new Reading<>(value, secret.place().at(each.part)));
      }
    }
    fields.forEach((name, value) -> {
      Key meant = meant(name, fields.keySet());
      if (meant != null) {
        problems.add(ConfigCode.SECRET_JSON_KEY_UNKNOWN, secret.place(), meant.text());
        source.secrets().addFaulty(value, secret.place());
      }
    });
    return source.with(values);
  }

  private static @Nullable Map<String, String> object(
      String text, Origin origin, SettingSource source, Problems problems) {
    Map<String, String> fields = FlatJson.parse(text);
    if (fields == null) {
      source.secrets().addFaulty(text, origin);
      problems.add(
          ConfigCode.SECRET_JSON_INVALID, origin, "it is no JSON object of texts and numbers");
    } else if (fields.keySet().stream().allMatch(SecretJson::isForeign)) {
      fields.values().forEach(each -> source.secrets().addFaulty(each, origin));
      problems.add(
          ConfigCode.SECRET_JSON_INVALID,
          origin,
          "it has none of the keys username, password, host and port");
      return null;
    }
    return fields;
  }

  private static boolean isForeign(String name) {
    for (Key each : Key.values()) {
      if (each.text().equals(name) || each.isProbably(name)) {
        return false;
      }
    }
    return true;
  }

  /** The key for which another was typed; null for a key that is read, or is of something else. */
  private static @Nullable Key meant(String name, Set<String> present) {
    for (Key each : Key.values()) {
      if (each.text().equals(name)) {
        return null;
      }
    }
    for (Key each : Key.values()) {
      if (!present.contains(each.text()) && each.isProbably(name)) {
        return each;
      }
    }
    return null;
  }
}
