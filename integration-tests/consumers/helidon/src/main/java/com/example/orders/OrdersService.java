package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;

public final class OrdersService {
  public static void main(String[] arguments) {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      var redis = RedisHealth.of(outcome.settingsOrThrow(), "orders");
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
      var monitor = HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
      var health = HealthObserver.builder()
          .details(true)
          .addCheck(() -> check(monitor.report()), HealthCheckType.READINESS, "redis");
      var server = WebServer.builder().port(Integer.getInteger("port", 8080));
      server.addFeature(ObserveFeature.just(health.build())).build().start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        monitor.close();
        redis.close();
      }));
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }

  private static HealthCheckResponse check(HealthReport report) { // never waits for Redis
    String code = report.cause().map(Cause::code).orElse("HEALTHY");
    var response = HealthCheckResponse.builder().status(report.status().isUsable());
    return response.detail("code", code).build();
  }
}
