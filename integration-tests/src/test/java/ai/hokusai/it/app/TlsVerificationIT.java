package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCa;
import ai.hokusai.testkit.TestCertificate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the jar does with certificates that are not what they should be, and what lets it take them. */
final class TlsVerificationIT {
  private static final TestCa AUTHORITY = TestCa.create("Hokusai test authority");
  private static final TestCa UNKNOWN = TestCa.create("Hokusai unknown authority");
  private static final TestCertificate RIGHT = AUTHORITY.issue();
  private static final TestCertificate WRONG_NAME = AUTHORITY.issue("redis.example.com");

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("TLS_HOSTNAME_MISMATCH", WRONG_NAME),
        Arguments.of("TLS_UNTRUSTED", UNKNOWN.issue()),
        Arguments.of("TLS_EXPIRED", RIGHT.expired()),
        Arguments.of("TLS_NOT_YET_VALID", RIGHT.notYetValid()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refuses(String code, TestCertificate certificate) {
    try (var redis = RedisServer.launch(RedisSpec.tls(certificate));
        var app = serve(redis, Map.of())) {
      assertThat(app.awaitCode(code).statusCode()).isEqualTo(503);
    }
  }

  static Stream<Arguments> acceptances() {
    return Stream.of(
        Arguments.of("the right certificate", RIGHT, Map.of()),
        Arguments.of(
            "another name where it is the name to verify",
            WRONG_NAME,
            Map.of("REDIS_TLS_SERVER_NAME", "redis.example.com")),
        Arguments.of(
            "another name where the chain is enough", WRONG_NAME, Map.of("REDIS_TLS_VERIFY", "ca")),
        Arguments.of(
            "anything where that was asked for in so many words",
            UNKNOWN.issue("redis.example.com").expired(),
            Map.of("REDIS_TLS_VERIFY", "none", "REDIS_TLS_INSECURE_ALLOWED", "true")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptances")
  void accepts(String what, TestCertificate certificate, Map<String, String> variables) {
    try (var redis = RedisServer.launch(RedisSpec.tls(certificate));
        var app = serve(redis, variables)) {
      assertThat(app.awaitHealth(200).statusCode()).as(what).isEqualTo(200);
    }
  }

  @Test
  void stillRefusesAnUnknownAuthorityWhereTheChainIsWhatCounts() {
    try (var redis = RedisServer.launch(RedisSpec.tls(UNKNOWN.issue()));
        var app = serve(redis, Map.of("REDIS_TLS_VERIFY", "ca"))) {
      assertThat(app.awaitCode("TLS_UNTRUSTED").statusCode()).isEqualTo(503);
    }
  }

  private static RunningApp serve(RedisServer redis, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("REDIS_URL", "rediss://localhost:" + redis.port());
    environment.put("REDIS_TLS_CA_PEM", AUTHORITY.pem());
    return RunningApp.serve(LoopbackPort.free(), environment);
  }
}
