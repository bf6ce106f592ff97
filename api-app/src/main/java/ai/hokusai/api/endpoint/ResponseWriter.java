package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Json;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthDetails;
import ai.hokusai.health.http.HealthResponse;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Renders response bodies. Thread-safe. */
final class ResponseWriter {
  private final ServiceFacts facts;
  private final ChangeHistory history;

  ResponseWriter(ServiceFacts facts, ChangeHistory history) {
    this.facts = facts;
    this.history = history;
  }

  /** The public body; that in JSON is the one of the endpoints. */
  static ByteBuffer brief(
      ResponseFormat format, HealthResponse json, HealthReport report, Instant now) {
    return switch (format) {
      case JSON -> ByteBuffer.wrap(json.body());
      case TEXT -> bytes(VerboseText.brief(report, now));
      case PAGE -> bytes(HealthPage.brief(report, now));
    };
  }

  /** The body with details. */
  ByteBuffer full(ResponseFormat format, HealthReport report, Instant now) {
    return switch (format) {
      case JSON -> ByteBuffer.wrap(Json.bytes(Details.of(report, facts, now)));
      case TEXT -> bytes(VerboseText.full(report, facts, now));
      case PAGE -> bytes(HealthPage.full(report, facts, history.newestFirst(), now));
    };
  }

  /** The body with details of one check. */
  static ByteBuffer full(HealthReport.Check check, Instant now) {
    return ByteBuffer.wrap(Json.bytes(json -> Json.write(json, HealthDetails.of(check, now))));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
