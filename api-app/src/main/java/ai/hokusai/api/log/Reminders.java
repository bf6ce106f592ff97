package ai.hokusai.api.log;

import static ai.hokusai.api.log.HealthEvents.describe;
import static ai.hokusai.api.log.HealthEvents.event;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a check although its status stays the same. It is looked for whenever a result comes,
 * which is often enough, and the time of the result is its clock. Used by one thread at a time.
 */
final class Reminders {
  private static final Duration DAY = Duration.ofDays(1);

  private final Map<String, Outage> outages = new HashMap<>();
  private final Map<String, Instant> certificatesToldAt = new HashMap<>();
  private final Set<String> flapping = new HashSet<>();

  void lookAt(HealthReport.Check check) {
    HealthSnapshot snapshot = check.snapshot();
    Instant now = snapshot.checkedAt();
    if (now == null) {
      return;
    }
    lookAtOutage(check, now);
    lookAtFlapping(check);
    PeerCertificate certificate = certificate(snapshot.facts());
    if (certificate != null && snapshot.isUsable() && certificate.endsSoon(now)) {
      lookAtCertificate(check, certificate, now);
    }
  }

  private void lookAtOutage(HealthReport.Check check, Instant now) {
    HealthSnapshot snapshot = check.snapshot();
    Cause cause = snapshot.cause();
    if (snapshot.status() != Status.UNHEALTHY || cause == null) {
      outages.remove(check.name());
      return;
    }
    Duration lasts = Duration.between(snapshot.since(), now);
    Outage known = outages.get(check.name());
    if (known == null || !known.since().equals(snapshot.since())) {
      outages.put(check.name(), Outage.toldAt(snapshot.since(), lasts));
    } else if (known.isDue(lasts)) {
      outages.put(check.name(), Outage.toldAt(snapshot.since(), lasts));
      describe(event(check, HealthEvents.ofFailure(check), "health.still_failing"), cause)
          .addKeyValue("consecutive", snapshot.tally().consecutiveFailures())
          .addKeyValue("sinceMs", lasts.toMillis())
          .log("{} is still unhealthy after {}: {}", check.name(), spoken(lasts), cause.message());
    }
  }

  private void lookAtFlapping(HealthReport.Check check) {
    HealthSnapshot.Tally tally = check.snapshot().tally();
    if (!tally.isFlapping()) {
      flapping.remove(check.name());
    } else if (flapping.add(check.name())) {
      event(check, HealthEvents.ofWarning(), "health.flapping")
          .addKeyValue("transitions", tally.transitions())
          .log("{} goes and comes: four times within five minutes", check.name());
    }
  }

  private void lookAtCertificate(
      HealthReport.Check check, PeerCertificate certificate, Instant now) {
    Instant told = certificatesToldAt.get(check.name());
    if (told != null && now.isBefore(told.plus(DAY))) {
      return;
    }
    certificatesToldAt.put(check.name(), now);
    long days = Duration.between(now, certificate.notAfter()).toDays();
    describe(
            event(check, HealthEvents.ofWarning(), "health.certificate_expiring"),
            Fault.TLS_CERTIFICATE_EXPIRING)
        .addKeyValue("notAfter", certificate.notAfter())
        .addKeyValue("daysLeft", days)
        .log("the certificate of {} ends at {}", check.name(), certificate.notAfter());
  }

  private static @Nullable PeerCertificate certificate(@Nullable RedisFacts facts) {
    return facts == null ? null : facts.certificate();
  }

  private static String spoken(Duration lasts) {
    return lasts.toMinutes() < 60 ? lasts.toMinutes() + " min" : lasts.toHours() + " h";
  }
}
