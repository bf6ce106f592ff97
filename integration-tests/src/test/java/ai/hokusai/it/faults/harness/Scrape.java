package ai.hokusai.it.faults.harness;

import ai.hokusai.health.Status;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one scrape says of Redis.
 *
 * @param status the status whose series is 1
 * @param failures how many attempts found each code
 * @param cause the code of the cause, null for none
 */
record Scrape(
    Status status, Map<String, Double> failures, @Nullable String cause) {
  private static final Pattern STATE =
      Pattern.compile("(?m)^health_check_state\\{check=\"redis\",.*status=\"([a-z]+)\"} 1\\.0$");
  private static final Pattern FAILURES = Pattern.compile(
      "(?m)^health_check_results_total\\{check=\"redis\",code=\"([A-Z_]+)\",outcome=\"failure\"} (\\S+)$");
  private static final Pattern CAUSE = Pattern.compile(
      "(?m)^health_check_cause\\{check=\"redis\",class=\"[A-Z]+\",code=\"([A-Z_]+)\"} 1\\.0$");

  static Scrape parse(String text) {
    var states = STATE.matcher(text);
    if (!states.find()) {
      throw new IllegalStateException("/metrics names no state of redis");
    }
    var status = Status.valueOf(states.group(1).toUpperCase(Locale.ROOT));
    if (states.find()) {
      throw new IllegalStateException("/metrics names two states of redis");
    }
    var cause = CAUSE.matcher(text);
    return new Scrape(status, counts(FAILURES, text), cause.find() ? cause.group(1) : null);
  }

  private static Map<String, Double> counts(Pattern pattern, String text) {
    var counts = new TreeMap<String, Double>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      counts.merge(matcher.group(1), Double.valueOf(matcher.group(2)), Double::sum);
    }
    return counts;
  }

  /** The status of Redis in the metrics, with a code only while it is down. */
  Observation observation() {
    return new Observation(status, new Observation(status, null).isDown() ? cause : null);
  }

  /** The codes that attempts found since an earlier scrape. */
  Set<String> foundSince(Scrape earlier) {
    var grown = new TreeSet<String>();
    failures.forEach((code, count) -> {
      if (count > earlier.failures.getOrDefault(code, 0.0)) {
        grown.add(code);
      }
    });
    return grown;
  }
}
