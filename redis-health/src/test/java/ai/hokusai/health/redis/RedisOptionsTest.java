package ai.hokusai.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RedisOptionsTest {

  @Test
  void expectsAPrimaryThatTakesWritesByDefault() {
    assertThat(values(RedisOptions.DEFAULT)).containsExactly(false, false, true);
  }

  @Test
  void keepsEveryOptionThatIsNotReplaced() {
    RedisOptions replica = RedisOptions.DEFAULT.withReplicaAllowed(true);
    RedisOptions canary = replica.withCanary(true);
    RedisOptions reader = canary.withWriteRequired(false);

    assertThat(values(replica)).containsExactly(true, false, true);
    assertThat(values(canary)).containsExactly(true, true, true);
    assertThat(values(reader)).containsExactly(true, true, false);
    assertThat(List.of(RedisOptions.DEFAULT, replica, canary, reader)).doesNotHaveDuplicates();
    assertThat(reader.withWriteRequired(true)).isEqualTo(canary).hasSameHashCodeAs(canary);
  }

  private static List<Boolean> values(RedisOptions options) {
    return List.of(options.isReplicaAllowed(), options.writesCanary(), options.isWriteRequired());
  }
}
