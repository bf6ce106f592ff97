package ai.hokusai.health.http;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The details on the service or on one check, for its operators: message, remedy, tally and the facts
 * of the last probe, with the names of {@code docs/endpoints.md}. They contain no secret and no
 * address but those of shards that are down, and variables, certificates and the version of Redis.
 */
public final class HealthDetails {

  private static final int MOST_DOWN = 10;

  private HealthDetails() {}

  /**
   * The details on the service.
   *
   * @param now the present time, for the age of results
   * @return texts, numbers, flags, and lists and maps of them, in the order of the documentation;
   *     the last one is {@code checks}
   */
  public static Map<String, Object> of(HealthReport report, Instant now) {
    Map<String, Object> checks = new LinkedHashMap<>();
    report.checks().forEach(check -> checks.put(check.name(), of(check, now)));
    Map<String, Object> all = summary(HealthSummary.of(report), now);
    all.put("checks", checks);
    return all;
  }

  /** The details on one check, in the same form. */
  public static Map<String, Object> of(HealthReport.Check check, Instant now) {
    var snapshot = check.snapshot();
    var tally = snapshot.tally();
    Map<String, Object> all = summary(HealthSummary.of(check), now);
    all.put("critical", check.isCritical());
    put(all, "durationMs", millis(snapshot.duration()));
    all.put("consecutiveSuccesses", tally.consecutiveSuccesses());
    all.put("consecutiveFailures", tally.consecutiveFailures());
    all.put("transitions", tally.transitions());
    put(all, "lastSuccessAt", tally.lastSuccessAt());
    put(all, "exceptionType", snapshot.trace());
    List<String> warnings = snapshot.warnings().stream().map(Cause::code).toList();
    put(all, "warnings", warnings.isEmpty() ? null : warnings);
    Optional.ofNullable(snapshot.facts()).ifPresent(facts -> facts(all, facts));
    return all;
  }

  private static Map<String, Object> summary(HealthSummary summary, Instant now) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", summary.word());
    Cause cause = summary.cause();
    if (cause != null) {
      all.put("code", cause.code());
      all.put("class", cause.faultClass().toString());
      all.put("message", cause.message());
      all.put("remedy", cause.remedy());
      put(all, "docs", cause.isDocumented() ? cause.docs() : null);
    }
    if (summary.isSplit()) {
      all.put("reads", summary.reads());
      all.put("writes", summary.writes());
    }
    put(all, "failures", summary.failures());
    put(all, "since", summary.since());
    long tenths = summary.tenths(now);
    put(all, "age", tenths < 0 ? null : tenths / 10.0);
    return all;
  }

  private static void facts(Map<String, Object> all, RedisFacts facts) {
    put(all, "role", word(facts.role()));
    put(all, "mode", word(facts.mode()));
    put(all, "version", facts.version());
    Map<String, Object> stages = new LinkedHashMap<>();
    facts
        .durations()
        .forEach((stage, took) -> put(stages, HealthSummary.word(stage), millis(took)));
    all.put("stagesMs", stages);
    put(all, "shards", shards(facts.shards()));
    put(all, "certificate", certificate(facts.certificate()));
    put(all, "clientCertificate", certificate(facts.clientCertificate()));
  }

  private static @Nullable Map<String, Object> shards(@Nullable ShardFacts shards) {
    if (shards == null) {
      return null;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("total", shards.total());
    all.put("usable", shards.usable());
    all.put("slots", shards.slots());
    all.put("slotsUsable", shards.slotsUsable());
    all.put(
        "down", shards.down().stream().limit(MOST_DOWN).map(HealthDetails::down).toList());
    return all;
  }

  private static Map<String, Object> down(ShardFacts.Down shard) {
    Map<String, Object> all = new LinkedHashMap<>();
    put(all, "slots", shard.slots());
    put(all, "node", shard.node());
    put(all, "code", shard.code());
    put(all, "since", shard.since());
    return all;
  }

  private static @Nullable Map<String, Object> certificate(@Nullable PeerCertificate certificate) {
    if (certificate == null) {
      return null;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    put(all, "subject", certificate.subject());
    all.put("names", certificate.names());
    put(all, "issuer", certificate.issuer());
    put(all, "notAfter", certificate.notAfter());
    return all;
  }

  private static @Nullable String word(@Nullable Enum<?> constant) {
    return constant == null ? null : HealthSummary.word(constant);
  }

  /** Milliseconds with at most three decimals. */
  private static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
  }

  /** Adds a value unless it is null or an empty text; a time is a text. */
  private static void put(Map<String, Object> all, String name, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      all.put(name, value instanceof Instant ? value.toString() : value);
    }
  }

  /** The details as JSON. */
  static String json(Map<String, Object> details) {
    var json = new StringBuilder();
    write(json, details);
    return json.toString();
  }

  /** A text as JSON. */
  static String quoted(String text) {
    var json = new StringBuilder();
    quote(json, text);
    return json.toString();
  }

  private static void write(StringBuilder json, Object value) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> each : map.entrySet()) {
        json.append(separator);
        write(json, each.getKey().toString());
        json.append(':');
        write(json, each.getValue());
        separator = ",";
      }
      json.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object each : list) {
        json.append(separator);
        write(json, each);
        separator = ",";
      }
      json.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      quote(json, value.toString());
    }
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '\u007f') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
