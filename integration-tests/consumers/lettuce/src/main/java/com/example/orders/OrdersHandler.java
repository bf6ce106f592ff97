package com.example.orders;

import ai.hokusai.health.DependencyGuard;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;

final class OrdersHandler implements HttpHandler {
  private final RedisClient client;
  private final DependencyGuard guard;
  private StatefulRedisConnection<String, String> connection;

  OrdersHandler(RedisClient client, DependencyGuard guard) {
    this.client = client;
    this.guard = guard;
  }

  @Override
  public void handle(HttpExchange http) throws IOException {
    int status;
    try {
      status = guard.call(() -> exists() ? 204 : 404, down -> 503); // at once while Redis is down
    } catch (RedisException e) {
      status = 503; // the guard has recorded it
    }
    http.sendResponseHeaders(status, -1);
    http.close();
  }

  private boolean exists() {
    return connection().sync().exists("orders") == 1;
  }

  private synchronized StatefulRedisConnection<String, String> connection() {
    if (connection == null) {
      connection = client.connect(); // with the first request, so that the service always starts
    }
    return connection;
  }
}
