package ai.hokusai.health.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.ShardFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthDetailsTest {
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final PeerCertificate SERVER =
      PeerCertificate.of("CN=redis", List.of("redis", "10.0.0.7"), "CN=ca", END);
  private static final PeerCertificate CLIENT =
      PeerCertificate.of("CN=orders", List.of(), "CN=clients", END.plusSeconds(1));

  @Test
  void showsMessageRemedyAndTally() {
    var snapshot = HealthSnapshot.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, END)
        .withCheckedAt(END.plusMillis(200))
        .withDuration(Duration.ofNanos(1_234_567))
        .withTally(HealthSnapshot.Tally.of(0, 3, 1, false, END));
    var report = HealthReport.of(Status.UNHEALTHY, END, List.of(Check.of("redis", true, snapshot)));
    String cause = "\"status\":\"unhealthy\",\"code\":\"CONNECT_REFUSED\",\"class\":\"TRANSIENT\","
        + "\"message\":\"" + Fault.CONNECT_REFUSED.message() + "\",\"remedy\":\""
        + Fault.CONNECT_REFUSED.remedy() + "\",\"docs\":\""
        + Fault.CONNECT_REFUSED.docs()
        + "\",\"since\":\"2027-01-01T00:00:00Z\",\"age\":1.5";
    assertThat(HealthDetails.json(HealthDetails.of(report, END.plusMillis(1_700))))
        .isEqualTo("{" + cause + ",\"checks\":{\"redis\":{" + cause
            + ",\"critical\":true,\"durationMs\":1.235,\"consecutiveSuccesses\":0,"
            + "\"consecutiveFailures\":3,\"transitions\":1,"
            + "\"lastSuccessAt\":\"2027-01-01T00:00:00Z\"}}}");
  }

  @Test
  void showsTheCertificatesOfServerAndClient() {
    String server = "\"certificate\":{\"subject\":\"CN=redis\",\"names\":[\"redis\",\"10.0.0.7\"],"
        + "\"issuer\":\"CN=ca\",\"notAfter\":\"2027-01-01T00:00:00Z\"}";
    assertThat(json(SERVER, CLIENT))
        .endsWith(",\"stagesMs\":{}," + server
            + ",\"clientCertificate\":{\"subject\":\"CN=orders\",\"names\":[],\"issuer\":\"CN=clients\","
            + "\"notAfter\":\"2027-01-01T00:00:01Z\"}}");
    assertThat(json(SERVER, null)).endsWith(",\"stagesMs\":{}," + server + "}");
    assertThat(json(null, null)).endsWith(",\"stagesMs\":{}}");
  }

  @Test
  void showsAtMostTenShardsThatAreDown() {
    var down = new ShardFacts.Down("5461-10922", "10.0.0.2:6379", "READ_TIMEOUT", END);
    assertThat(json(RedisFacts.NONE.withShards(ShardFacts.of(3, 2, 16_384, 10_922, List.of(down)))))
        .endsWith(",\"stagesMs\":{},\"shards\":{\"total\":3,\"usable\":2,\"slots\":16384,"
            + "\"slotsUsable\":10922,\"down\":[{\"slots\":\"5461-10922\","
            + "\"node\":\"10.0.0.2:6379\",\"code\":\"READ_TIMEOUT\","
            + "\"since\":\"2027-01-01T00:00:00Z\"}]}}");
    var many = ShardFacts.of(20, 4, 16_384, 3_000, Collections.nCopies(16, down));
    assertThat(json(RedisFacts.NONE.withShards(many)).split("5461-10922", -1)).hasSize(11);
  }

  private static String json(RedisFacts facts) {
    var snapshot = HealthSnapshot.of(Status.HEALTHY, null, END).withFacts(facts);
    return HealthDetails.json(HealthDetails.of(Check.of("redis", true, snapshot), END));
  }

  private static String json(@Nullable PeerCertificate server, @Nullable PeerCertificate client) {
    return json(RedisFacts.NONE.withCertificate(server).withClientCertificate(client));
  }

  @Test
  void hasNoAddressOfAPageForACodeOfTheService() {
    var full = Cause.of("SPOOL_FULL", FaultClass.CAPACITY, "the \"spool\" is full", "empty it");
    var snapshot = HealthSnapshot.of(Status.UNHEALTHY, full, END);
    assertThat(HealthDetails.json(HealthDetails.of(Check.of("spool", false, snapshot), END)))
        .contains("\"message\":\"the \\\"spool\\\" is full\",\"remedy\":\"empty it\",\"since\"");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "34, \\\"",
        "92, \\\\",
        "0, \\u0000",
        "10, \\u000a",
        "31, \\u001f",
        "127, \\u007f",
        "233, \u00e9",
        "8232, \u2028"
      })
  void escapesWhatJsonRequires(int character, String written) {
    assertThat(HealthDetails.json(Map.of("a", "x" + (char) character + "y")))
        .isEqualTo("{\"a\":\"x" + written + "y\"}");
  }
}
