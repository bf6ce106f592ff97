package ai.hokusai.it;

import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/** Runs a Redis over TLS and the API with the environment of the incident. */
public final class Demo {

  private Demo() {}

  /** Starts both and waits to be interrupted; both end with this process. */
  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.getInteger("api.port", 8080);
    assertFree(port);
    try (var incident = new Incident();
        var app = RunningApp.serve(
            port, ModelsClient.enabledIn(incident.environment()), Incident.ENDPOINT)) {
      describe(incident.redis().port(), app.awaitHealth(200).body(), port);
      new CountDownLatch(1).await();
    }
  }

  private static void describe(int redis, String health, int port) {
    System.out.printf(
        """

        A Redis with TLS and a token runs under the host name of the incident, and the API runs with the
        environment of the incident:

          REDIS_URL=%s
          REDIS_TLS_ENABLED=true
          REDIS_PORT=%d
          REDIS_AUTH_TOKEN=***
          REDIS_TLS_CA_PEM=(a CA created for this demo)

        GET /health returns: %s

        Try:
          curl -i http://localhost:%4$d/health
          curl -i http://localhost:%4$d/health/alb
          curl -i -H '%5$s' http://localhost:%4$d/api/v1/models

        Ctrl-C stops both.
        """,
        Incident.ENDPOINT, redis, health, port, String.join(": ", ModelsClient.authorization()));
  }

  private static void assertFree(int port) {
    try (var socket = new ServerSocket(port)) {
      assert socket.isBound();
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d is taken: choose another one with -Dapi.port=<port>".formatted(port), e);
    }
  }
}
