package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Json;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthDetails;
import ai.hokusai.health.http.HealthResponse;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Renders response bodies. Thread-safe. */
final class ResponseWriter {
  private final ServiceFacts facts;
  private final ChangeHistory history;
  private final DetailsAccess access;

  ResponseWriter(ServiceFacts facts, ChangeHistory history, DetailsAccess access) {
    this.facts = facts;
    this.history = history;
    this.access = access;
  }

  /** The public body; that in JSON is the one of the endpoints. */
  ByteBuffer brief(ResponseFormat format, HealthResponse json, HealthReport report, Instant now) {
    return switch (format) {
      case JSON -> ByteBuffer.wrap(json.body());
      case TEXT -> text(VerboseText.brief(report, access, now));
      case PAGE -> text(HealthPage.brief(report, access, now));
    };
  }

  /** The body with details. */
  ByteBuffer full(ResponseFormat format, HealthReport report, Instant now) {
    return switch (format) {
      case JSON -> json(Details.of(report, facts, now));
      case TEXT -> text(VerboseText.full(report, facts, now));
      case PAGE -> text(HealthPage.full(report, facts, history.newestFirst(), now));
    };
  }

  /** The body with details of one check. */
  static ByteBuffer full(HealthReport.Check check, Instant now) {
    return json(HealthDetails.of(check, now));
  }

  /** One line of JSON with its end, so that the prompt of a terminal is on the next line. */
  static ByteBuffer json(Object value) {
    return ByteBuffer.wrap(Json.bytes(json -> {
      Json.write(json, value);
      json.writeRaw('\n');
    }));
  }

  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
