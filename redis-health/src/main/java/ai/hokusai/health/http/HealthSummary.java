package ai.hokusai.health.http;

import static java.util.Objects.requireNonNull;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Requests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts on the service or on one check that a response shows. Immutable. */
public final class HealthSummary {
  private final Status status;
  private final @Nullable Cause cause;
  private final Instant since;
  private final Requests requests;
  private final @Nullable Instant checkedAt;

  private HealthSummary(
      Status status,
      @Nullable Cause cause,
      Instant since,
      Requests requests,
      @Nullable Instant checkedAt) {
    this.status = requireNonNull(status, "status");
    this.cause = cause;
    this.since = since.truncatedTo(ChronoUnit.MILLIS);
    this.requests = requireNonNull(requests, "requests");
    this.checkedAt = checkedAt;
  }

  /** The facts on the service; the requests are those of the check that has the cause. */
  public static HealthSummary of(HealthReport report) {
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
    return new HealthSummary(report.status(), cause, report.since(), requests, oldest);
  }

  /** The facts on one check. */
  public static HealthSummary of(HealthReport.Check check) {
    var snapshot = check.snapshot();
    return new HealthSummary(
        snapshot.status(),
        snapshot.cause(),
        snapshot.since(),
        snapshot.requests(),
        snapshot.checkedAt());
  }

  /**
   * The public response of {@code /health} as JSON.
   *
   * @param hint the way to the details, shown where there is a cause; null for none
   */
  String json(Instant now, @Nullable String hint) {
    String age = age(now);
    return start()
        + words()
        + (isSplit() ? ",\"reads\":\"" + reads() + "\",\"writes\":\"" + writes() + '"' : "")
        + ",\"since\":\"" + since + '"'
        + (age == null ? "" : ",\"age\":" + age)
        + (hint == null || cause == null ? "" : field("details", hint))
        + "}\n";
  }

  private String words() {
    Fault fault = publicCause();
    return fault == null
        ? ""
        : field("message", fault.message())
            + field("remedy", fault.remedy())
            + field("docs", fault.docs());
  }

  private static String field(String name, String text) {
    return ",\"" + name + "\":" + HealthDetails.quoted(text);
  }

  /** The start of a JSON object: the status and, where there is one, the code. Both need no escaping. */
  String start() {
    return "{\"status\":\"" + word() + '"'
        + (cause == null ? "" : ",\"code\":\"" + cause.code() + '"');
  }

  /** The status in lower case, as responses show it. */
  public String word() {
    return word(status);
  }

  /**
   * The cause in the constant words of its code, which are public; null for none and for a cause of the
   * service's own, of which only the code is public.
   */
  public @Nullable Fault publicCause() {
    return Fault.of(cause);
  }

  /** The cause, null for none. Its words may name addresses; see {@link #publicCause}. */
  public @Nullable Cause cause() {
    return cause;
  }

  /** The start of the status, in milliseconds. */
  public Instant since() {
    return since;
  }

  /** Returns true if reads and writes are shown separately, since only one of them fails. */
  public boolean isSplit() {
    return requests.reads().level() != requests.writes().level();
  }

  /** The state of the reads of requests, such as {@code ok}. */
  public String reads() {
    return word(requests.reads().level());
  }

  /** The state of the writes of requests. */
  public String writes() {
    return word(requests.writes().level());
  }

  /** The failures of requests, as in "79 of 80 writes failed"; empty without any. */
  public String failures() {
    return Arrays.stream(Operation.values())
        .filter(each -> requests.of(each).attempts() > 0)
        .map(each -> requests.of(each).failures() + " of " + requests.of(each).attempts() + " "
            + each.plural() + " failed")
        .collect(Collectors.joining(", "));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The age in seconds with one decimal, null before the first result. */
  public @Nullable String age(Instant now) {
    long tenths = tenths(now);
    return tenths < 0 ? null : tenths / 10 + "." + tenths % 10;
  }

  /** The age in tenths of a second, at least 0 if a clock was set back; -1 before the first result. */
  long tenths(Instant now) {
    return checkedAt == null ? -1 : Math.max(0, checkedAt.until(now, ChronoUnit.MILLIS)) / 100;
  }

  @Override
  public String toString() {
    return word() + (cause == null ? "" : " " + cause.code());
  }
}
