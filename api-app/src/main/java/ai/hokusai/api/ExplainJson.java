package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.setting.Setting;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The explanation as JSON for machines; the names of its fields are API. */
final class ExplainJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ExplainJson() {}

  static String render(AppConfig config) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      write(json, config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, AppConfig config) throws IOException {
    json.writeStartObject();
    json.writeStringField("outcome", config.outcome());
    json.writeStringField("url", config.safeUrl().orElse(null));
    json.writeArrayFieldStart("settings");
    if (!config.isRejected()) {
      for (Setting<?> setting : config.provenance()) {
        write(json, config, setting);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : config.diagnostics()) {
      write(json, diagnostic);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AppConfig config, Setting<?> setting)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", setting.variable().name());
    json.writeStringField("value", setting.value() == null ? null : config.shown(setting));
    json.writeStringField("origin", setting.origin().phrase());
    json.writeArrayFieldStart("lost");
    for (Origin origin : setting.lost()) {
      json.writeString(origin.phrase());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Diagnostic diagnostic) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", diagnostic.code());
    json.writeStringField("severity", diagnostic.severity().label());
    json.writeStringField("origin", diagnostic.origin().phrase());
    json.writeStringField("message", diagnostic.message());
    json.writeStringField("help", diagnostic.remedy());
    json.writeEndObject();
  }
}
