package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.hokusai.config.NodeAddress;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.SentinelSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.testing.FakeRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SentinelsTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Secret OF_REDIS = Secret.of("of-redis-9");
  private static final Secret OF_SENTINELS = Secret.of("of-sentinels-9");
  private static final String NIL = "*-1\r\n";

  private final List<FakeRedis> started = new ArrayList<>();

  @AfterEach
  void close() {
    started.forEach(FakeRedis::close);
  }

  @Test
  void findsThePrimaryInOneRoundTripWithThePasswordOfTheSentinels() {
    FakeRedis sentinel = start("10.0.0.5", 6379);
    var stages = new ArrayList<Stage>();
    NodeAddress primary = sentinels(sentinel).primary(watch(stages), LIMIT);
    assertThat(primary).isEqualTo(new NodeAddress("10.0.0.5", 6379));
    assertThat(stages).containsExactly(Stage.SENTINELS, Stage.MASTER);
    assertThat(sentinel.turns()).isEqualTo(1);
    assertThat(sentinel.commands())
        .containsExactly(
            List.of("HELLO", "2", "AUTH", "watcher", "of-sentinels-9"),
            List.of("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "orders"),
            List.of("SENTINEL", "CKQUORUM", "orders"));
  }

  @Test
  void usesTheAddressThatMostSentinelsReport() {
    Sentinels sentinels =
        sentinels(start("10.0.0.6", 6379), start("10.0.0.5", 6379), start("10.0.0.5", 6379));
    assertThat(sentinels.primary(ConnectionWatch.none(), LIMIT).host()).isEqualTo("10.0.0.5");
    assertThat(sentinels.warnings()).containsExactly(Fault.SENTINELS_DISAGREE);
  }

  @Test
  void usesTheOnlySentinelThatReplies() {
    FakeRedis frozen = start(null);
    FakeRedis gone = start(FakeRedis.CLOSE);
    FakeRedis lonely = start(address("10.0.0.5", 6379), "-NOQUORUM 1 usable Sentinels.\r\n");
    Sentinels sentinels = sentinels(frozen, gone, lonely);
    assertThat(sentinels.primary(ConnectionWatch.none(), LIMIT).host()).isEqualTo("10.0.0.5");
    assertThat(sentinels.warnings()).containsExactly(Fault.SENTINEL_NO_QUORUM);
  }

  @Test
  void keepsThePrimaryThatIsKnown() {
    FakeRedis sentinel = start("10.0.0.5", 6379);
    Sentinels sentinels = sentinels(sentinel);
    NodeAddress first = sentinels.primary(ConnectionWatch.none(), LIMIT);
    sentinel.shutDown();
    for (int i = 0; i < 3; i++) {
      assertThat(sentinels.primary(ConnectionWatch.none(), LIMIT)).isEqualTo(first);
    }
  }

  @Test
  void warnsWhereSeveralRoundsFindNoPrimary() {
    FakeRedis sentinel = start("10.0.0.5", 6379);
    Sentinels sentinels = sentinels(sentinel);
    NodeAddress first = sentinels.primary(ConnectionWatch.none(), LIMIT);
    sentinel.shutDown();
    long end = System.nanoTime() + LIMIT.multipliedBy(5).toNanos();
    while (sentinels.warnings().isEmpty() && System.nanoTime() < end) {
      assertThat(sentinels.primary(ConnectionWatch.none(), LIMIT)).isEqualTo(first);
    }
    assertThat(sentinels.warnings())
        .singleElement()
        .satisfies(each -> assertThat(Fault.of(each)).isEqualTo(Fault.SENTINEL_UNREACHABLE));
  }

  @Test
  void contactsThemTwiceASecondAtMost() {
    FakeRedis sentinel = start("10.0.0.5", 6379);
    Sentinels sentinels = sentinels(sentinel);
    long begun = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      var ignored = sentinels.primary(ConnectionWatch.none(), LIMIT);
    }
    long rounds = 1 + (System.nanoTime() - begun) / Duration.ofMillis(500).toNanos();
    assertThat((long) sentinel.connections()).isLessThanOrEqualTo(rounds);
  }

  @Test
  void namesWhatIsWrong() {
    assertThat(problem(start(NIL))).isEqualTo(Fault.MASTER_NAME_UNKNOWN);
    assertThat(problem(FakeRedis.start(FakeRedis::wellBehaved)))
        .isEqualTo(Fault.REDIS_INSTEAD_OF_SENTINEL);
    assertThat(
            problem(FakeRedis.startWith("HELLO", "-WRONGPASS invalid username-password pair\r\n")))
        .isEqualTo(Fault.SENTINEL_AUTH_FAILED);
    assertThat(problem(FakeRedis.startWith("HELLO", "-NOAUTH Authentication required.\r\n")))
        .isEqualTo(Fault.SENTINEL_AUTH_FAILED);
  }

  @Test
  void namesTheCodeOfEachSentinelWhereNoneReplies() {
    FakeRedis gone = start(FakeRedis.CLOSE);
    FakeRedis frozen = start(null);
    Cause cause = problem(gone, frozen);
    assertThat(Fault.of(cause)).isEqualTo(Fault.SENTINEL_UNREACHABLE);
    assertThat(cause.message())
        .isEqualTo(
            "no sentinel replies: 127.0.0.1:%d with CONNECTION_CLOSED, 127.0.0.1:%d with READ_TIMEOUT"
                .formatted(gone.port(), frozen.port()));
  }

  @Test
  void rejectsWhatIsNoAddress() {
    for (String host : List.of("", "a b", "a\r\nb", "x".repeat(256))) {
      assertThat(Fault.of(problem(start(address(host, 6379)))))
          .isEqualTo(Fault.SENTINEL_UNREACHABLE);
    }
    for (int port : List.of(0, 65_536, 999_999)) {
      assertThat(Fault.of(problem(start(address("a", port)))))
          .isEqualTo(Fault.SENTINEL_UNREACHABLE);
    }
  }

  private Cause problem(FakeRedis... all) {
    started.addAll(List.of(all));
    FaultException thrown = catchThrowableOfType(FaultException.class, () -> {
      var ignored = sentinels(all).primary(ConnectionWatch.none(), LIMIT.dividedBy(4));
    });
    return thrown.described();
  }

  private static Sentinels sentinels(FakeRedis... all) {
    List<NodeAddress> addresses = new ArrayList<>();
    for (FakeRedis each : all) {
      addresses.add(new NodeAddress("127.0.0.1", each.port()));
    }
    SentinelSettings settings =
        SentinelSettings.of(addresses, "orders").withCredentials("watcher", OF_SENTINELS);
    RedisSettings redis = RedisSettings.of(settings).withCredentials("app", OF_REDIS);
    return Objects.requireNonNull(Sentinels.of(redis, "orders"));
  }

  private FakeRedis start(String host, int port) {
    return start(address(host, port), "+OK 3 usable Sentinels.\r\n");
  }

  private FakeRedis start(@Nullable String reply) {
    return start(reply, reply);
  }

  private FakeRedis start(@Nullable String address, @Nullable String quorum) {
    var turn = new AtomicInteger();
    FakeRedis fake = FakeRedis.start(name -> switch (name) {
      case "HELLO" -> FakeRedis.hello("", "sentinel");
      case "SENTINEL" -> turn.getAndIncrement() % 2 == 0 ? address : quorum;
      default -> FakeRedis.wellBehaved(name);
    });
    started.add(fake);
    return fake;
  }

  private static String address(String host, int port) {
    String number = String.valueOf(port);
    return "*2\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
        .formatted(host.length(), host, number.length(), number);
  }

  private static ConnectionWatch watch(List<Stage> stages) {
    return new ConnectionWatch() {
      @Override
      public void enters(Stage stage) {
        stages.add(stage);
      }
    };
  }
}
