package ai.hokusai.api.endpoint;

import ai.hokusai.api.endpoint.Picture.Part;
import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.http.HealthSummary;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.PoolUsage;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
import ai.hokusai.health.traffic.Durations;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.health.traffic.Outcomes;
import ai.hokusai.health.traffic.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The facts of a response for people, in the order of the page and of the text. Used by one thread. */
final class HealthView {
  private static final int MOST_SHARDS = 10;
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();

  private final Instant now;
  private final String code;
  private final HealthSummary summary;
  private final boolean hasChecks;
  private final List<Group> groups = new ArrayList<>();

  private HealthView(HealthReport report, Instant now) {
    this.now = now;
    this.summary = HealthSummary.of(report);
    this.hasChecks = !report.checks().isEmpty();
    Cause cause = summary.cause();
    this.code = cause == null ? "" : cause.code();
  }

  /**
   * One fact, of one line or more.
   *
   * @param picture the same as the text
   */
  record Fact(String name, String text, Picture picture) {}

  /**
   * The facts on one subject.
   *
   * @param title the name of the subject, empty for the service
   * @param note a remark on the title
   * @param status the word of a status, empty where that of the service says the same
   */
  record Group(String title, String note, String status, List<Fact> facts) {
    static Group of(String title, String note, String status) {
      return new Group(title, note, status, new ArrayList<>());
    }

    void add(String name, @Nullable String text) {
      add(name, text, Picture.NONE);
    }

    void add(String name, @Nullable String text, Picture picture) {
      if (text != null && !text.isEmpty()) {
        facts.add(new Fact(name, text, picture));
      }
    }

    void words(@Nullable Cause cause) {
      if (cause != null) {
        words(Finding.of(Severity.ERROR, cause));
      }
    }

    void words(Finding finding) {
      FaultClass faultClass = finding.faultClass();
      add("class", faultClass == null ? null : faultClass.name());
      add("message", finding.message());
      add("remedy", finding.remedy());
      add("docs", finding.docs());
    }
  }

  /** The public facts, and how to get more. */
  static HealthView brief(HealthReport report, String hint, Instant now) {
    var view = new HealthView(report, now);
    Group group = view.service(view.summary.publicCause());
    group.add("details", hint);
    return view;
  }

  /** All facts. */
  static HealthView full(HealthReport report, ServiceFacts facts, Recent recent, Instant now) {
    var view = new HealthView(report, now);
    view.service(view.summary.cause());
    // Errors explain the status; corrections and warnings are of less interest than the checks.
    view.diagnostics(facts, true);
    report.checks().forEach(check -> view.check(check, facts, recent, report));
    view.diagnostics(facts, false);
    Group process = Group.of("process", "", "");
    if (report.checks().stream().noneMatch(each -> hasRedis(each, recent))) {
      process.add("redis", facts.redis());
    }
    process.add("releaseId", facts.release());
    process.add("instanceId", facts.instance());
    view.groups.add(process);
    return view;
  }

  private static boolean hasRedis(HealthReport.Check check, Recent recent) {
    return recent.redis().apply(check.name()).isPresent();
  }

  /** The status of the service in one word. */
  String status() {
    return summary.word();
  }

  /** The code of its cause, empty for none. */
  String code() {
    return code;
  }

  /** The facts; the first group is that of the service. */
  List<Group> groups() {
    return groups;
  }

  /** The time of a status: its duration, its start, and the age of the last result. */
  String times() {
    return times(summary);
  }

  private String times(HealthSummary of) {
    String age = of.age(now);
    return "for %s (since %s)%s"
        .formatted(
            Times.text(Duration.between(of.since(), now)),
            Times.at(of.since(), now),
            age != null ? ", checked " + ago(age) : hasChecks ? ", not checked yet" : "");
  }

  private static String ago(String age) {
    return Times.text(Duration.ofSeconds((long) Double.parseDouble(age))) + " ago";
  }

