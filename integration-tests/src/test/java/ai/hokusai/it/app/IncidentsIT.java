package ai.hokusai.it.app;

import static ai.hokusai.it.app.Incident.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Incidents 1 to 3, end to end through the jar. */
final class IncidentsIT {
  private static Incident incident;

  @BeforeAll
  static void launch() {
    incident = new Incident();
  }

  @AfterAll
  static void close() {
    incident.close();
  }

  @Test
  void incident1TheBareHostWithTheFlagIsHealthyOverVerifiedTls() {
    try (var app = serve(incident.environment())) {
      assertThat(app.awaitHealth(200).body()).startsWith("{\"status\":\"healthy\",\"since\":");
      assertThat(app.get("/health/alb").statusCode()).isEqualTo(200);
      assertThat(app.terminate()).isZero();
      assertThat(app.output())
          .contains("\"event\":\"startup.config_resolved\"")
          .contains("rediss://:***@" + ENDPOINT + ":" + incident.redis().port())
          .contains("[\"BARE_HOST_TO_URL\"]")
          .contains("\"event\":\"health.first_result\"");
      assertNoSecret(app.output());
    }
  }

  @Test
  void incident1IsExplained() {
    FinishedApp explained = FinishedApp.run(incident.environment(), "explain");
    assertThat(explained.exitCode()).isZero();
    assertThat(explained.out())
        .startsWith("rediss://:***@" + ENDPOINT + ":" + incident.redis().port() + "\n")
        .contains("correction[BARE_HOST_TO_URL]")
        .doesNotContain("warning");
    assertNoSecret(explained.out() + explained.err());
  }

  @Test
  void incident2AMissingTokenIsNamedWithItsVariable() {
    try (var app = serve(incident.environmentWith("REDIS_AUTH_TOKEN", ""))) {
      var response = app.awaitCode("AUTH_REQUIRED");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(app.get("/health/alb").statusCode()).isEqualTo(200);
      assertThat(app.output()).contains("\"code\":\"AUTH_REQUIRED\"").contains("REDIS_AUTH_TOKEN");
    }
  }

  @Test
  void incident2DistinguishesAWrongTokenFromAMissingOne() {
    String wrong = "Wrong-Horse-Battery-Staple-10";
    try (var app = serve(incident.environmentWith("REDIS_AUTH_TOKEN", wrong))) {
      assertThat(app.awaitCode("AUTH_FAILED").statusCode()).isEqualTo(503);
      assertThat(app.output()).doesNotContain("Wrong", "Horse");
    }
  }

  @Test
  void incident2TheTokenBesideAUrlIsUsed() {
    String url = "rediss://" + ENDPOINT + ":" + incident.redis().port();
    try (var app = serve(incident.environmentWith("REDIS_URL", url))) {
      assertThat(app.awaitHealth(200).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void incident3ThereIsNoDefaultHost() {
    FinishedApp refused = FinishedApp.run(Map.of("REDIS_AUTH_TOKEN", Incident.TOKEN));
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.err()).contains("error[NOT_CONFIGURED]: no Redis host is configured");
    assertNoSecret(refused.out() + refused.err());
  }

  @Test
  void incident3NoOptionOfTheUrlSwitchesVerificationOff() {
    String url = "rediss://" + ENDPOINT + ":" + incident.redis().port() + "?ssl_cert_reqs=None";
    Map<String, String> environment = incident.environmentWith("REDIS_URL", url);
    environment.remove("REDIS_TLS_CA_PEM");
    try (var app = serve(environment)) {
      assertThat(app.awaitCode("TLS_UNTRUSTED").statusCode()).isEqualTo(503);
      assertThat(app.output()).contains("TLS_VERIFY_OPTION_IGNORED");
    }
  }

  @Test
  void aDelimiterInThePasswordRefusesTheStart() {
    FinishedApp refused = FinishedApp.run(Map.of("REDIS_URL", "rediss://:p#w@host"));
    assertThat(refused.exitCode()).isEqualTo(78);
    assertThat(refused.err())
        .contains("error[USERINFO_RESERVED_CHAR]")
        .contains("move the password to REDIS_AUTH_TOKEN");
    assertThat(refused.out()).contains("\"event\":\"startup.refused\"");
    assertThat(refused.out() + refused.err()).doesNotContain("p#w");
  }

  private static RunningApp serve(Map<String, String> environment) {
    return RunningApp.serve(LoopbackPort.free(), environment, ENDPOINT);
  }

  private static void assertNoSecret(String text) {
    for (String part : List.of("Correct", "Horse", "Battery", "Staple")) {
      assertThat(text).doesNotContain(part);
    }
  }
}
