package ai.hokusai.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RedisFactsTest {

  @Test
  void listsTheStagesInTheirOrder() {
    var facts = new RedisFacts(
        Map.of(
            Stage.PING, Duration.ofMillis(4),
            Stage.DNS, Duration.ofMillis(1),
            Stage.AUTH, Duration.ofMillis(3)),
        Set.of(),
        null,
        null,
        null,
        null);

    assertThat(facts.durations().keySet()).containsExactly(Stage.DNS, Stage.AUTH, Stage.PING);
  }

  @Test
  void boundsTheVersion() {
    var facts = new RedisFacts(Map.of(), Set.of(), null, null, "7\n" + "0".repeat(1_000), null);

    assertThat(facts.version()).hasSize(32).startsWith("7?0");
  }

  @Test
  void addsOneOptionToAnother() {
    assertThat(RedisOptions.DEFAULT.allowingReplicas().writingCanary())
        .isEqualTo(new RedisOptions(true, true, true));
    assertThat(RedisOptions.DEFAULT.writingCanary()).isEqualTo(new RedisOptions(false, true, true));
    assertThat(RedisOptions.DEFAULT.withoutNeedOfWrites())
        .isEqualTo(new RedisOptions(false, false, false));
    assertThat(RedisOptions.DEFAULT).isEqualTo(new RedisOptions(false, false, true));
  }
}
