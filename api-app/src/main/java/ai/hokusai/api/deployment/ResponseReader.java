package ai.hokusai.api.deployment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses a response, which may come from any software. Keeps only values that have the form of a status, a
 * code, an instance or a release.
 */
final class ResponseReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int OK = 200;
  private static final Set<String> STATUS =
      Set.of("healthy", "degraded", "unhealthy", "starting", "stale", "draining");
  private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,64}");
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private ResponseReader() {}

  static Poll read(int statusCode, byte[] body) {
    if (statusCode / 100 == 3) {
      return Poll.without(PollResult.REDIRECT);
    }
    Map<String, String> fields = fields(body);
    String status = fields.getOrDefault("status", "");
    if (!STATUS.contains(status)) {
      return Poll.without(PollResult.UNRECOGNIZED);
    }
    String instance = fields.getOrDefault("instanceId", "");
    if (!INSTANCE.matcher(instance).matches()) {
      return Poll.without(PollResult.PUBLIC);
    }
    String release = fields.getOrDefault("releaseId", "");
    return ReleaseId.isValid(release)
        ? new Poll(result(statusCode, status), release, instance, reason(status, fields))
        : new Poll(PollResult.UNNAMED, "", instance, "");
  }

  private static PollResult result(int statusCode, String status) {
    if (statusCode == OK && status.equals("healthy")) {
      return PollResult.HEALTHY;
    }
    return statusCode == OK && status.equals("degraded")
        ? PollResult.DEGRADED
        : PollResult.UNHEALTHY;
  }

  private static String reason(String status, Map<String, String> fields) {
    String code = fields.getOrDefault("code", "");
    return CODE.matcher(code).matches() ? code : status;
  }

  /** The text fields of the outermost object; none if the body is not an object. */
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
