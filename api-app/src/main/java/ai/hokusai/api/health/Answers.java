package ai.hokusai.api.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.format.Json;
import ai.hokusai.health.HealthReport;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes bodies. What most ask for is prepared once for each report. Any thread may use it. */
final class Answers {
  private final ServiceFacts facts;
  private final History history;
  private volatile @Nullable Prepared prepared;

  /** The public body of one report, which stays the same instance for as long as nothing changes. */
  private record Prepared(HealthReport report, PublicJson json) {}

  Answers(ServiceFacts facts, History history) {
    this.facts = facts;
    this.history = history;
  }

  ByteBuffer brief(Form form, HealthReport report, Instant now) {
    return switch (form) {
      case JSON -> json(report).at(now);
      case TEXT -> bytes(VerboseText.brief(report, now));
      case PAGE -> bytes(HealthPage.brief(report, now));
    };
  }

  ByteBuffer full(Form form, HealthReport report, Instant now) {
    return switch (form) {
      case JSON -> ByteBuffer.wrap(Json.bytes(Details.of(report, facts, now)));
      case TEXT -> bytes(VerboseText.full(report, facts, now));
      case PAGE -> bytes(HealthPage.full(report, facts, history.newestFirst(), now));
    };
  }

  @SuppressWarnings("ReferenceEquality") // an equal report that is another one is prepared anew
  private PublicJson json(HealthReport report) {
    Prepared last = prepared;
    if (last == null || last.report != report) {
      last = new Prepared(report, PublicJson.of(Summary.of(report)));
      prepared = last;
    }
    return last.json;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
