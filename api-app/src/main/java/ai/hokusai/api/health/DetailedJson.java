package ai.hokusai.api.health;

import ai.hokusai.api.json.Json;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is known, as JSON, for those who may see it. */
final class DetailedJson {
  private final JsonGenerator out;
  private final Instant now;

  private DetailedJson(JsonGenerator out, Instant now) {
    this.out = out;
    this.now = now;
  }

  static byte[] of(HealthReport report, ServiceFacts facts, Instant now) {
    return written(now, json -> {
      json.summary(Summary.of(report));
      json.service(facts);
      json.out.writeObjectFieldStart("checks");
      for (HealthReport.Check check : report.checks()) {
        json.out.writeObjectFieldStart(check.name());
        json.check(check);
        json.out.writeEndObject();
      }
      json.out.writeEndObject();
    });
  }

  static byte[] of(HealthReport.Check check, Instant now) {
    return written(now, json -> json.check(check));
  }

  /** What writes the fields of the one object. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(DetailedJson json) throws IOException;
  }

  private static byte[] written(Instant now, Fields fields) {
    return Json.bytes(out -> {
      out.writeStartObject();
      fields.writeTo(new DetailedJson(out, now));
      out.writeEndObject();
    });
  }

  private void summary(Summary summary) throws IOException {
    out.writeStringField("status", summary.word());
    Cause cause = summary.cause();
    if (cause != null) {
      out.writeStringField("code", cause.code());
      out.writeStringField("class", cause.faultClass().name());
      out.writeStringField("cause", cause.message());
      out.writeStringField("remedy", cause.remedy());
    }
    if (summary.isSplit()) {
      out.writeStringField("reads", summary.reads());
      out.writeStringField("writes", summary.writes());
    }
    text("failures", summary.failures());
    out.writeStringField("since", summary.since().toString());
    String age = summary.age(now);
    if (age != null) {
      out.writeFieldName("age");
      out.writeNumber(age);
    }
  }

  private void service(ServiceFacts facts) throws IOException {
    text("releaseId", facts.release());
    text("instanceId", facts.instance());
    text("redis", facts.redis());
    diagnostics(facts.diagnostics());
    out.writeObjectFieldStart("settings");
    for (var setting : facts.settings().entrySet()) {
      out.writeStringField(setting.getKey(), setting.getValue());
    }
    out.writeEndObject();
  }

  private void diagnostics(List<ConfigProblem> diagnostics) throws IOException {
    if (!diagnostics.isEmpty()) {
      out.writeArrayFieldStart("diagnostics");
      for (ConfigProblem each : diagnostics) {
        out.writeStartObject();
        text("code", each.code());
        text("severity", each.severity());
        text("message", each.message());
        text("remedy", each.remedy());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void check(HealthReport.Check check) throws IOException {
    var snapshot = check.snapshot();
    var tally = snapshot.tally();
    summary(Summary.of(check));
    out.writeBooleanField("critical", check.isCritical());
    millis("durationMs", snapshot.duration());
    out.writeNumberField("consecutiveSuccesses", tally.consecutiveSuccesses());
    out.writeNumberField("consecutiveFailures", tally.consecutiveFailures());
    out.writeNumberField("transitions", tally.transitions());
    text("lastSuccessAt", tally.lastSuccessAt());
    text("exceptionType", snapshot.trace());
    warnings(snapshot.warnings());
    if (snapshot.facts() != null) {
      facts(snapshot.facts());
    }
  }

  private void warnings(List<Cause> warnings) throws IOException {
    if (!warnings.isEmpty()) {
      out.writeArrayFieldStart("warnings");
      for (Cause each : warnings) {
        out.writeString(each.code());
      }
      out.writeEndArray();
    }
  }

  private void facts(RedisFacts facts) throws IOException {
    text("role", word(facts.role()));
    text("mode", word(facts.mode()));
    text("version", facts.version());
    out.writeObjectFieldStart("stagesMs");
    for (var stage : facts.durations().entrySet()) {
      millis(Summary.word(stage.getKey()), stage.getValue());
    }
    out.writeEndObject();
    certificate("certificate", facts.certificate());
    certificate("clientCertificate", facts.clientCertificate());
  }

  private void certificate(String name, @Nullable PeerCertificate certificate) throws IOException {
    if (certificate != null) {
      out.writeObjectFieldStart(name);
      text("subject", certificate.subject());
      text("names", String.join(", ", certificate.names()));
      text("issuer", certificate.issuer());
      text("notAfter", certificate.notAfter());
      out.writeEndObject();
    }
  }

  private static @Nullable String word(@Nullable Enum<?> constant) {
    return constant == null ? null : Summary.word(constant);
  }

  private void text(String name, @Nullable Object value) throws IOException {
    if (value != null && !value.toString().isEmpty()) {
      out.writeStringField(name, value.toString());
    }
  }

  private void millis(String name, @Nullable Duration duration) throws IOException {
    if (duration != null) {
      out.writeNumberField(name, duration.toNanos() / 1e6);
    }
  }
}
