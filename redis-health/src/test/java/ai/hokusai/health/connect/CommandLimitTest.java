package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CommandLimitTest {
  private static final long SECOND = 1_000_000_000;
  private static final long DUE = SECOND + CommandLimit.MARGIN.toNanos();

  private final CommandLimit limit = new CommandLimit(Duration.ofSeconds(1), 0);

  @Test
  void expiresACommandAtItsDeadline() {
    limit.begin(0);

    assertThat(limit.expire(DUE - 2)).isFalse();
    assertThat(limit.isExpired()).isFalse();
    assertThat(limit.expire(DUE + 1)).isTrue();
    assertThat(limit.isExpired()).isTrue();
    assertThat(limit.expire(DUE + 2)).isFalse();
    assertThat(limit.end(DUE + 3)).isTrue();
    assertThat(limit.isExpired()).isFalse();
  }

  @Test
  void measuresTheWholeOfACommandAndNotItsParts() {
    limit.begin(0);
    limit.begin(SECOND);
    assertThat(limit.end(SECOND)).isFalse();

    assertThat(limit.expire(DUE + 1)).isTrue();
  }

  @Test
  void leavesAConnectionWithoutACommandAlone() {
    limit.begin(0);
    assertThat(limit.end(1)).isFalse();

    assertThat(limit.expire(10 * SECOND)).isFalse();
    assertThat(limit.untilDue(10 * SECOND)).isEqualTo(DUE);
    assertThat(limit.idle(10 * SECOND)).isEqualTo(10 * SECOND - 1);
  }

  @Test
  void returnsTheDeadlineOfARunningCommand() {
    limit.begin(1);

    assertThat(limit.untilDue(SECOND)).isEqualTo(DUE + 1 - SECOND);
  }

  @Test
  void changesTheLimitOfTheCommandThatRuns() {
    limit.begin(0);
    limit.change(Duration.ofMinutes(1), 0);

    assertThat(limit.expire(59 * SECOND)).isFalse();
    assertThat(limit.expire(61 * SECOND)).isTrue();
  }
}
