package ai.hokusai.api.check;

import ai.hokusai.config.diagnostic.Severity;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The findings as a log of SARIF 2.1.0; each is a result, and each code a rule. */
final class CheckSarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private final JsonGenerator json;
  private final List<Finding> findings;
  private final List<String> rules;

  private CheckSarif(JsonGenerator json, CheckReport report) {
    this.json = json;
    this.findings = report.leaves().flatMap(each -> each.findings().stream()).toList();
    this.rules = findings.stream().map(Finding::code).distinct().toList();
  }

  static String render(CheckReport report) {
    return JsonText.of(json -> new CheckSarif(json, report).write(report.exitCode()));
  }

  private void write(int exitCode) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    writeTool();
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", exitCode != CheckExit.OWN_FAULT);
    json.writeNumberField("exitCode", exitCode);
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayFieldStart("results");
    for (Finding finding : findings) {
      writeResult(finding);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeTool() throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "api-app check");
    json.writeArrayFieldStart("rules");
    Map<String, Finding> firstOfEach = new LinkedHashMap<>();
    findings.forEach(each -> firstOfEach.putIfAbsent(each.code(), each));
    for (Finding each : firstOfEach.values()) {
      json.writeStartObject();
      json.writeStringField("id", each.code());
      writeText("shortDescription", each.code());
      writeText("help", each.documentation());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeResult(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.code());
    json.writeNumberField("ruleIndex", rules.indexOf(finding.code()));
    json.writeStringField("level", level(finding.severity()));
    writeText("message", finding.message() + "; " + finding.remedy());
    writeLocation(finding.origin());
    json.writeEndObject();
  }

  private void writeLocation(@Nullable String origin) throws IOException {
    if (origin == null) {
      return;
    }
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("name", origin);
    json.writeStringField("kind", "variable");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void writeText(String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case CORRECTION -> "note";
    };
  }
}
