package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;

public final class OrdersService extends Application<Configuration> {
  public static void main(String[] arguments) throws Exception {
    new OrdersService().run("server", "service.yml");
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      watch(RedisHealth.of(outcome.settingsOrThrow(), "orders"), environment);
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }

  private static void watch(RedisHealth redis, Environment environment) {
    var monitor = HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
    environment.lifecycle().manage(new AutoCloseableManager(redis));
    environment.lifecycle().manage(new AutoCloseableManager(monitor));
    environment.healthChecks().register("redis", new HealthCheck() {
      @Override
      protected Result check() {
        var report = monitor.report(); // never waits for Redis
        String code = report.cause().map(Cause::code).orElse("HEALTHY");
        return report.status().isUsable() ? Result.healthy(code) : Result.unhealthy(code);
      }
    });
  }
}
