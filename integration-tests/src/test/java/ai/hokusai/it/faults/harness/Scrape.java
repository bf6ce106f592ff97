package ai.hokusai.it.faults.harness;

import ai.hokusai.health.Status;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What one scrape says of Redis.
 *
 * @param status the status whose series is 1
 * @param failures how many attempts found each code
 * @param falls how often the service fell with each code
 */
record Scrape(Status status, Map<String, Double> failures, Map<String, Double> falls) {
  private static final Pattern STATE =
      Pattern.compile("(?m)^health_check_state\\{check=\"redis\",.*status=\"([a-z]+)\"} 1\\.0$");
  private static final Pattern FAILURES = Pattern.compile(
      "(?m)^health_check_results_total\\{check=\"redis\",code=\"([A-Z_]+)\",outcome=\"failure\"} (\\S+)$");
  private static final Pattern FALLS = Pattern.compile(
      "(?m)^health_check_transitions_total\\{check=\"redis\",code=\"([A-Z_]+)\",.*to=\"unhealthy\"} (\\S+)$");

  static Scrape parse(String text) {
    var states = STATE.matcher(text);
    if (!states.find()) {
      throw new IllegalStateException("/metrics names no state of redis");
    }
    var status = Status.valueOf(states.group(1).toUpperCase(Locale.ROOT));
    if (states.find()) {
      throw new IllegalStateException("/metrics names two states of redis");
    }
    return new Scrape(status, counts(FAILURES, text), counts(FALLS, text));
  }

  private static Map<String, Double> counts(Pattern pattern, String text) {
    var counts = new TreeMap<String, Double>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      counts.merge(matcher.group(1), Double.valueOf(matcher.group(2)), Double::sum);
    }
    return counts;
  }

  /** The codes that attempts found since an earlier scrape. */
  Set<String> foundSince(Scrape earlier) {
    return grown(earlier.failures, failures);
  }

  /** The codes with which the service fell since an earlier scrape. */
  Set<String> fellSince(Scrape earlier) {
    return grown(earlier.falls, falls);
  }

  private static Set<String> grown(Map<String, Double> before, Map<String, Double> after) {
    var grown = new TreeSet<String>();
    after.forEach((code, count) -> {
      if (count > before.getOrDefault(code, 0.0)) {
        grown.add(code);
      }
    });
    return grown;
  }
}
