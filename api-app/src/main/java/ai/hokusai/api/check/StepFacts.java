package ai.hokusai.api.check;

import static java.util.stream.Collectors.joining;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was learnt in each step, for machines and in a few words for people. Immutable. */
final class StepFacts {
  private final RedisFacts facts;
  private final RedisSettings settings;
  private final Instant now;

  StepFacts(RedisFacts facts, RedisSettings settings, Instant now) {
    this.facts = facts;
    this.settings = settings;
    this.now = now;
  }

  List<Fact> of(StepName name) {
    return switch (name) {
      case TLS -> ofTls();
      case ROLE -> ofRole();
      case CONFIGURATION, REDIS, DNS, TCP, AUTH, PING, WRITE, POOL -> List.of();
      case DEPLOYMENT, ANSWER, DETAILS, RELEASE, INSTANCES, HEALTH -> List.of();
    };
  }

  private List<Fact> ofTls() {
    var all = new ArrayList<Fact>();
    TlsSettings tls = settings.tls();
    if (tls != null) {
      all.add(new Fact("verification", word(tls.verification())));
    }
    PeerCertificate shown = facts.certificate();
    if (shown != null) {
      all.add(new Fact("names", shown.names()));
      all.add(new Fact("issuer", shown.issuer()));
      all.add(new Fact("notAfter", shown.notAfter().toString()));
      all.add(new Fact("daysLeft", daysLeft(shown)));
    }
    return all;
  }

  private List<Fact> ofRole() {
    var all = new ArrayList<Fact>();
    if (facts.role() != null) {
      all.add(new Fact("role", word(facts.role())));
    }
    if (facts.mode() != null) {
      all.add(new Fact("mode", word(facts.mode())));
    }
    if (facts.version() != null) {
      all.add(new Fact("version", facts.version()));
    }
    return all;
  }

  String note(StepName name) {
    return switch (name) {
      case TLS -> aboutTls();
      case AUTH -> settings.password() == null ? "without a password" : "with a password";
      case ROLE -> aboutRole();
      case WRITE -> "a key that expires after a minute";
      case CONFIGURATION, REDIS, DNS, TCP, PING, POOL -> "";
      case DEPLOYMENT, ANSWER, DETAILS, RELEASE, INSTANCES, HEALTH -> "";
    };
  }

  private String aboutTls() {
    PeerCertificate shown = facts.certificate();
    if (shown == null) {
      return "";
    }
    boolean isOver = shown.notAfter().isBefore(now);
    String days = inDays(Math.abs(daysLeft(shown)));
    return "for %s, issued by %s, %s on %s, %s"
        .formatted(
            shown.names().isEmpty() ? "no name" : String.join(" and ", shown.names()),
            shown.issuer(),
            isOver ? "expired" : "expires",
            shown.notAfter().atZone(ZoneOffset.UTC).toLocalDate(),
            isOver ? days + " ago" : "in " + days);
  }

  private static String inDays(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private String aboutRole() {
    return ofRole().stream().map(fact -> fact.value().toString()).collect(joining(", "));
  }

  private long daysLeft(PeerCertificate shown) {
    return Duration.between(now, shown.notAfter()).toDays();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
