package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Json;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthDetails;
import ai.hokusai.health.http.HealthResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.eclipse.jetty.server.Request;

/** Renders response bodies. Thread-safe. */
final class ResponseWriter {
  private final ServiceFacts facts;
  private final Recent recent;
  private final DetailsAccess access;

  ResponseWriter(ServiceFacts facts, Recent recent, DetailsAccess access) {
    this.facts = facts;
    this.recent = recent;
    this.access = access;
  }

  /** The public body; that in JSON is the one of the endpoints. */
  ByteBuffer brief(Request request, HealthResponse json, HealthReport report, Instant now) {
    ResponseFormat format = ResponseFormat.of(request);
    return format == ResponseFormat.JSON
        ? ByteBuffer.wrap(json.body())
        : text(request, format, HealthView.brief(report, access.hint(), now), access.hasLogin());
  }

  /** The body with details. */
  ByteBuffer full(Request request, HealthReport report, Instant now) {
    ResponseFormat format = ResponseFormat.of(request);
    return format == ResponseFormat.JSON
        ? json(Details.of(report, facts, now))
        : text(request, format, HealthView.full(report, facts, recent, now), false);
  }

  private ByteBuffer text(
      Request request, ResponseFormat format, HealthView view, boolean hasLogin) {
    String title = title(request);
    return text(
        format == ResponseFormat.PAGE
            ? HealthPage.of(view, title, hasLogin, ResponseFormat.isStill(request))
            : VerboseText.of(view, title));
  }

  /** The name of this service, or else the host that the request names. */
  String title(Request request) {
    return facts.name().isEmpty() ? ResponseFormat.host(request) : facts.name();
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

  /** The JSON of a body, indented. */
  static ByteBuffer indented(ByteBuffer body) {
    var document = new byte[body.remaining()];
    body.get(document);
    return ByteBuffer.wrap(Json.indented(document));
  }

  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
