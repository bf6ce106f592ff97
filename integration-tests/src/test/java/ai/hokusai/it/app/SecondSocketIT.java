package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCa;
import ai.hokusai.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The codes of the jar where client and server disagree about TLS, which no exception shows. */
final class SecondSocketIT {
  private static final String PASSWORD = "Correct-Horse-Battery-9";
  private static final TestCa AUTHORITY = TestCa.create("Hokusai test authority");
  private static final RedisSpec PLAIN = RedisSpec.plain();
  private static final RedisSpec TLS = RedisSpec.tls(AUTHORITY.issue());
  private static final RedisSpec MUTUAL_TLS = TLS.config("tls-auth-clients yes");

  static Stream<Arguments> disagreements() {
    return Stream.of(
        Arguments.of("redis", TLS, "TLS_REQUIRED_BY_SERVER"),
        Arguments.of("redis", TLS.password(PASSWORD), "TLS_REQUIRED_BY_SERVER"),
        Arguments.of("redis", MUTUAL_TLS, "TLS_REQUIRED_BY_SERVER"),
        Arguments.of("rediss", PLAIN, "SERVER_IS_PLAINTEXT"),
        Arguments.of("rediss", PLAIN.password(PASSWORD), "SERVER_IS_PLAINTEXT"),
        Arguments.of("rediss", MUTUAL_TLS, "TLS_CLIENT_CERT_REQUIRED"));
  }

  @ParameterizedTest(name = "{0} {2} {index}")
  @MethodSource("disagreements")
  void names(String scheme, RedisSpec spec, String code) {
    try (var redis = RedisServer.launch(spec);
        var app = RunningApp.serve(LoopbackPort.free(), environment(scheme, redis.port()))) {
      assertThat(app.awaitCode(code).statusCode()).isEqualTo(503);
      // The log is written by another thread than the answer.
      await().until(() -> app.output().contains("\"code\":\"" + code + "\""));
      assertThat(app.output()).doesNotContain("Horse");
    }
  }

  @Test
  void namesAClientCertificateThatTheServerDoesNotTrust(@TempDir Path directory)
      throws IOException {
    TestCertificate stranger = TestCa.create("Hokusai stranger").issue("client.example.com");
    try (var redis = RedisServer.launch(MUTUAL_TLS)) {
      Map<String, String> environment = environment("rediss", redis.port());
      environment.put(
          "REDIS_TLS_CERT_FILE",
          Files.writeString(directory.resolve("client.crt"), stranger.pem()).toString());
      environment.put(
          "REDIS_TLS_KEY_FILE",
          Files.writeString(directory.resolve("client.key"), stranger.keyPem()).toString());
      try (var app = RunningApp.serve(LoopbackPort.free(), environment)) {
        assertThat(app.awaitCode("TLS_CLIENT_CERT_UNTRUSTED").statusCode()).isEqualTo(503);
      }
    }
  }

  private static Map<String, String> environment(String scheme, int port) {
    Map<String, String> environment = new HashMap<>(
        Map.of("REDIS_URL", scheme + "://localhost:" + port, "REDIS_AUTH_TOKEN", PASSWORD));
    if (scheme.equals("rediss")) {
      environment.put("REDIS_TLS_CA_PEM", AUTHORITY.pem());
    }
    return environment;
  }
}
