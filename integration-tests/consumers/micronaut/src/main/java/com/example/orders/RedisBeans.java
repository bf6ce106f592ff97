package com.example.orders;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;

@Factory
class RedisBeans {
  @Singleton
  @Bean(preDestroy = "close")
  RedisHealth redis(RedisSettings settings) {
    return RedisHealth.of(settings, "orders");
  }

  @Context // starts with the service, not with the first request
  @Bean(preDestroy = "close")
  HealthMonitor monitor(RedisHealth redis) {
    return HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
  }

  @Singleton
  @Readiness
  HealthIndicator indicator(HealthMonitor monitor) {
    return () -> {
      var report = monitor.report(); // never waits for Redis
      var code = Map.of("code", report.cause().map(Cause::code).orElse("HEALTHY"));
      var status = report.status().isUsable() ? HealthStatus.UP : HealthStatus.DOWN;
      return Publishers.just(HealthResult.builder("redis", status).details(code).build());
    };
  }
}
