package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

final class DialBackOffTest {
  private final RuntimeException refused = new JedisConnectionException("refused");
  private long now;
  private int dials;
  private final DialBackOff backOff = new DialBackOff(() -> now);

  @Test
  void doublesThePauseUpToAQuarterOfASecond() {
    for (int pause : new int[] {10, 20, 40, 80, 160, 250, 250}) {
      assertThat(failure()).isSameAs(refused);
      pass(pause - 1);
      assertThat(failure())
          .isInstanceOf(JedisConnectionException.class)
          .hasMessage("no connection was opened a moment ago")
          .hasCause(refused);
      pass(1);
    }
    assertThat(dials).isEqualTo(7);
  }

  @Test
  void restartsAfterAReset() {
    var ignored = failure();
    backOff.reset();

    assertThat(failure()).isSameAs(refused);
    pass(10);
    assertThat(failure()).isSameAs(refused);
  }

  @Test
  void doesNotDoubleThePauseForADialThatBeganBeforeTheLastFailure() {
    var outer = catchThrowable(() -> backOff.dial(() -> {
      now++;
      var ignored = failure();
      throw refused;
    }));
    assertThat(outer).isSameAs(refused);
    pass(10);

    assertThat(failure()).isSameAs(refused);
    assertThat(dials).isEqualTo(2);
  }

  private Throwable failure() {
    return catchThrowable(() -> backOff.dial(() -> {
      dials++;
      throw refused;
    }));
  }

  private void pass(int millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
