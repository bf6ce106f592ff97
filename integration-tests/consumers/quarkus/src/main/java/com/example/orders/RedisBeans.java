package com.example.orders;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

@ApplicationScoped
class RedisBeans {
  @Produces
  @Singleton
  RedisHealth redis() {
    return RedisHealth.of(OrdersService.settings, "orders");
  }

  @Produces
  @Singleton
  @Startup
  HealthMonitor monitor(RedisHealth redis) {
    return HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
  }

  void stop(@Disposes HealthMonitor monitor, RedisHealth redis) {
    monitor.close();
    redis.close();
  }

  @Produces
  @Readiness
  HealthCheck check(HealthMonitor monitor) {
    return () -> {
      var report = monitor.report(); // never waits for Redis
      String code = report.cause().map(Cause::code).orElse("HEALTHY");
      var response = HealthCheckResponse.named("redis").status(report.status().isUsable());
      return response.withData("code", code).build();
    };
  }
}
