package ai.hokusai.api.deployed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what answered, which may be anything: of its words only those are kept that have the form of a name.
 */
final class AnswerReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int OK = 200;
  private static final Set<String> STATUS =
      Set.of("healthy", "degraded", "unhealthy", "starting", "stale", "draining");
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,64}");
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private AnswerReader() {}

  static Answer read(int statusCode, byte[] body) {
    if (statusCode / 100 == 3) {
      return Answer.without(Sight.REDIRECT);
    }
    Map<String, String> fields = fields(body);
    String status = fields.getOrDefault("status", "");
    if (!STATUS.contains(status)) {
      return Answer.without(Sight.FOREIGN);
    }
    String instance = fields.getOrDefault("instanceId", "");
    if (!INSTANCE.matcher(instance).matches()) {
      return Answer.without(Sight.CLOSED);
    }
    String release = fields.getOrDefault("releaseId", "");
    return ReleaseName.isOne(release)
        ? new Answer(sight(statusCode, status), release, instance, reason(status, fields))
        : new Answer(Sight.NAMELESS, "", instance, "");
  }

  private static Sight sight(int statusCode, String status) {
    if (statusCode == OK && status.equals("healthy")) {
      return Sight.HEALTHY;
    }
    return statusCode == OK && status.equals("degraded") ? Sight.DEGRADED : Sight.UNHEALTHY;
  }

  private static String reason(String status, Map<String, String> fields) {
    String code = fields.getOrDefault("code", "");
    return CODE.matcher(code).matches() ? code : status;
  }

  /** The words of the outermost object; none where the body is something else. */
  private static Map<String, String> fields(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          fields.put(name, json.getText());
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      return Map.of();
    }
    return fields;
  }
}
