package ai.hokusai.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class PoolSettingsTest {
  private static final List<UnaryOperator<PoolSettings>> CHANGES = List.of(
      pool -> pool.withMax(9),
      pool -> pool.withMaxIdle(8),
      pool -> pool.withMinIdle(7),
      pool -> pool.withMaxWait(Duration.ofMillis(250)));

  @Test
  void keepsEveryBoundThatIsNotReplaced() {
    PoolSettings pool = PoolSettings.of(4);
    assertThat(pool).hasToString("at most 4 connections, 0 to 4 of them idle, waited for 500 ms");
    for (UnaryOperator<PoolSettings> change : CHANGES) {
      PoolSettings changed = change.apply(pool);
      assertThat(changed).isNotEqualTo(pool).isEqualTo(change.apply(pool));
      assertThat(changed).hasSameHashCodeAs(change.apply(pool));
      pool = changed;
    }
    assertThat(pool).hasToString("at most 9 connections, 7 to 8 of them idle, waited for 250 ms");
  }
}
