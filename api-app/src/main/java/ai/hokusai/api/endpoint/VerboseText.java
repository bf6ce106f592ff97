package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Finding;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.http.HealthSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renders a response as text: a line for the service and, in the detailed response, some for each check. */
final class VerboseText {
  private final StringBuilder text = new StringBuilder();
  private final Instant now;

  private VerboseText(Instant now) {
    this.now = now;
  }

  static String brief(HealthReport report, DetailsAccess access, Instant now) {
    var text = new VerboseText(now);
    HealthSummary summary = HealthSummary.of(report);
    text.line("service", summary);
    text.words(summary.publicCause());
    text.text.append("details: ").append(access.hint()).append('\n');
    return text.text.toString();
  }

  static String full(HealthReport report, ServiceFacts facts, Instant now) {
    var text = new VerboseText(now);
    text.line("service", HealthSummary.of(report));
    for (HealthReport.Check check : report.checks()) {
      text.check(check);
    }
    text.service(facts);
    return text.text.toString();
  }

  private void line(String name, HealthSummary summary) {
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
    text.append(age == null ? "" : ", last checked " + age + " s ago").append('\n');
  }

  private void check(HealthReport.Check check) {
    HealthSummary summary = HealthSummary.of(check);
    line((check.isCritical() ? "critical check " : "optional check ") + check.name(), summary);
    words(check.snapshot().cause());
    if (!summary.failures().isEmpty()) {
      text.append("  failures: ").append(summary.failures()).append('\n');
    }
  }

  private void words(@Nullable Cause cause) {
    if (cause != null) {
      Finding finding = Finding.of(Severity.ERROR, cause);
      text.append("  class: ").append(cause.faultClass()).append('\n');
      text.append("  message: ").append(finding.message()).append('\n');
      text.append("  remedy: ").append(finding.remedy()).append('\n');
      if (finding.docs() != null) {
        text.append("  docs: ").append(finding.docs()).append('\n');
      }
    }
  }

  private void service(ServiceFacts facts) {
    facts.diagnostics().forEach(finding -> text.append(finding.text()));
    if (!facts.redis().isEmpty()) {
      text.append("redis: ").append(facts.redis()).append('\n');
    }
    if (!facts.release().isEmpty()) {
      text.append("release: ").append(facts.release()).append('\n');
    }
    text.append("instance: ").append(facts.instance()).append('\n');
  }
}
