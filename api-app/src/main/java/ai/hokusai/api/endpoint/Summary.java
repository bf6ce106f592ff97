package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Requests;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public facts on the service or on one check. Immutable.
 *
 * @param status the status
 * @param cause the cause, null for none; only its code is public
 * @param since the start of this status
 * @param requests the failures of requests, of the check that has the cause
 * @param checkedAt the time of the oldest result it depends on, null before the first
 */
record Summary(
    Status status,
    @Nullable Cause cause,
    Instant since,
    Requests requests,
    @Nullable Instant checkedAt) {

  /** Truncates the start to milliseconds. */
  Summary {
    since = since.truncatedTo(ChronoUnit.MILLIS);
  }

  static Summary of(HealthReport report) {
    Instant oldest = report.checks().stream()
        .map(each -> each.snapshot().checkedAt())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
    Cause cause = report.cause().orElse(null);
    Requests requests = report.checks().stream()
        .map(HealthReport.Check::snapshot)
        .filter(each -> Objects.equals(each.cause(), cause))
        .map(HealthSnapshot::requests)
        .findFirst()
        .orElse(Requests.NONE);
    return new Summary(report.status(), cause, report.since(), requests, oldest);
  }

  static Summary of(HealthReport.Check check) {
    var snapshot = check.snapshot();
    return new Summary(
        snapshot.status(),
        snapshot.cause(),
        snapshot.since(),
        snapshot.requests(),
        snapshot.checkedAt());
  }

  /** The fields of the public response except the age, which changes with each request. */
  Fields publicFields() {
    var fields = new Fields().add("status", word());
    if (cause != null) {
      fields.add("code", cause.code());
    }
    return split(fields).add("since", since);
  }

  /** The fields of the detailed response. */
  Fields details(Instant now) {
    var fields = new Fields().add("status", word());
    if (cause != null) {
      fields.add("code", cause.code()).addAll(Finding.of(Severity.ERROR, cause).words());
    }
    String age = age(now);
    return split(fields)
        .addIfPresent("failures", failures())
        .add("since", since)
        .addIfPresent("age", age == null ? null : new BigDecimal(age));
  }

  private Fields split(Fields fields) {
    return isSplit() ? fields.add("reads", reads()).add("writes", writes()) : fields;
  }

  /** Returns true if reads and writes are shown separately, since only one of them fails. */
  boolean isSplit() {
    return requests.reads().level() != requests.writes().level();
  }

  String reads() {
    return word(requests.reads().level());
  }

  String writes() {
    return word(requests.writes().level());
  }

  /** The failures of requests, as in "79 of 80 writes failed"; empty without any. */
  String failures() {
    return Arrays.stream(Operation.values())
        .filter(each -> requests.of(each).attempts() > 0)
        .map(each -> requests.of(each).failures() + " of " + requests.of(each).attempts() + " "
            + each.plural() + " failed")
        .collect(Collectors.joining(", "));
  }

  /** The code of the cause, empty for none. */
  static String code(HealthReport report) {
    return report.cause().map(Cause::code).orElse("");
  }

  String word() {
    return word(status);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The age in seconds with one decimal, null before the first result. */
  @Nullable
  String age(Instant now) {
    long tenths = tenths(now);
    return tenths < 0 ? null : tenths / 10 + "." + tenths % 10;
  }

  /** The age in tenths of a second, at least 0 if a clock was set back; -1 before the first result. */
  long tenths(Instant now) {
    return checkedAt == null ? -1 : Math.max(0, checkedAt.until(now, ChronoUnit.MILLIS)) / 100;
  }
}
