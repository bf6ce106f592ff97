package ai.hokusai.health.readme;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.ScriptedMonitor;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The sample of the README for tests, here so that it compiles and runs. */
final class OrdersTest {

  @Test
  void rejectsRequestsWhileRedisIsDown() {
    try (var script = ScriptedMonitor.critical("redis")) {
      DependencyGuard guard = script.monitor().guard("redis");
      script.up("redis");
      script.down("redis", Fault.READ_TIMEOUT);
      String answer = guard.call(() -> "200", down -> "503 " + down.cause().code());
      assertThat(answer).isEqualTo("503 READ_TIMEOUT");

      script.up("redis");
      script.pass(Duration.ofMinutes(1));
      assertThat(script.monitor().report().status()).isEqualTo(Status.STALE);
    }
  }
}