  private Group service(@Nullable Cause cause) {
    Group group = Group.of("", "", "");
    if (summary.isSplit()) {
      group.add("reads", summary.reads());
      group.add("writes", summary.writes());
    }
    group.words(cause);
    groups.add(group);
    return group;
  }

  private void diagnostics(ServiceFacts facts, boolean areErrors) {
    for (Finding finding : facts.diagnostics()) {
      if (areErrors == (finding.severity() == Severity.ERROR)) {
        Group group = Group.of("configuration", finding.severity().label(), "");
        group.add("code", finding.code());
        group.words(finding);
        groups.add(group);
      }
    }
  }

  private void check(
      HealthReport.Check check, ServiceFacts facts, Recent recent, HealthReport report) {
    HealthSnapshot snapshot = check.snapshot();
    HealthSummary own = HealthSummary.of(check);
    boolean isSaid = snapshot.status() == report.status()
        && Objects.equals(snapshot.cause(), report.cause().orElse(null));
    Group group = Group.of(
        check.name(), check.isCritical() ? "critical" : "optional", isSaid ? "" : own.word());
    groups.add(group);
    if (!isSaid) {
      group.add("since", times(own));
      group.add("code", snapshot.cause() == null ? "" : snapshot.cause().code());
      group.words(snapshot.cause());
    }
    group.add("failures", own.failures());
    if (hasRedis(check, recent)) {
      group.add("redis", facts.redis());
    }
    group.add(
        "warnings",
        snapshot.warnings().stream().map(Cause::code).collect(Collectors.joining(", ")));
    RedisFacts found = snapshot.facts();
    if (found != null) {
      redis(group, found);
    }
    recent.redis().apply(check.name()).ifPresent(use -> use(group, use));
    history(group, recent.history().of(check.name()));
  }

