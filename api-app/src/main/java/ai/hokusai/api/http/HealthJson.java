package ai.hokusai.api.http;

import ai.hokusai.health.HealthReport;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The public body of a health answer: status, code, since, age, and nothing that tells more. */
final class HealthJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HealthJson() {}

  static byte[] of(HealthReport report, Instant now) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("status", report.status().name().toLowerCase(Locale.ROOT));
    report.cause().ifPresent(cause -> body.put("code", cause.code()));
    body.put("since", report.since().toString());
    oldestResult(report).ifPresent(at -> body.put("age", seconds(at, now)));
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Instant> oldestResult(HealthReport report) {
    return report.checks().stream()
        .flatMap(each -> Optional.ofNullable(each.snapshot().checkedAt()).stream())
        .min(Comparator.naturalOrder());
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
  }
}
