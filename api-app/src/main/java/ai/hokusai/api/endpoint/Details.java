package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Fields;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthDetails;
import java.time.Instant;

/** Builds the detailed response as JSON. */
final class Details {

  private Details() {}

  /** The details on the service: its status, its checks, and the facts on this server, the longest ones last. */
  static Fields of(HealthReport report, ServiceFacts facts, Instant now) {
    var all = new Fields();
    HealthDetails.of(report, now).forEach(all::add);
    return all.addIfPresent("diagnostics", facts.diagnostics())
        .addIfPresent("redis", facts.redis())
        .addIfPresent("releaseId", facts.release())
        .addIfPresent("instanceId", facts.instance())
        .add("settings", facts.settings());
  }
}
