package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.Json;
import ai.hokusai.health.HealthReport.Check;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.Status;
import ai.hokusai.health.redis.PeerCertificate;
import ai.hokusai.health.redis.RedisFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DetailsTest {
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private static final PeerCertificate SERVER =
      PeerCertificate.of("CN=redis", List.of("redis", "10.0.0.7"), "CN=ca", END);
  private static final PeerCertificate CLIENT =
      PeerCertificate.of("CN=orders", List.of(), "CN=clients", END.plusSeconds(1));

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

  private static String json(@Nullable PeerCertificate server, @Nullable PeerCertificate client) {
    var facts = RedisFacts.NONE.withCertificate(server).withClientCertificate(client);
    var snapshot = HealthSnapshot.of(Status.HEALTHY, null, END).withFacts(facts);
    return new String(Json.bytes(Details.of(Check.of("redis", true, snapshot), END)), UTF_8);
  }
}
