package ai.hokusai.api;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.diagnostic.Diagnostic;
import ai.hokusai.config.source.Setting;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** The explanation as JSON for machines; the names of its fields are API. */
final class ExplainJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ExplainJson() {}

  static String render(AppConfig config) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("outcome", config.outcome());
    root.put("url", config.redis().map(RedisSettings::safeUrl).orElse(null));
    ArrayNode settings = root.putArray("settings");
    if (!config.isRejected()) {
      config.provenance().forEach(each -> add(settings.addObject(), each));
    }
    ArrayNode diagnostics = root.putArray("diagnostics");
    config.diagnostics().forEach(each -> add(diagnostics.addObject(), each));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(ObjectNode node, Setting<?> setting) {
    node.put("name", setting.variable().name());
    node.put("value", setting.value() == null ? null : setting.shown());
    node.put("origin", setting.origin().phrase());
    ArrayNode lost = node.putArray("lost");
    setting.lost().forEach(origin -> lost.add(origin.phrase()));
  }

  private static void add(ObjectNode node, Diagnostic diagnostic) {
    node.put("code", diagnostic.code().name());
    node.put("severity", diagnostic.severity().label());
    node.put("origin", diagnostic.origin().phrase());
    node.put("message", diagnostic.message());
    node.put("help", diagnostic.help());
  }
}
