package com.example.orders;

import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.http.HealthEndpoints;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

record HealthHandler(HealthMonitor monitor, HealthEndpoints health) implements HttpHandler {
  @Override
  public void handle(HttpExchange http) throws IOException {
    try (http) {
      String method = http.getRequestMethod();
      var answer = health.respond(monitor.report(), method, http.getRequestURI().getPath());
      if (answer.isEmpty()) {
        http.sendResponseHeaders(404, -1);
        return;
      }
      answer.get().headers().forEach(http.getResponseHeaders()::set);
      byte[] body = method.equals("HEAD") ? new byte[0] : answer.get().body();
      http.sendResponseHeaders(answer.get().status(), body.length == 0 ? -1 : body.length);
      http.getResponseBody().write(body);
    }
  }
}
