package ai.hokusai.it.faults.rows;

import static ai.hokusai.health.classify.FaultClass.CONFIG;
import static ai.hokusai.health.classify.FaultClass.TRANSIENT;
import static ai.hokusai.it.faults.harness.Action.cutsConnections;
import static ai.hokusai.it.faults.harness.Action.tells;
import static ai.hokusai.it.faults.harness.Fixtures.TLS_REDIS;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.PlantedSecret;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.LoopbackPort;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Faults of tokens of AWS IAM; Redis takes any token, and {@code IamIT} compares them. */
final class IdentityRows {
  private static final Setup IAM = Fixtures.tls(
          TLS_REDIS.user("orders", "on", "nopass", "~*", "+@all"))
      .without("REDIS_AUTH_TOKEN")
      .with("REDIS_AUTH_MODE", "iam")
      .with("REDIS_USERNAME", "orders")
      .with("REDIS_IAM_CACHE", "orders")
      .with("REDIS_IAM_REGION", "eu-west-1");

  private IdentityRows() {}

  static List<FaultCase> rows() {
    int port = LoopbackPort.free();
    return List.of(
        FaultCase.of(
                Fault.IAM_REJECTED,
                CONFIG,
                "tokens rejected",
                IAM.with("AWS_ACCESS_KEY_ID", "key")
                    .with("AWS_SECRET_ACCESS_KEY", PlantedSecret.PASSWORD.value()))
            .provokedBy(tells("ACL SETUSER orders resetpass").then(cutsConnections()))
            .curedBy(tells("ACL SETUSER orders nopass")),
        FaultCase.of(
                Fault.IAM_CREDENTIALS_UNREACHABLE,
                TRANSIENT,
                "no endpoint for credentials",
                IAM.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:" + port))
            .curedBy(testBed -> supply(testBed, port))
            .first());
  }

  /** An endpoint with credentials, until the test bed closes. */
  private static void supply(TestBed testBed, int port) throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    byte[] body = ("{\"AccessKeyId\":\"key\",\"SecretAccessKey\":\""
            + PlantedSecret.PASSWORD.value() + "\",\"Token\":\"session\",\"Expiration\":\""
            + Instant.now().plus(Duration.ofHours(1)) + "\"}")
        .getBytes(UTF_8);
    server.createContext("/", exchange -> {
      try (exchange) {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    });
    server.start();
    testBed.keep(() -> server.stop(0));
  }
}
