package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.hokusai.api.config.AppConfig;
import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.format.ExitCode;
import ai.hokusai.api.log.Events;
import ai.hokusai.api.log.LogOutput;
import ai.hokusai.api.log.Logging;
import ai.hokusai.api.server.Service;
import ai.hokusai.api.server.StartRefusedException;
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
 * The command {@code train}: starts, calls and stops the server once, on ports that only this machine can
 * reach, to record a class-data archive. It reads no environment variable and needs no Redis.
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
  private static final int TIMEOUT_MILLIS = 10_000;

  private final PrintWriter err;

  TrainCommand(PrintWriter err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, StartRefusedException {
    try (var redis = new ConnectionRejectingServer()) {
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

  /** An environment with TLS and a token, as most users of the archive have. */
  private static Map<String, String> environment(ConnectionRejectingServer redis) {
    return Map.of(
        "REDIS_URL",
        redis.address().getHostAddress(),
        "REDIS_PORT",
        String.valueOf(redis.port()),
        "REDIS_TLS_ENABLED",
        "true",
        "REDIS_AUTH_TOKEN",
        "none-because-nothing-reads-it",
        // Long enough for the first probe and the decision of a strict start.
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
        request(host, service.address().port(), path);
      }
    } finally {
      service.stop();
    }
  }

  private static void request(InetAddress host, int port, String path) throws IOException {
    try (var socket = new Socket(host, port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String text = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      if (!response.startsWith("HTTP/1.1 ")) {
        throw new IOException("no response");
      }
    }
  }
}
