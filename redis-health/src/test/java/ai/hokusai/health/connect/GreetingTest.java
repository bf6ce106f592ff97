package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class GreetingTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String OPEN = "+PONG\r\n";
  private static final String CLOSED = "-NOAUTH Authentication required.\r\n";
  private static final TestTls TLS = new TestTls();

  @Test
  void takesOneRoundTripInThePool() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var client =
            new NodePools(new Router(connector(TestSettings.plain(redis.port())))).client()) {
      client.ping();

      assertThat(redis.commands())
          .containsExactly(
              List.of("HELLO", "2", "AUTH", "app", TestSettings.PASSWORD),
              List.of("CLIENT", "SETNAME", "orders"),
              List.of("SELECT", "2"),
              List.of("PING"));
      assertThat(redis.turns()).isEqualTo(2);
    }
  }

  @Test
  void takesOneRoundTripOverTlsAlsoToFindOutWhetherAPasswordIsNeeded() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var server = Mischief.start(redis.overTls(TLS))) {
      RedisSettings settings =
          TestSettings.asDefaultUser(TestSettings.tls(server.port(), TLS.client()));

      assertThat(needsNoPassword(settings)).isTrue();
      assertThat(redis.commands())
          .containsExactly(
              List.of("PING"),
              List.of("HELLO", "2", "AUTH", "default", TestSettings.PASSWORD),
              List.of("CLIENT", "SETNAME", "orders"),
              List.of("SELECT", "2"));
      assertThat(redis.turns()).isEqualTo(1);
    }
  }

  // As Redis 7.2.6 and 8.0.2 and Valkey 8.1.1 answer, which send no reply to this HELLO.
  @Test
  void findsAWrongPasswordThatIsNotAnsweredBehindAPing() {
    try (var redis = FakeRedis.start(command -> command.equals("HELLO") ? "" : CLOSED);
        var server = Mischief.start(redis.overTls(TLS))) {
      RedisSettings settings =
          TestSettings.asDefaultUser(TestSettings.tls(server.port(), TLS.client()));
      Throwable failure = catchThrowable(() -> needsNoPassword(settings));

      assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.AUTH_FAILED);
      assertThat(redis.turns()).isEqualTo(1);
    }
  }

  // As a Sentinel of Redis 7 answers, which does not know SELECT.
  @Test
  void namesASentinelBeforeACommandThatItRejects() {
    String hello = FakeRedis.hello("master", "sentinel");
    try (var redis = FakeRedis.start(command -> switch (command) {
          case "HELLO" -> hello;
          case "SELECT" -> "-ERR unknown command 'SELECT'\r\n";
          default -> FakeRedis.wellBehaved(command);
        });
        var client =
            new NodePools(new Router(connector(TestSettings.plain(redis.port())))).client()) {
      Throwable failure = catchThrowable(client::ping);
      assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.SENTINEL_INSTEAD_OF_REDIS);
    }
  }

  @Test
  void sendsNoPasswordInClearTextBeforeRedisHasAnswered() throws InterruptedException {
    try (var server = Mischief.start(Mischief.alert())) {
      Throwable failure =
          catchThrowable(() -> needsNoPassword(TestSettings.asDefaultUser(server.port())));
      server.awaitFarewells(1);

      assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.TLS_REQUIRED_BY_SERVER);
      assertThat(server.received()).hasSize(1);
      assertThat(server.received().get(0)).doesNotContain(TestSettings.PASSWORD, "HELLO");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void namesTheFirstErrorOfAPipeline(String command, String reply, Fault expected) {
    // As a server does that answers each command, whatever became of those before it.
    try (var redis = FakeRedis.start(name -> name.equals(command)
        ? reply
        : name.equals("PING") || command.equals("SELECT") ? FakeRedis.wellBehaved(name) : CLOSED)) {
      Throwable failure =
          catchThrowable(() -> needsNoPassword(TestSettings.asDefaultUser(redis.port())));

      assertThat(FaultClassifier.classify(failure)).isEqualTo(expected);
    }
  }

  static Stream<Arguments> namesTheFirstErrorOfAPipeline() {
    return Stream.of(
        arguments("HELLO", "-WRONGPASS invalid username-password pair\r\n", Fault.AUTH_FAILED),
        arguments("HELLO", "-NOAUTH HELLO must be called with\r\n", Fault.AUTH_REQUIRED),
        arguments("HELLO", "-NOPERM no permissions\r\n", Fault.NO_PERMISSION),
        arguments("HELLO", "-ERR unknown command 'HELLO'\r\n", Fault.UNEXPECTED_REPLY),
        arguments("HELLO", "-ERR max number of clients reached\r\n", Fault.MAX_CLIENTS),
        arguments("HELLO", "-DENIED Redis is running in protected mode\r\n", Fault.PROTECTED_MODE),
        arguments("PING", "-LOADING Redis is loading the dataset\r\n", Fault.LOADING),
        arguments("SELECT", "-ERR DB index is out of range\r\n", Fault.DB_INDEX_INVALID),
        arguments("SELECT", "-NOPERM no permissions\r\n", Fault.NO_PERMISSION));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void findsOutWhetherAPasswordIsNeeded(String ping, boolean isNeedless) {
    try (var redis = FakeRedis.startWith("PING", ping)) {
      assertThat(needsNoPassword(TestSettings.asDefaultUser(redis.port()))).isEqualTo(isNeedless);
    }
  }

  static Stream<Arguments> findsOutWhetherAPasswordIsNeeded() {
    return Stream.of(
        arguments(OPEN, true),
        arguments(CLOSED, false),
        arguments("-NOPERM this user has no permissions\r\n", false),
        arguments("+PANG\r\n", false));
  }

  private static boolean needsNoPassword(RedisSettings settings) {
    var isNeedless = new AtomicBoolean();
    var watch = new ConnectionWatch() {
      @Override
      public void needsNoPassword() {
        isNeedless.set(true);
      }
    };
    try (var link = connector(settings).open(watch, LONG)) {
      return link.isConnected() && isNeedless.get();
    }
  }

  private static RedisConnector connector(RedisSettings settings) {
    return RedisConnector.of(settings, "orders", new Traffic());
  }
}
