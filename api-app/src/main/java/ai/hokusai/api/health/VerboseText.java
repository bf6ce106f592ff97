package ai.hokusai.api.health;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import java.time.Instant;

/** The same for a terminal: a line for the service and, for those who may see them, some for each check. */
final class VerboseText {
  private final StringBuilder text = new StringBuilder();
  private final Instant now;

  private VerboseText(Instant now) {
    this.now = now;
  }

  static String brief(HealthReport report, Instant now) {
    var text = new VerboseText(now);
    text.line("service", Summary.of(report));
    return text.text.toString();
  }

  static String full(HealthReport report, ServiceFacts facts, Instant now) {
    var text = new VerboseText(now);
    text.line("service", Summary.of(report));
    for (HealthReport.Check check : report.checks()) {
      text.check(check);
    }
    text.service(facts);
    return text.text.toString();
  }

  private void line(String name, Summary summary) {
    text.append(name).append(": ").append(summary.word());
    if (summary.cause() != null) {
      text.append(' ').append(summary.cause().code());
    }
    if (summary.isSplit()) {
      text.append(", reads ").append(summary.reads());
      text.append(", writes ").append(summary.writes()).append(',');
    }
    text.append(" since ").append(summary.since());
    String age = summary.age(now);
    text.append(age == null ? "" : ", asked " + age + " s ago").append('\n');
  }

  private void check(HealthReport.Check check) {
    Summary summary = Summary.of(check);
    line((check.isCritical() ? "critical check " : "optional check ") + check.name(), summary);
    Cause cause = check.snapshot().cause();
    if (cause != null) {
      text.append("  what is wrong: ").append(cause.message()).append('\n');
      text.append("  what to do: ").append(cause.remedy()).append('\n');
    }
    if (!summary.failures().isEmpty()) {
      text.append("  requests: ").append(summary.failures()).append('\n');
    }
  }

  private void service(ServiceFacts facts) {
    for (ConfigProblem each : facts.diagnostics()) {
      text.append("configuration %s %s: %s\n  what to do: %s\n"
          .formatted(each.severity(), each.code(), each.message(), each.remedy()));
    }
    if (!facts.redis().isEmpty()) {
      text.append("redis: ").append(facts.redis()).append('\n');
    }
    if (!facts.release().isEmpty()) {
      text.append("release: ").append(facts.release()).append('\n');
    }
    text.append("instance: ").append(facts.instance()).append('\n');
  }
}
