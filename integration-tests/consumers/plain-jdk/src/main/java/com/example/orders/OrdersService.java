package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.http.HealthEndpoints;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

public final class OrdersService {
  public static void main(String[] arguments) throws IOException {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      var redis = RedisHealth.of(outcome.settingsOrThrow(), "orders");
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
      var monitor = HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
      var server = HttpServer.create(new InetSocketAddress(Integer.getInteger("port", 8080)), 0);
      server.setExecutor(Executors.newFixedThreadPool(8)); // a slow request delays no other
      server.createContext("/", new HealthHandler(monitor, HealthEndpoints.create()));
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        monitor.drain();
        server.stop(1); // finishes requests in flight
        monitor.close();
        redis.close();
      }));
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }
}
