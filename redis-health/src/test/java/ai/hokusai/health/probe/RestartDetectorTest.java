package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.connect.ConnectionWatch;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RestartDetectorTest {
  private static final String ONE = "0123456789012345678901234567890123456789";
  private static final String OTHER = "9876543210987654321098765432109876543210";
  private static final String DENIED = "-NOPERM this user has no permissions\r\n";
  private static final InetAddress A = address(1);
  private static final InetAddress B = address(2);

  private final RestartDetector restarts = new RestartDetector();

  @Test
  void reportsARestartWithoutData() {
    assertThat(record(List.of(A), A, ONE, 1_234L)).isEmpty();
    assertThat(record(List.of(A), A, ONE, 0L)).isEmpty();
    assertThat(record(List.of(A), A, ONE, 17L)).isEmpty();
    Map<String, String> details = Map.of("keysBefore", "17", "keys", "0");
    assertThat(record(List.of(A), A, OTHER, 0L))
        .containsExactly(
            new RedisEvent(
                Kind.REPLACED,
                "another Redis process answers than before; it holds 0 keys, the one before held"
                    + " 17",
                null,
                null,
                details),
            new RedisEvent(
                Kind.EMPTIED,
                "Redis came back without its data: it holds no keys, the process before held 17",
                null,
                "find out why Redis restarted without its data (persistence, replicas), and"
                    + " restore or rebuild it",
                details));
    assertThat(record(List.of(A), A, OTHER, 0L)).isEmpty();
  }

  @Test
  void aFailoverThatKeptTheKeysIsNoLoss() {
    record(List.of(A), A, ONE, 10L);
    assertThat(record(List.of(B), B, OTHER, 9L))
        .extracting(RedisEvent::kind)
        .containsExactly(Kind.REPLACED);
  }

  @Test
  void severalServersBehindOneNameAreNoReplacement() {
    List<InetAddress> both = List.of(A, B);
    assertThat(record(both, A, ONE, 10L)).isEmpty();
    assertThat(record(both, B, OTHER, 0L)).isEmpty();
    assertThat(record(both, A, ONE, 10L)).isEmpty();
    // Balancers hand out the same servers under any address.
    assertThat(record(both, A, OTHER, 0L)).isEmpty();
  }

  @Test
  void doesWithoutTheNumberOfKeys() {
    record(List.of(A), A, ONE, null);
    assertThat(record(List.of(A), A, OTHER, null))
        .extracting(RedisEvent::message)
        .containsExactly(
            "another Redis process answers than before; the number of its keys is not known");
  }

  @Test
  void aConnectionNumberThatFallsShowsARestartWithoutInfo() {
    assertThat(restarts.record(List.of(A), A, new ServerIdentity(null, 500L, null)))
        .isEmpty();
    assertThat(restarts.record(List.of(A), A, new ServerIdentity(null, 501L, null)))
        .isEmpty();
    assertThat(restarts.record(List.of(A), A, new ServerIdentity(null, 3L, null)))
        .hasSize(1);
  }

  @Test
  void readsTheReplyToInfo() {
    try (var redis = FakeRedis.start(RestartDetectorTest::telling)) {
      assertThat(read(redis, new ServerIdentity.Reader()))
          .isEqualTo(new ServerIdentity(ONE, null, 42L));
    }
  }

  @Test
  void sendsADeniedCommandOnce() {
    try (var redis = FakeRedis.start(name -> switch (name) {
      case "INFO", "DBSIZE" -> DENIED;
      case FakeRedis.HELLO_ALONE -> "*4\r\n$5\r\nproto\r\n:2\r\n$2\r\nid\r\n:77\r\n";
      default -> FakeRedis.wellBehaved(name);
    })) {
      var reader = new ServerIdentity.Reader();
      assertThat(read(redis, reader)).isEqualTo(new ServerIdentity(null, 77L, null));
      assertThat(read(redis, reader)).isEqualTo(new ServerIdentity(null, 77L, null));
      assertThat(redis.commands())
          .extracting(each -> each.get(0))
          .containsOnlyOnce("INFO", "DBSIZE");
    }
  }

  @Test
  void aNewConnectionReportsARestart() {
    try (var redis = FakeRedis.start(RestartDetectorTest::telling)) {
      var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
      var clock = InstantSource.fixed(Instant.parse("2026-11-24T10:15:30Z"));
      FreshProbe probe = FreshProbe.of(connector, new ProbeExpectations(false, null), clock, null);
      assertThat(probe.begin().run().events()).isEmpty();
      redis.answer(name -> switch (name) {
        case "INFO" -> info(OTHER);
        case "DBSIZE" -> ":0\r\n";
        default -> FakeRedis.wellBehaved(name);
      });
      assertThat(probe.begin().run().events())
          .extracting(RedisEvent::kind)
          .containsExactly(Kind.REPLACED, Kind.EMPTIED);
    }
  }

  private static String telling(String command) {
    return switch (command) {
      case "INFO" -> info(ONE);
      case "DBSIZE" -> ":42\r\n";
      default -> FakeRedis.wellBehaved(command);
    };
  }

  private static String info(String runId) {
    String text = "# Server\r\nredis_version:7.0.15\r\nrun_id:" + runId + "\r\ntcp_port:6379\r\n";
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private static ServerIdentity read(FakeRedis redis, ServerIdentity.Reader reader) {
    var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
    try (var link = connector.openLikePool(ConnectionWatch.none())) {
      return reader.read(link);
    }
  }

  private List<RedisEvent> record(
      List<InetAddress> all, InetAddress address, String runId, @Nullable Long keys) {
    return restarts.record(all, address, new ServerIdentity(runId, null, keys));
  }

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