  private void redis(Group group, RedisFacts found) {
    group.add(
        "server",
        Stream.of(
                found.role() == null ? "" : "role " + Fields.word(found.role()),
                found.mode() == null ? "" : "mode " + Fields.word(found.mode()),
                found.version() == null ? "" : "version " + found.version())
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", ")));
    group.add("primary", found.primary());
    group.add(
        "stages",
        found.durations().entrySet().stream()
            .map(each ->
                Fields.word(each.getKey()) + " " + Times.millis(each.getValue().toNanos()))
            .collect(Collectors.joining(", ", "", found.durations().isEmpty() ? "" : " ms")),
        Picture.bar(found.durations().entrySet().stream()
            .map(each -> new Part(
                Fields.word(each.getKey()), each.getValue().toNanos(), Fields.word(each.getKey())))
            .toList()));
    shards(group, found.shards());
    certificate(group, "certificate", found.certificate());
    certificate(group, "clientCertificate", found.clientCertificate());
  }

  private void shards(Group group, @Nullable ShardFacts shards) {
    if (shards == null) {
      return;
    }
    String down = shards.down().stream()
        .limit(MOST_SHARDS)
        .map(each -> "\n%s at %s: %s for %s"
            .formatted(
                each.slots(),
                each.node(),
                each.code(),
                Times.text(Duration.between(each.since(), now))))
        .collect(Collectors.joining());
    group.add(
        "shards",
        "%d of %d usable, %s of %s slots%s"
            .formatted(
                shards.usable(),
                shards.total(),
                Times.count(shards.slotsUsable()),
                Times.count(shards.slots()),
                down),
        Picture.bar(List.of(
            new Part("usable", shards.usable(), "healthy"),
            new Part("down", shards.total() - shards.usable(), "unhealthy"))));
  }

  private void certificate(Group group, String name, @Nullable PeerCertificate certificate) {
    if (certificate != null) {
      Instant end = certificate.notAfter();
      String rest = Times.text(Duration.between(now, end).abs());
      group.add(
          name,
          "%s on %s, %s; %s"
              .formatted(
                  end.isBefore(now) ? "expired" : "expires",
                  end.toString().substring(0, end.toString().indexOf('T')),
                  end.isBefore(now) ? rest + " ago" : "in " + rest,
                  certificate.subject()));
    }
  }

  private static void use(Group group, RedisUse use) {
    PoolUsage pool = use.pool();
    if (pool != null) {
      int free = Math.max(0, pool.max() - pool.active() - pool.idle());
      group.add(
          "pool",
          "%d of %d in use, %d idle, %d waiting"
              .formatted(pool.active(), pool.max(), pool.idle(), pool.waiting()),
          Picture.bar(List.of(
              new Part("in use", pool.active(), "busy"),
              new Part("idle", pool.idle(), "idle"),
              new Part("not open", free, "free"))));
    }
    for (Operation operation : Operation.values()) {
      operations(group, operation, use);
    }
  }

  private static void operations(Group group, Operation operation, RedisUse use) {
    Totals totals = use.traffic().totals();
    long ok = totals.count(operation, null);
    List<Cause> causes = totals.causes().stream()
        .filter(each -> totals.count(operation, each) > 0)
        .toList();
    long failed =
        causes.stream().mapToLong(each -> totals.count(operation, each)).sum();
    if (ok + failed == 0) {
      return;
    }
    long present = System.nanoTime();
    Outcomes latest = use.traffic().outcomes(operation, present, present - WINDOW_NANOS);
    String codes = causes.stream()
        .map(each -> each.code() + " " + Times.count(totals.count(operation, each)))
        .collect(Collectors.joining(", ", failed == 0 ? "" : " (", failed == 0 ? "" : ")"));
    group.add(
        operation.plural(),
        "%s ok, %s failed%s, mean %s ms; last 10 s: %s, %s failed"
            .formatted(
                Times.count(ok),
                Times.count(failed),
                codes,
                Times.millis(mean(totals.durations(operation), ok + failed)),
                Times.count(latest.attempts()),
                Times.count(latest.failures())),
        Picture.bar(
            List.of(new Part("ok", ok, "healthy"), new Part("failed", failed, "unhealthy"))));
  }

  private static long mean(Durations durations, long count) {
    return IntStream.rangeClosed(0, Durations.bounds().size())
            .mapToLong(durations::sumNanos)
            .sum()
        / count;
  }

  private void history(Group group, RecentHistory.Of history) {
    long present = RecentHistory.number(now);
    List<RecentHistory.Step> steps = history.steps().stream()
        .filter(each -> each.number() > present - RecentHistory.STEPS)
        .toList();
    group.add("last 30 min", steps.isEmpty() ? "" : probes(steps), Picture.strip(steps, present));
    var lines = new ArrayList<String>();
    Instant end = now;
    for (RecentHistory.Change each : history.changes()) {
      lines.add("%s  %s, %s"
          .formatted(
              Times.at(each.at(), now),
              (Fields.word(each.status()) + " " + each.code()).strip(),
              Times.text(Duration.between(each.at(), end))));
      end = each.at();
    }
    group.add("changes", String.join("\n", lines));
  }

  private String probes(List<RecentHistory.Step> steps) {
    RecentHistory.Step slowest = steps.get(0);
    long probes = 0;
    long failures = 0;
    long nanos = 0;
    for (RecentHistory.Step each : steps) {
      probes += each.probes();
      failures += each.failures();
      nanos += each.totalNanos();
      slowest = each.slowestNanos() > slowest.slowestNanos() ? each : slowest;
    }
    String took = probes == 0
        ? ""
        : ", mean %s ms, slowest %s ms about %s"
            .formatted(
                Times.millis(nanos / probes),
                Times.millis(slowest.slowestNanos()),
                Times.at(slowest.start(), now));
    return "probes %s, failed %s%s; %s of 15 s"
        .formatted(Times.count(probes), Times.count(failures), took, statuses(steps));
  }

  private static String statuses(List<RecentHistory.Step> steps) {
    return Stream.of(Status.values())
        .filter(status -> steps.stream().anyMatch(each -> each.worst() == status))
        .map(status -> "%s in %d"
            .formatted(
                Fields.word(status),
                steps.stream().filter(each -> each.worst() == status).count()))
        .collect(Collectors.joining(", ", "", " of " + steps.size() + " steps"));
  }
}
