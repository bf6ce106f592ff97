package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.grammar.EditDistance;
import ai.hokusai.config.source.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds variables that look like ours and are not: a typo would otherwise be lost in silence. */
final class UnknownVariables {
  private static final String PREFIX = "REDIS_";
  private static final int MAX_DISTANCE = 2;
  private static final Pattern ORDINARY_NAME = Pattern.compile("[A-Za-z0-9_]{1,40}");
  // Kubernetes and Docker links inject these, such as REDIS_PORT_6379_TCP.
  private static final Pattern INJECTED = Pattern.compile("REDIS_(?:SERVICE|PORT)_.*");

  /** Every name that is read, and the names that other software uses for it, with the right name. */
  private static final Map<String, String> RIGHT_NAMES = new TreeMap<>();

  private static final Set<String> KNOWN;

  static {
    for (RedisVariable variable : RedisVariable.values()) {
      RIGHT_NAMES.put(variable.name(), variable.name());
      variable.aliases().forEach(alias -> RIGHT_NAMES.put(alias, variable.name()));
      if (variable.hasFile()) {
        RIGHT_NAMES.put(variable.fileName(), variable.fileName());
      }
    }
    KNOWN = Set.copyOf(RIGHT_NAMES.keySet());
    RIGHT_NAMES.put("REDIS_PASSWORD_FILE", "REDIS_AUTH_TOKEN_FILE");
    RIGHT_NAMES.put("REDIS_AUTH", "REDIS_AUTH_TOKEN");
    RIGHT_NAMES.put("REDIS_TOKEN", "REDIS_AUTH_TOKEN");
    RIGHT_NAMES.put("REDIS_USER", "REDIS_USERNAME");
    RIGHT_NAMES.put("REDIS_ENDPOINT", "REDIS_URL");
    RIGHT_NAMES.put("REDIS_HOSTNAME", "REDIS_HOST");
    RIGHT_NAMES.put("REDIS_TIMEOUT", "REDIS_READ_TIMEOUT");
    RIGHT_NAMES.put("REDIS_SOCKET_TIMEOUT", "REDIS_READ_TIMEOUT");
    RIGHT_NAMES.put("REDIS_MAX_CONNECTIONS", "REDIS_POOL_MAX");
    RIGHT_NAMES.put("REDIS_CA_FILE", "REDIS_TLS_CA_FILE");
  }

  private UnknownVariables() {}

  static void report(Set<String> names, Problems problems) {
    List<String> unknown = new ArrayList<>(0);
    for (String name : names) {
      if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !KNOWN.contains(name)) {
        unknown.add(name);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Collections.sort(unknown);
    unknown.forEach(name -> suggestion(name)
        .ifPresent(right -> problems.remark(Code.UNKNOWN_VARIABLE, Origin.variable(name), right)));
  }

  private static Optional<String> suggestion(String name) {
    String typed = name.toUpperCase(Locale.ROOT);
    if (!ORDINARY_NAME.matcher(name).matches() || INJECTED.matcher(typed).matches()) {
      return Optional.empty();
    }
    String best = null;
    int least = MAX_DISTANCE + 1;
    for (var candidate : RIGHT_NAMES.entrySet()) {
      int distance = EditDistance.between(typed, candidate.getKey());
      if (distance < least) {
        least = distance;
        best = candidate.getValue();
      }
    }
    return Optional.ofNullable(best);
  }
}
