package com.example.orders;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class RedisBeans {
  @Bean
  RedisHealth redis(RedisSettings settings) {
    return RedisHealth.of(settings, "orders");
  }

  @Bean
  HealthMonitor monitor(RedisHealth redis) {
    return HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
  }

  @Bean // the name replaces the indicator of Spring Boot, which waits for Redis
  HealthIndicator redisHealthContributor(HealthMonitor monitor) {
    return () -> {
      var report = monitor.report(); // never waits for Redis
      String code = report.cause().map(Cause::code).orElse("HEALTHY");
      Status status = report.status().isUsable() ? Status.UP : Status.DOWN;
      return Health.status(status).withDetail("code", code).build();
    };
  }
}
