package ai.hokusai.it;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.http.HealthEndpoints;
import ai.hokusai.health.http.HealthResponse;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The sample of the README of redis-health, here so that it compiles and runs. */
final class HealthServer {
  private final HealthEndpoints endpoints = HealthEndpoints.create();
  private final HealthMonitor monitor;

  HealthServer(HealthMonitor monitor) {
    this.monitor = monitor;
  }

  HttpServer start(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/", this::handle);
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      HealthResponse response =
          endpoints.respond(monitor.report(), method, path).orElse(null);
      if (response == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      response.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = method.equals("HEAD") ? new byte[0] : response.body();
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
