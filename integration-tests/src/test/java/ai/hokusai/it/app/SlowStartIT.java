package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A strict start on a quarter of a processor, where the first probe may run out of its own time. */
@Timeout(180)
@Tag("once")
final class SlowStartIT {
  private static final int PERCENT = 25;
  private static final Duration LONGEST = Duration.ofSeconds(150);

  // Else one healthy answer ends the count of failed tasks of a deployment.
  @RepeatedTest(2)
  void aWrongTokenIsNeverHealthyBeforeItsExit() throws Exception {
    var wasHealthy = new AtomicBoolean();
    try (Cgroup group = group();
        var redis = RedisServer.launch(RedisSpec.plain().password("Correct-Horse-Battery-9"));
        var app = start(group, redis.port(), "Wrong-Mule-Accumulator-8")) {
      await().atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(() -> {
        if (app.listens()) {
          wasHealthy.set(true);
        }
        return !app.isAlive();
      });
      assertThat(app.exitCode()).as(app.output()).isEqualTo(78);
      assertThat(app.output()).contains("\"code\":\"AUTH_FAILED\"");
    }
    assertThat(wasHealthy).isFalse();
  }

  @Test
  void listensBeforeRedisIsAvailable() throws Exception {
    try (Cgroup group = group();
        var app = start(group, LoopbackPort.free(), "Correct-Horse-Battery-9")) {
      await().atMost(LONGEST).until(() -> app.listens() || !app.isAlive());
      assertThat(app.isAlive()).as(app.output()).isTrue();
      assertThat(app.awaitCode("CONNECT_REFUSED").statusCode()).isEqualTo(503);
    }
  }

  private static Cgroup group() {
    Optional<Cgroup> made = Cgroup.ofCpu(PERCENT);
    assumeTrue(made.isPresent(), "no cgroup of processor time can be made here: run it as root");
    return made.get();
  }

  private static RunningApp start(Cgroup group, int redisPort, String token) {
    return RunningApp.launch(
        LoopbackPort.free(),
        Map.of(
            "REDIS_URL",
            "redis://127.0.0.1:" + redisPort,
            "REDIS_AUTH_TOKEN",
            token,
            "STARTUP_POLICY",
            "strict",
            "DRAIN_DELAY",
            "0s"),
        AppJvm.plain().through(group.launcher()));
  }
}
