package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a reply to HELLO in RESP 2, in which names and values alternate. Immutable. */
public final class HelloReply {
  private final Map<String, Object> fields;

  private HelloReply(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Reads the fields of a reply, none where it is no list. */
  public static HelloReply of(@Nullable Object reply) {
    Map<String, Object> fields = new HashMap<>();
    if (reply instanceof List<?> words) {
      for (int i = 0; i + 1 < words.size(); i += 2) {
        Object value = words.get(i + 1);
        if (words.get(i) instanceof byte[] name && value != null) {
          fields.put(new String(name, UTF_8), value);
        }
      }
    }
    return new HelloReply(fields);
  }

  /** The text of a field, null where the field is missing or no text. */
  public @Nullable String text(String name) {
    return fields.get(name) instanceof byte[] value ? new String(value, UTF_8) : null;
  }

  /** The number of a field, null where the field is missing or no number. */
  public @Nullable Long number(String name) {
    return fields.get(name) instanceof Long value ? value : null;
  }
}
