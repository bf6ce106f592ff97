package com.example.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.classify.Cause;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

public final class OrdersService {
  public static void main(String[] arguments) throws IOException {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      serve(RedisHealth.of(outcome.settingsOrThrow(), "orders"));
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }

  private static void serve(RedisHealth redis) throws IOException {
    var monitor = HealthMonitor.builder().add(Dependency.of("redis", redis)).start();
    var server = HttpServer.create(new InetSocketAddress(Integer.getInteger("port", 8080)), 0);
    server.createContext("/health", exchange -> {
      var report = monitor.report(); // never waits for Redis
      byte[] code = report.cause().map(Cause::code).orElse("HEALTHY").getBytes(UTF_8);
      exchange.sendResponseHeaders(report.status().isUsable() ? 200 : 503, code.length);
      exchange.getResponseBody().write(code);
      exchange.close();
    });
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      monitor.drain();
      server.stop(1); // finishes requests in flight
      monitor.close();
      redis.close();
    }));
  }
}
