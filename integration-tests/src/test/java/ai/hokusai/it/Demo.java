package ai.hokusai.it;

import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.Incident;
import ai.hokusai.it.app.ModelsClient;
import ai.hokusai.it.app.RunningApp;
import ai.hokusai.it.redis.ClusterSpec;
import ai.hokusai.it.redis.ServerProgram;
import ai.hokusai.it.redis.TlsCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Runs the demo of the jar; with {@code -Ddemo=cluster} a cluster of three
 * primaries and three replicas, and the API with its configuration endpoint.
 */
public final class Demo {

  private static final String DOMAIN = ".orders.ab12cd.use1.cache.amazonaws.com";
  private static final int PRIMARIES = 3;

  private Demo() {}

  /** Runs until it is interrupted, or for the demo of the jar until {@code q}; everything ends with this process. */
  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.getInteger("api.port", 8080);
    switch (System.getProperty("demo", "incident")) {
      case "incident" -> incident(port);
      case "cluster" -> cluster(port);
      default -> throw new IllegalStateException("write -Ddemo=incident or -Ddemo=cluster");
    }
  }

  /** The command of the jar, with the server program of the tests. */
  private static void incident(int port) throws InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var server = ServerProgram.embedded().path().toAbsolutePath();
    var command = List.of(
        java.toString(),
        "-jar",
        System.getProperty("api.jar", "../api-app/target/api-app.jar"),
        "demo",
        "--port",
        String.valueOf(port),
        "--redis-server",
        server.toString());
    try {
      new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cluster(int port) throws InterruptedException {
    assertFree(port);
    try (var cluster = TlsCluster.launch(spec());
        var app = RunningApp.serve(
            port,
            ModelsClient.enabledIn(Map.of(
                "REDIS_URL",
                "clustercfg" + DOMAIN,
                "REDIS_TLS_ENABLED",
                "true",
                "REDIS_PORT",
                String.valueOf(cluster.port()),
                "REDIS_AUTH_TOKEN",
                Incident.TOKEN,
                "REDIS_TLS_CA_PEM",
                cluster.authority().pem())),
            AppJvm.resolvingFrom(cluster.hostsFile(IntStream.range(0, PRIMARIES)
                .mapToObj(i -> cluster.host(i) + " clustercfg" + DOMAIN)
                .toArray(String[]::new))))) {
      describe(cluster, app.awaitHealth(200).body(), port);
      new CountDownLatch(1).await();
    }
  }

  /** Names and certificates as those of ElastiCache: a wildcard for all nodes. */
  private static ClusterSpec spec() {
    var names = IntStream.range(0, 2 * PRIMARIES)
        .mapToObj(i -> "orders-%04d-%03d".formatted(1 + i % PRIMARIES, 1 + i / PRIMARIES) + DOMAIN)
        .toList();
    var spec = ClusterSpec.of(PRIMARIES, PRIMARIES).password(Incident.TOKEN).announcedAs(names);
    for (int i = 0; i < names.size(); i++) {
      spec = spec.certificate(i, "*" + DOMAIN);
    }
    return spec;
  }

  private static void describe(TlsCluster cluster, String health, int port) {
    System.out.printf(
        """

        A cluster of three primaries and three replicas with TLS and a token runs under names of ElastiCache, and the
        API runs with the endpoint of its configuration:

          REDIS_URL=clustercfg%s
          REDIS_TLS_ENABLED=true
          REDIS_PORT=%d
          REDIS_AUTH_TOKEN=***
          REDIS_TLS_CA_PEM=(a CA created for this demo)

        GET /health returns: %s

        Try:
          curl -i http://localhost:%4$d/health
          curl -i -H '%5$s' http://localhost:%4$d/api/v1/models
          kill -STOP %6$d     # the primary of the first shard, which its replica replaces after 4 s
          kill -CONT %6$d

        Ctrl-C stops everything.
        """,
        DOMAIN,
        cluster.port(),
        health,
        port,
        String.join(": ", ModelsClient.authorization()),
        cluster.pid(0));
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
