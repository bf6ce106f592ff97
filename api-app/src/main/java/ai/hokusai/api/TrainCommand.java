package ai.hokusai.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.LogOutput;
import ai.hokusai.api.log.Logging;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * The training run of a class-data archive: the server, from its start to its orderly end, on ports of its own
 * that only this machine can reach. It reads no variable and needs no Redis.
 */
@Command(
    name = "train",
    description = "Starts, calls and stops the server once, to record a class-data archive.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final List<String> PATHS = List.of(
      "/health",
      "/health/ready",
      "/health/alb",
      "/health/live",
      "/health/checks/redis",
      "/metrics",
      "/api/v1/models/trained");
  private static final int PATIENCE_MILLIS = 10_000;

  private final PrintWriter err;

  TrainCommand(PrintWriter err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, StartRefusedException {
    NameCache.shorten();
    try (var redis = new DeafPort()) {
      AppConfig config = AppConfig.resolve(environment(redis));
      Logging.apply(config.log(), config.secrets());
      LogOutput.ofProcess().writeTo(OutputStream.nullOutputStream());
      Events.configResolved(config);
      var listen = new ListenAddress(redis.address().getHostAddress(), 0);
      train(Service.start(config, listen), redis.address());
    }
    err.println("trained: the server was started, called and stopped without Redis");
    return ExitCode.OK;
  }

  /** TLS and a token, as behind most of the environments that the archive will be used in. */
  private static Map<String, String> environment(DeafPort redis) {
    return Map.of(
        "REDIS_URL",
        redis.address().getHostAddress(),
        "REDIS_PORT",
        String.valueOf(redis.port()),
        "REDIS_TLS_ENABLED",
        "true",
        "REDIS_AUTH_TOKEN",
        "none-because-nobody-reads-it",
        // Long enough for the first probe, and for what a strict start does with its result.
        "STARTUP_GRACE",
        "1s",
        "DRAIN_DELAY",
        "0s");
  }

  private static void train(Service service, InetAddress host)
      throws IOException, StartRefusedException {
    try {
      service.endStart();
      for (String path : PATHS) {
        ask(host, service.address().port(), path);
      }
    } finally {
      service.stop();
    }
  }

  private static void ask(InetAddress host, int port, String path) throws IOException {
    try (var socket = new Socket(host, port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      if (!answer.startsWith("HTTP/1.1 ")) {
        throw new IOException("no answer");
      }
    }
  }
}
