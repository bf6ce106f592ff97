package ai.hokusai.api.endpoint;

import ai.hokusai.api.format.Fields;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.http.HealthDetails;
import java.time.Instant;

/** Builds the detailed response as JSON. */
final class Details {

  private Details() {}

  /** The details on the service, with the facts on this server before those on the checks. */
  static Fields of(HealthReport report, ServiceFacts facts, Instant now) {
    var all = new Fields();
    HealthDetails.of(report, now).forEach((name, value) -> {
      if (name.equals("checks")) {
        all.addIfPresent("releaseId", facts.release())
            .addIfPresent("instanceId", facts.instance())
            .addIfPresent("redis", facts.redis())
            .addIfPresent("diagnostics", facts.diagnostics())
            .add("settings", facts.settings());
      }
      all.add(name, value);
    });
    return all;
  }
}
