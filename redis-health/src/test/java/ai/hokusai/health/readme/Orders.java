package ai.hokusai.health.readme;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The sample of the README, here so that it compiles. */
final class Orders implements HealthListener {
  private static final Cause SPOOL_FULL = Cause.of(
      "SPOOL_FULL", FaultClass.CAPACITY, "the spool is nearly full", "remove what was sent");

  public static void main(String[] arguments) {
    if (!(RedisConfig.resolve(System.getenv()) instanceof ConfigOutcome.Resolved resolved)) {
      System.exit(78);
      return;
    }
    try (var redis = RedisHealth.of(resolved.settings(), "orders");
        var monitor = HealthMonitor.builder()
            .add(Dependency.of("redis", redis))
            .add(Dependency.of("spool", Orders::spool)
                .optional()
                .withSchedule(Schedule.every(Duration.ofSeconds(30))))
            .listener(new Orders())
            .start()) {
      DependencyGuard guard = monitor.guard("redis");
      String answer = guard.call(
          () -> "200 " + redis.client().get("greeting"),
          down -> "503 " + down.cause().code() + ", retry after " + down.retryAfter());
      System.out.println(answer + ", " + monitor.report().status());
    }
  }

  private static Optional<Cause> spool() throws IOException {
    long bytes = Files.getFileStore(Path.of("/var/spool/orders")).getUsableSpace();
    return bytes < 100_000_000 ? Optional.of(SPOOL_FULL) : Optional.empty();
  }

  @Override
  public void checkChanged(HealthReport.Check check, Status from) {
    Cause cause = check.snapshot().cause();
    System.out.println(
        cause == null
            ? check.name() + " is " + check.snapshot().status()
            : cause.code() + ": " + cause.message() + "; " + cause.remedy());
  }
}
