package ai.hokusai.api.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.format.Finding;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.FaultClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServiceHealthTest {

  @Test
  void isHealthyWithoutRedisUntilItIsAboutToStop() {
    try (var health = ServiceHealth.withoutRedis()) {
      assertThat(health.report().status()).isEqualTo(Status.HEALTHY);
      assertThat(health.report()).isSameAs(health.report());

      health.drain();
      assertThat(health.report().status()).isEqualTo(Status.DRAINING);
    }
  }

  @Test
  void namesEachDiagnosticOfARejectedConfigurationWithoutAnyValue() {
    var config = AppConfig.resolve(Map.of(
        "STARTUP_POLICY",
        "tolerant",
        "REDIS_URL",
        "rediss://:p#Secr3t@host",
        "REDIS_DB",
        "Secr3t"));
    try (var health = ServiceHealth.rejected(null)) {
      assertThat(health.problems(config))
          .extracting(Finding::severity, Finding::code)
          .contains(tuple(Severity.ERROR, "USERINFO_RESERVED_CHAR"))
          .hasSameSizeAs(config.diagnostics());
      assertThat(health.problems(config).toString()).doesNotContain("Secr3t");
    }
  }

  @Test
  void namesTheReasonWhyResolvedSettingsCannotBeUsedFirst() {
    var config = AppConfig.resolve(Map.of("REDIS_URL", "redis://localhost"));
    var refusal = Finding.of(
        Severity.ERROR, "CERTIFICATE_INVALID", FaultClass.CONFIG, "it cannot be read", "renew it");
    try (var health = ServiceHealth.rejected(refusal)) {
      assertThat(health.problems(config)).first().isEqualTo(refusal);
    }
  }
}
