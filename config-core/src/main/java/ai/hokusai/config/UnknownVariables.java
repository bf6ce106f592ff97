package ai.hokusai.config;

import ai.hokusai.config.diagnostic.Code;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.source.Problems;
import ai.hokusai.config.source.VariableNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds variables that look like ours and are not: a typo would otherwise be lost in silence. */
final class UnknownVariables {
  private static final String PREFIX = "REDIS_";
  // Kubernetes and Docker links inject these, such as REDIS_PORT_6379_TCP.
  private static final Pattern INJECTED = Pattern.compile("REDIS_(?:SERVICE|PORT)_.*");

  private static final VariableNames NAMES = new VariableNames(
      List.of(RedisVariable.values()),
      Map.of(
          "REDIS_PASSWORD_FILE", "REDIS_AUTH_TOKEN_FILE",
          "REDIS_AUTH", "REDIS_AUTH_TOKEN",
          "REDIS_TOKEN", "REDIS_AUTH_TOKEN",
          "REDIS_USER", "REDIS_USERNAME",
          "REDIS_ENDPOINT", "REDIS_URL",
          "REDIS_HOSTNAME", "REDIS_HOST",
          "REDIS_TIMEOUT", "REDIS_READ_TIMEOUT",
          "REDIS_SOCKET_TIMEOUT", "REDIS_READ_TIMEOUT",
          "REDIS_MAX_CONNECTIONS", "REDIS_POOL_MAX",
          "REDIS_CA_FILE", "REDIS_TLS_CA_FILE"));

  private UnknownVariables() {}

  static void report(Set<String> names, Problems problems) {
    List<String> unknown = new ArrayList<>(0);
    for (String name : names) {
      if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !NAMES.isKnown(name)) {
        unknown.add(name);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Collections.sort(unknown);
    for (String name : unknown) {
      if (!INJECTED.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
        NAMES
            .nearest(name)
            .ifPresent(
                right -> problems.remark(Code.UNKNOWN_VARIABLE, Origin.variable(name), right));
      }
    }
  }
}
