package ai.hokusai.api.http;

import ai.hokusai.health.HealthSnapshot;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The public body of a health answer: status, code, since, age, and nothing that tells more. */
final class HealthJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HealthJson() {}

  static byte[] of(HealthSnapshot snapshot, Instant now) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("status", snapshot.status().name().toLowerCase(Locale.ROOT));
    if (snapshot.fault() != null) {
      body.put("code", snapshot.fault().name());
    }
    body.put("since", snapshot.since().toString());
    if (snapshot.checkedAt() != null) {
      body.put("age", Math.max(0, Duration.between(snapshot.checkedAt(), now).toMillis()) / 1000.0);
    }
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
