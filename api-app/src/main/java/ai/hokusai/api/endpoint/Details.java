package ai.hokusai.api.endpoint;

import static ai.hokusai.api.format.Fields.word;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Json;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.http.HealthSummary;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds the detailed response as JSON. */
final class Details {

  private Details() {}

  static Fields of(HealthReport report, ServiceFacts facts, Instant now) {
    var checks = new Fields();
    report.checks().forEach(check -> checks.add(check.name(), of(check, now)));
    return summary(HealthSummary.of(report), now)
        .addIfPresent("releaseId", facts.release())
        .addIfPresent("instanceId", facts.instance())
        .addIfPresent("redis", facts.redis())
        .addIfPresent("diagnostics", facts.diagnostics())
        .add("settings", facts.settings())
        .add("checks", checks);
  }

  static Fields of(HealthReport.Check check, Instant now) {
    var snapshot = check.snapshot();
    var tally = snapshot.tally();
    Fields fields = summary(HealthSummary.of(check), now)
        .add("critical", check.isCritical())
        .addIfPresent("durationMs", Json.millis(snapshot.duration()))
        .add("consecutiveSuccesses", tally.consecutiveSuccesses())
        .add("consecutiveFailures", tally.consecutiveFailures())
        .add("transitions", tally.transitions())
        .addIfPresent("lastSuccessAt", tally.lastSuccessAt())
        .addIfPresent("exceptionType", snapshot.trace())
        .addIfPresent("warnings", snapshot.warnings().stream().map(Cause::code).toList());
    return snapshot.facts() == null ? fields : fields.addAll(facts(snapshot.facts()));
  }

  private static Fields summary(HealthSummary summary, Instant now) {
    var fields = new Fields().add("status", summary.word());
    Cause cause = summary.cause();
    if (cause != null) {
      fields.add("code", cause.code()).addAll(Finding.of(Severity.ERROR, cause).words());
    }
    if (summary.isSplit()) {
      fields.add("reads", summary.reads()).add("writes", summary.writes());
    }
    String age = summary.age(now);
    return fields
        .addIfPresent("failures", summary.failures())
        .add("since", summary.since())
        .addIfPresent("age", age == null ? null : new BigDecimal(age));
  }

  private static Fields facts(RedisFacts facts) {
    var stages = new Fields();
    facts.durations().forEach((stage, took) -> stages.add(word(stage), Json.millis(took)));
    return new Fields()
        .addIfPresent("role", wordOf(facts.role()))
        .addIfPresent("mode", wordOf(facts.mode()))
        .addIfPresent("version", facts.version())
        .add("stagesMs", stages)
        .addIfPresent("certificate", certificate(facts.certificate()))
        .addIfPresent("clientCertificate", certificate(facts.clientCertificate()));
  }

  private static @Nullable Fields certificate(@Nullable PeerCertificate certificate) {
    return certificate == null
        ? null
        : new Fields()
            .addIfPresent("subject", certificate.subject())
            .add("names", certificate.names())
            .addIfPresent("issuer", certificate.issuer())
            .add("notAfter", certificate.notAfter());
  }

  private static @Nullable String wordOf(@Nullable Enum<?> constant) {
    return constant == null ? null : word(constant);
  }
}
