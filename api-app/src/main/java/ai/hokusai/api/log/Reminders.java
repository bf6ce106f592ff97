package ai.hokusai.api.log;

import static ai.hokusai.api.log.HealthEvents.describe;
import static ai.hokusai.api.log.HealthEvents.event;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Logs a lasting outage, flapping, and certificates that expire. Called for each result, whose time it uses as
 * the present time. Used by one thread at a time.
 */
final class Reminders {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Cause CLIENT_EXPIRING = Cause.of(
      ConfigCode.CLIENT_CERTIFICATE_EXPIRING.name(),
      FaultClass.CONFIG,
      "the client certificate expires within 30 days",
      ConfigCode.CLIENT_CERTIFICATE_EXPIRING.remedy());

  private final Map<String, Outage> outages = new HashMap<>();
  private final Map<Expiry, Instant> remindedAt = new HashMap<>();
  private final Set<String> flapping = new HashSet<>();

  void check(HealthReport.Check check) {
    HealthSnapshot snapshot = check.snapshot();
    Instant now = snapshot.checkedAt();
    if (now == null) {
      return;
    }
    checkOutage(check, now);
    checkFlapping(check);
    checkCertificates(check, now);
  }

  private void checkOutage(HealthReport.Check check, Instant now) {
    HealthSnapshot snapshot = check.snapshot();
    Cause cause = snapshot.cause();
    if (snapshot.status() != Status.UNHEALTHY || cause == null) {
      outages.remove(check.name());
      return;
    }
    Duration lasts = Duration.between(snapshot.since(), now);
    Outage known = outages.get(check.name());
    if (known == null || !known.since().equals(snapshot.since())) {
      outages.put(check.name(), Outage.after(snapshot.since(), lasts));
    } else if (known.isDue(lasts)) {
      outages.put(check.name(), Outage.after(snapshot.since(), lasts));
      describe(event(check, HealthEvents.failure(check), "health.still_failing"), cause)
          .addKeyValue("consecutive", snapshot.tally().consecutiveFailures())
          .addKeyValue("sinceMs", lasts.toMillis())
          .log("{} is still unhealthy after {}: {}", check.name(), text(lasts), cause.message());
    }
  }

  private void checkFlapping(HealthReport.Check check) {
    HealthSnapshot.Tally tally = check.snapshot().tally();
    if (!tally.isFlapping()) {
      flapping.remove(check.name());
    } else if (flapping.add(check.name())) {
      event(check, HealthEvents.warning(), "health.flapping")
          .addKeyValue("transitions", tally.transitions())
          .log("{} is flapping: four changes within five minutes", check.name());
    }
  }

  private void checkCertificates(HealthReport.Check check, Instant now) {
    RedisFacts facts = check.snapshot().facts();
    if (facts == null) {
      return;
    }
    PeerCertificate server = facts.certificate();
    if (server != null && check.snapshot().isUsable() && server.endsSoon(now)) {
      Fault fault = server.hasEnded(now) ? Fault.TLS_EXPIRED : Fault.TLS_CERTIFICATE_EXPIRING;
      remind(check, new Expiry(check.name(), "certificate of", fault), server.notAfter(), now);
    }
    PeerCertificate client = facts.clientCertificate();
    if (client != null && client.endsSoon(now)) {
      Cause cause = client.hasEnded(now) ? Fault.TLS_CLIENT_CERT_EXPIRED : CLIENT_EXPIRING;
      remind(
          check, new Expiry(check.name(), "client certificate for", cause), client.notAfter(), now);
    }
  }

  private void remind(HealthReport.Check check, Expiry expiry, Instant notAfter, Instant now) {
    Instant last = remindedAt.get(expiry);
    if (last != null && now.isBefore(last.plus(DAY))) {
      return;
    }
    remindedAt.put(expiry, now);
    describe(event(check, HealthEvents.warning(), "health.certificate_expiring"), expiry.cause())
        .addKeyValue("notAfter", notAfter)
        .addKeyValue("daysLeft", Duration.between(now, notAfter).toDays())
        .log(
            "the {} {} {} at {}",
            expiry.holder(),
            check.name(),
            notAfter.isBefore(now) ? "expired" : "expires",
            notAfter);
  }

  /** The identity of a reminder; one certificate has two, before and after it expires. */
  private record Expiry(String check, String holder, Cause cause) {}

  private static String text(Duration lasts) {
    return lasts.toMinutes() < 60 ? lasts.toMinutes() + " min" : lasts.toHours() + " h";
  }

  /**
   * One outage with its next reminder: after 1, 5 and 15 minutes, then each hour. Immutable.
   *
   * @param since its start
   * @param nextAfter its duration at the next reminder
   */
  private record Outage(Instant since, Duration nextAfter) {
    private static final List<Duration> FIRST =
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    /** An outage of this duration, with the next reminder; missed reminders are not repeated. */
    static Outage after(Instant since, Duration lasts) {
      Duration next = FIRST.stream()
          .filter(each -> each.compareTo(lasts) > 0)
          .findFirst()
          .orElse(Duration.ofHours(lasts.toHours() + 1));
      return new Outage(since, next);
    }

    boolean isDue(Duration lasts) {
      return lasts.compareTo(nextAfter) >= 0;
    }
  }
}
