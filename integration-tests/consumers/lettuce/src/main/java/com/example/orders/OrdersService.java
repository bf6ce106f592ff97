package com.example.orders;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisConfigException;
import ai.hokusai.config.diagnostic.TextReport;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.http.HealthEndpoints;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

public final class OrdersService {
  public static void main(String[] arguments) throws Exception {
    try {
      ConfigOutcome outcome = RedisConfig.resolve(System.getenv());
      var settings = outcome.settingsOrThrow();
      var client = LettuceClients.of(settings, "orders");
      System.err.print(TextReport.render(outcome.diagnostics())); // warnings and corrections
      var check = RedisCheck.of(settings, "orders"); // without the pool of Jedis
      var monitor = HealthMonitor.builder().add(Dependency.of("redis", check)).start();
      var server = HttpServer.create(new InetSocketAddress(Integer.getInteger("port", 8080)), 0);
      server.setExecutor(Executors.newFixedThreadPool(8)); // a slow request delays no other
      server.createContext("/", new HealthHandler(monitor, HealthEndpoints.create()));
      server.createContext("/orders", new OrdersHandler(client, monitor.guard("redis")));
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        monitor.drain();
        server.stop(1); // finishes requests in flight
        monitor.close();
        client.shutdown();
      }));
    } catch (RedisConfigException e) {
      System.err.println(e.getMessage()); // every problem with its remedy
      System.exit(78);
    }
  }
}
