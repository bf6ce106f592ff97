package ai.hokusai.api.check;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as JSON, as {@code docs/check.schema.json} has it; the names of its fields are API. */
final class CheckJson {

  private CheckJson() {}

  static String render(CheckReport report) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("outcome", report.outcome().label());
      json.writeNumberField("exitCode", report.exitCode());
      json.writeStringField("target", report.target());
      write(json, report.steps());
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, List<Step> steps) throws IOException {
    json.writeArrayFieldStart("steps");
    for (Step step : steps) {
      write(json, step);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", step.name().id());
    json.writeStringField("outcome", step.outcome().label());
    json.writeStringField("note", step.note().isEmpty() ? null : step.note());
    writeMillis(json, step.duration());
    json.writeArrayFieldStart("findings");
    for (Finding finding : step.findings()) {
      write(json, finding);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("facts");
    for (Fact fact : step.facts()) {
      write(json, fact);
    }
    json.writeEndObject();
    write(json, step.steps());
    json.writeEndObject();
  }

  private static void writeMillis(JsonGenerator json, @Nullable Duration duration)
      throws IOException {
    json.writeFieldName("durationMillis");
    if (duration == null) {
      json.writeNull();
    } else {
      json.writeNumber(Math.round(duration.toNanos() / 1_000.0) / 1_000.0);
    }
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("severity", finding.severity().label());
    json.writeStringField("code", finding.code());
    json.writeStringField("origin", finding.origin());
    json.writeStringField("message", finding.message());
    json.writeStringField("remedy", finding.remedy());
    json.writeStringField("documentation", finding.documentation());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Fact fact) throws IOException {
    switch (fact.kind()) {
      case WORD -> json.writeStringField(fact.name(), fact.values().get(0));
      case NUMBER ->
        json.writeNumberField(fact.name(), Long.parseLong(fact.values().get(0)));
      case LIST -> {
        json.writeArrayFieldStart(fact.name());
        for (String value : fact.values()) {
          json.writeString(value);
        }
        json.writeEndArray();
      }
      case COUNTS -> {
        json.writeObjectFieldStart(fact.name());
        for (int i = 0; i < fact.values().size(); i += 2) {
          json.writeNumberField(
              fact.values().get(i), Long.parseLong(fact.values().get(i + 1)));
        }
        json.writeEndObject();
      }
    }
  }
}
