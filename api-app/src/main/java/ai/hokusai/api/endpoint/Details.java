package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Json;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds the detailed response as JSON. */
final class Details {

  private Details() {}

  static Fields of(HealthReport report, ServiceFacts facts, Instant now) {
    var checks = new Fields();
    report.checks().forEach(check -> checks.add(check.name(), of(check, now)));
    return Summary.of(report)
        .details(now)
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
    Fields fields = Summary.of(check)
        .details(now)
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

  private static Fields facts(RedisFacts facts) {
    var stages = new Fields();
    facts.durations().forEach((stage, took) -> stages.add(Summary.word(stage), Json.millis(took)));
    return new Fields()
        .addIfPresent("role", word(facts.role()))
        .addIfPresent("mode", word(facts.mode()))
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

  private static @Nullable String word(@Nullable Enum<?> constant) {
    return constant == null ? null : Summary.word(constant);
  }
}
