package ai.hokusai.health.readme;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;

/** The sample of the README, here so that it compiles. */
final class Orders {
  public static void main(String[] arguments) {
    if (!(RedisConfig.resolve(System.getenv()) instanceof ConfigOutcome.Resolved resolved)) {
      System.exit(78);
      return;
    }
    try (var health = RedisHealth.start(resolved.settings(), "orders", Orders::log)) {
      HealthSnapshot snapshot = health.snapshot();
      if (snapshot.isUsable()) {
        health.client().set("greeting", "hello");
      }
    }
  }

  private static void log(HealthSnapshot snapshot) {
    var fault = snapshot.fault();
    System.out.println(
        fault == null ? snapshot.status() : fault + ": " + fault.message() + "; " + fault.remedy());
  }
}
