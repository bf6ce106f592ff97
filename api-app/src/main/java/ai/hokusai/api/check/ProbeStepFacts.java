package ai.hokusai.api.check;

import static ai.hokusai.api.format.Fields.word;
import static java.util.stream.Collectors.joining;

import ai.hokusai.api.format.ShownSetting;
import ai.hokusai.api.report.Step.Fact;
import ai.hokusai.api.report.StepName;
import ai.hokusai.config.IamSettings;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The facts of each step for machines, and a short note for people. Immutable. */
final class ProbeStepFacts {
  private final RedisFacts facts;
  private final RedisSettings settings;
  private final Instant now;

  ProbeStepFacts(RedisFacts facts, RedisSettings settings, Instant now) {
    this.facts = facts;
    this.settings = settings;
    this.now = now;
  }

  List<Fact> of(StepName name) {
    return switch (name) {
      case MASTER -> ofMaster();
      case DNS ->
        facts.addresses().isEmpty() ? List.of() : List.of(new Fact("addresses", facts.addresses()));
      case TCP ->
        settings.sentinel() == null ? List.of(new Fact("port", settings.port())) : List.of();
      case TLS -> ofTls();
      case IDENTITY -> ofIdentity();
      case ROLE -> ofRole();
      case SHARDS -> ofShards();
      case DOCUMENTS, VALUES, TASK, SERVICE, TARGET, CONFIGURATION, REDIS, SENTINELS -> List.of();
      case AUTH -> ofAuth();
      case PING, SLOTS, WRITE, POOL -> List.of();
      case DEPLOYMENT, ANSWER, DETAILS, RELEASE, INSTANCES, HEALTH -> List.of();
    };
  }

  private List<Fact> ofMaster() {
    return facts.primary() == null ? List.of() : List.of(new Fact("address", facts.primary()));
  }

  private List<Fact> ofTls() {
    var all = new ArrayList<Fact>();
    TlsSettings tls = settings.tls();
    if (tls != null) {
      all.add(new Fact("verification", word(tls.verification())));
    }
    if (facts.tlsVersion() != null) {
      all.add(new Fact("tlsVersion", facts.tlsVersion()));
    }
    PeerCertificate certificate = facts.certificate();
    if (certificate != null) {
      all.add(new Fact("names", certificate.names()));
      all.add(new Fact("issuer", certificate.issuer()));
      all.add(new Fact("notAfter", certificate.notAfter().toString()));
      all.add(new Fact("daysLeft", daysLeft(certificate)));
    }
    return all;
  }

  private List<Fact> ofIdentity() {
    var all = new ArrayList<Fact>();
    AwsIdentity identity = facts.identity();
    if (identity != null) {
      all.add(new Fact("source", identity.source()));
      if (identity.expiresAt() != null) {
        all.add(new Fact("expiresAt", identity.expiresAt().toString()));
      }
    }
    IamSettings iam = settings.iam();
    if (iam != null) {
      all.add(new Fact("cache", iam.cache()));
      all.add(new Fact("region", iam.region()));
      all.add(new Fact("user", settings.safeUsername()));
    }
    return all;
  }

  private List<Fact> ofAuth() {
    Origin origin = settings.passwordOrigin();
    return hasPassword() && origin.kind() != Origin.Kind.DEFAULT
        ? List.of(new Fact("origin", ShownSetting.origin(origin)))
        : List.of();
  }

  private boolean hasPassword() {
    return settings.password() != null && settings.iam() == null;
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

  private List<Fact> ofShards() {
    var all = new ArrayList<Fact>();
    ShardFacts shards = facts.shards();
    if (shards != null) {
      all.add(new Fact("shards", shards.total()));
      all.add(new Fact("usable", shards.usable()));
      all.add(new Fact("slots", shards.slots()));
      all.add(new Fact("slotsUsable", shards.slotsUsable()));
      all.add(new Fact("down", shards.down().stream().map(ProbeStepFacts::line).toList()));
    }
    return all;
  }

  private static String line(ShardFacts.Down down) {
    return "slots %s at %s: %s".formatted(down.slots(), down.node(), down.code());
  }

  private String shardsNote() {
    ShardFacts shards = facts.shards();
    if (shards == null) {
      return "";
    }
    String down = shards.down().stream().map(each -> "; " + line(each)).collect(joining());
    return "%d of %d usable, %d of 16384 slots%s"
        .formatted(shards.usable(), shards.total(), shards.slotsUsable(), down);
  }

  String note(StepName name) {
    return switch (name) {
      case MASTER -> facts.primary() == null ? "" : facts.primary();
      case DNS -> String.join(", ", facts.addresses());
      case TCP -> settings.sentinel() == null ? "port " + settings.port() : "";
      case TLS -> tlsNote();
      case IDENTITY -> identityNote();
      case AUTH -> authNote();
      case ROLE -> roleNote();
      case SHARDS -> shardsNote();
      case WRITE -> "a key that expires after a minute";
      case DOCUMENTS,
          VALUES,
          TASK,
          SERVICE,
          TARGET,
          CONFIGURATION,
          REDIS,
          SENTINELS,
          PING,
          SLOTS,
          POOL -> "";
      case DEPLOYMENT, ANSWER, DETAILS, RELEASE, INSTANCES, HEALTH -> "";
    };
  }

  private String identityNote() {
    AwsIdentity identity = facts.identity();
    IamSettings iam = settings.iam();
    if (identity == null || iam == null) {
      return "";
    }
    String end = identity.expiresAt() == null ? "" : " until " + identity.expiresAt();
    return "%s%s, user %s of %s in %s"
        .formatted(identity.source(), end, settings.safeUsername(), iam.cache(), iam.region());
  }

  private String authNote() {
    if (settings.iam() != null) {
      return "with an IAM token";
    }
    if (!hasPassword()) {
      return "without a password";
    }
    Origin origin = settings.passwordOrigin();
    return origin.kind() == Origin.Kind.DEFAULT
        ? "with a password"
        : "with the password of " + origin.at(Part.VALUE);
  }

  private String tlsNote() {
    PeerCertificate certificate = facts.certificate();
    String version = facts.tlsVersion() == null ? "" : facts.tlsVersion();
    if (certificate == null) {
      return version;
    }
    boolean isOver = certificate.notAfter().isBefore(now);
    String days = inDays(Math.abs(daysLeft(certificate)));
    return "%sfor %s, issued by %s, %s on %s, %s"
        .formatted(
            version.isEmpty() ? "" : version + " ",
            certificate.names().isEmpty() ? "no name" : String.join(" and ", certificate.names()),
            certificate.issuer(),
            isOver ? "expired" : "expires",
            certificate.notAfter().atZone(ZoneOffset.UTC).toLocalDate(),
            isOver ? days + " ago" : "in " + days);
  }

  private static String inDays(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private String roleNote() {
    return ofRole().stream().map(fact -> fact.value().toString()).collect(joining(", "));
  }

  private long daysLeft(PeerCertificate certificate) {
    return Duration.between(now, certificate.notAfter()).toDays();
  }
}
