package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Json;
import ai.hokusai.health.HealthReport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Renders response bodies. Renders the public JSON once for each report. Thread-safe. */
final class ResponseWriter {
  private final ServiceFacts facts;
  private final ChangeHistory history;
  private volatile @Nullable Prepared prepared;

  ResponseWriter(ServiceFacts facts, ChangeHistory history) {
    this.facts = facts;
    this.history = history;
  }

  ByteBuffer brief(ResponseFormat format, HealthReport report, Instant now) {
    return switch (format) {
      case JSON -> json(report).at(now);
      case TEXT -> bytes(VerboseText.brief(report, now));
      case PAGE -> bytes(HealthPage.brief(report, now));
    };
  }

  ByteBuffer full(ResponseFormat format, HealthReport report, Instant now) {
    return switch (format) {
      case JSON -> ByteBuffer.wrap(Json.bytes(Details.of(report, facts, now)));
      case TEXT -> bytes(VerboseText.full(report, facts, now));
      case PAGE -> bytes(HealthPage.full(report, facts, history.newestFirst(), now));
    };
  }

  static ByteBuffer brief(HealthReport.Check check, Instant now) {
    return new PublicJson(Summary.of(check)).at(now);
  }

  static ByteBuffer full(HealthReport.Check check, Instant now) {
    return ByteBuffer.wrap(Json.bytes(Details.of(check, now)));
  }

  @SuppressWarnings("ReferenceEquality") // Comparing the content would cost more than rendering.
  private PublicJson json(HealthReport report) {
    Prepared last = prepared;
    if (last == null || last.report != report) {
      last = new Prepared(report, new PublicJson(Summary.of(report)));
      prepared = last;
    }
    return last.json;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private record Prepared(HealthReport report, PublicJson json) {}

  /** The public response, rendered again where its age in tenths of a second changed. Thread-safe. */
  private static final class PublicJson {
    private final Summary summary;
    private final byte[] beforeAge;
    private volatile @Nullable Aged latest;

    PublicJson(Summary summary) {
      this.summary = summary;
      byte[] whole = Json.bytes(summary.publicFields());
      this.beforeAge = Arrays.copyOf(whole, whole.length - 1);
    }

    ByteBuffer at(Instant now) {
      Aged aged = latest;
      if (aged == null || aged.tenths != summary.tenths(now)) {
        aged = new Aged(summary.tenths(now), render(summary.age(now)));
        latest = aged;
      }
      return aged.body.duplicate();
    }

    private ByteBuffer render(@Nullable String age) {
      byte[] rest = (age == null ? "}" : ",\"age\":" + age + '}').getBytes(US_ASCII);
      return ByteBuffer.allocate(beforeAge.length + rest.length)
          .put(beforeAge)
          .put(rest)
          .flip();
    }

    private record Aged(long tenths, ByteBuffer body) {}
  }
}
