package ai.hokusai.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class RedisFactsTest {

  @Test
  void listsTheStagesInTheirOrder() {
    var facts = RedisFacts.NONE.withDurations(Map.of(
        Stage.PING,
        Duration.ofMillis(4),
        Stage.DNS,
        Duration.ofMillis(1),
        Stage.AUTH,
        Duration.ofMillis(3)));

    assertThat(facts.durations().keySet()).containsExactly(Stage.DNS, Stage.AUTH, Stage.PING);
  }

  @Test
  void boundsTheVersion() {
    var facts = RedisFacts.NONE.withVersion("7\n" + "0".repeat(1_000));

    assertThat(facts.version()).hasSize(32).startsWith("7?0");
  }

  @Test
  void keepsEveryFactThatIsNotReplaced() {
    var certificate = PeerCertificate.of("CN=redis", List.of(), "CN=ca", Instant.EPOCH);
    var client = PeerCertificate.of("CN=orders", List.of(), "CN=ca", Instant.EPOCH);
    List<UnaryOperator<RedisFacts>> changes = List.of(
        facts -> facts.withDurations(Map.of(Stage.DNS, Duration.ofMillis(1))),
        facts -> facts.withSkipped(Set.of(Stage.HELLO)),
        facts -> facts.withRole(Role.REPLICA),
        facts -> facts.withMode(Mode.CLUSTER),
        facts -> facts.withVersion("7.0.15"),
        facts -> facts.withTlsVersion("TLSv1.3"),
        facts -> facts.withCertificate(certificate),
        facts -> facts.withClientCertificate(client));

    RedisFacts facts = RedisFacts.NONE;
    for (UnaryOperator<RedisFacts> change : changes) {
      RedisFacts changed = change.apply(facts);
      assertThat(changed).isNotEqualTo(facts).isEqualTo(change.apply(facts));
      assertThat(changed).hasSameHashCodeAs(change.apply(facts));
      facts = changed;
    }

    assertThat(facts.durations()).isEqualTo(Map.of(Stage.DNS, Duration.ofMillis(1)));
    assertThat(facts.skipped()).containsExactly(Stage.HELLO);
    assertThat(facts.role()).isEqualTo(Role.REPLICA);
    assertThat(facts.mode()).isEqualTo(Mode.CLUSTER);
    assertThat(facts.version()).isEqualTo("7.0.15");
    assertThat(facts.tlsVersion()).isEqualTo("TLSv1.3");
    assertThat(facts.certificate()).isEqualTo(certificate);
    assertThat(facts.clientCertificate()).isEqualTo(client);
  }
}
