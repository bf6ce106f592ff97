package ai.hokusai.health.probe;

import static ai.hokusai.health.testing.FakeRedis.HELLO_ALONE;
import static ai.hokusai.health.testing.FakeRedis.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.Topology;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.redis.RedisFacts;
import ai.hokusai.health.redis.RedisFacts.Mode;
import ai.hokusai.health.redis.RedisFacts.Role;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the probe asks an open connection, and what it makes of the answers. */
@Timeout(60)
final class ProbeCommandsTest {
  private static final ProbeExpectations PLAN =
      new ProbeExpectations(false, null, Topology.STANDALONE, null);
  private static final ProbeExpectations WRITING =
      new ProbeExpectations(false, "hokusai:canary:orders");

  @Test
  void readsTheFactsOfRedis() {
    RedisFacts facts = facts(run(FakeRedis::wellBehaved, PLAN));

    assertThat(facts.role()).isEqualTo(Role.MASTER);
    assertThat(facts.mode()).isEqualTo(Mode.STANDALONE);
    assertThat(facts.version()).isEqualTo("7.0.15");
    assertThat(facts.certificate()).isNull();
    assertThat(facts.skipped()).isEmpty();
  }

  @Test
  void sendsOnlyPingAndHello() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, PLAN)) {
      probe.run();
      probe.run();

      assertThat(redis.commands())
          .containsExactly(
              List.of("HELLO", "2", "AUTH", "app", TestSettings.PASSWORD),
              List.of("CLIENT", "SETNAME", "orders"),
              List.of("SELECT", "2"),
              List.of("PING"),
              List.of("HELLO"),
              List.of("PING"),
              List.of("HELLO"));
      // One for the greeting, and one for each probe.
      assertThat(redis.turns()).isEqualTo(3);
    }
  }

  @Test
  void measuresTheStagesThatRan() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, WRITING)) {
      assertThat(facts(probe.run()).durations().keySet())
          .containsExactly(Stage.DNS, Stage.TCP, Stage.AUTH, Stage.PING, Stage.HELLO, Stage.WRITE);
      assertThat(facts(probe.run()).durations().keySet())
          .containsExactly(Stage.PING, Stage.HELLO, Stage.WRITE);
    }
  }

  @Test
  void measuresTheStageThatFailed() {
    ProbeResult result = run(with("PING", "-LOADING wait\r\n"), PLAN);

    assertThat(result.fault()).isEqualTo(Fault.LOADING);
    assertThat(facts(result).durations().keySet())
        .containsExactly(Stage.DNS, Stage.TCP, Stage.AUTH, Stage.PING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-NOPERM this user has no permissions to run the 'hello' command\r\n",
        "-ERR unknown command 'HELLO'\r\n"
      })
  void skipsCommandsWithoutPermission(String refusal) {
    ProbeResult result = run(with(HELLO_ALONE, refusal), PLAN);

    assertThat(result.fault()).isNull();
    assertThat(facts(result).skipped()).isEqualTo(Set.of(Stage.HELLO));
    assertThat(facts(result).role()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "replica, standalone, READONLY_REPLICA",
    "master, cluster, CLUSTER_MODE_MISMATCH",
    "master, sentinel, SENTINEL_INSTEAD_OF_REDIS"
  })
  void namesWhatIsNotAsExpected(String role, String mode, Fault expected) {
    ProbeResult result = run(with(HELLO_ALONE, hello(role, mode)), PLAN);

    assertThat(Fault.of(result.fault())).isEqualTo(expected);
    assertThat(facts(result).role()).isNotNull();
  }

  @Test
  void acceptsAReplicaIfAllowed() {
    ProbeResult result =
        run(with(HELLO_ALONE, hello("replica", "standalone")), new ProbeExpectations(true, null));

    assertThat(result.fault()).isNull();
    assertThat(facts(result).role()).isEqualTo(Role.REPLICA);
  }

  @ParameterizedTest
  @CsvSource({
    "'-CLUSTERDOWN The cluster is down', CLUSTER_DOWN",
    "'-MOVED 3999 10.0.0.8:6379', CLUSTER_MODE_MISMATCH",
    "'-NOPERM no permissions', CLUSTER_MODE_MISMATCH",
    ":0, CLUSTER_MODE_MISMATCH"
  })
  void asksAClusterWhetherItServes(String answer, Fault expected) {
    Function<String, @Nullable String> cluster = with(HELLO_ALONE, hello("master", "cluster"));

    assertThat(run(name -> name.equals("EXISTS") ? answer + "\r\n" : cluster.apply(name), PLAN)
            .fault())
        .isEqualTo(expected);
  }

  @Test
  void seesADemotionOnAnOpenConnectionAndDropsThePool() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
      try (var client = new NodePools(new Router(connector)).client();
          var probe = probe(connector, PLAN)) {
        assertThat(probe.run().fault()).isNull();
        client.ping();
        redis.answer(with(HELLO_ALONE, hello("replica", "standalone")));

        assertThat(probe.run().fault()).isEqualTo(Fault.READONLY_REPLICA);
        assertThat(client.getPool().getNumIdle()).isZero();
      }
    }
  }

  @Test
  void writesOneKeyThatExpires() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved);
        var probe = probe(redis, WRITING)) {
      assertThat(probe.run().fault()).isNull();

      assertThat(redis.commands())
          .endsWith(List.of("SET", "hokusai:canary:orders", "1", "PX", "60000"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void namesWhyNothingCanBeWritten(String reply, Fault expected) {
    assertThat(Fault.of(run(with("SET", reply + "\r\n"), WRITING).fault())).isEqualTo(expected);
  }

  static Stream<Arguments> namesWhyNothingCanBeWritten() {
    return Stream.of(
        arguments("-OOM command not allowed when used memory > 'maxmemory'.", Fault.OUT_OF_MEMORY),
        arguments("-MISCONF Redis is configured to save RDB", Fault.PERSISTENCE_ERROR),
        arguments("-READONLY You can't write against a replica.", Fault.READONLY_REPLICA),
        arguments("-NOREPLICAS Not enough good replicas to write.", Fault.NOT_ENOUGH_REPLICAS),
        arguments("-CLUSTERDOWN Hash slot not served", Fault.SLOTS_UNCOVERED),
        arguments("-MOVED 1 10.0.0.8:6379", Fault.CLUSTER_MODE_MISMATCH),
        arguments("-NOPERM No permissions to access a key", Fault.NO_PERMISSION),
        arguments("$-1", Fault.UNEXPECTED_REPLY));
  }

  @ParameterizedTest
  @CsvSource({
    "'+PONG', true",
    "'-NOAUTH Authentication required.', false",
    "'-NOPERM this user has no permissions', false",
  })
  void warnsOfAPasswordThatNobodyAsksFor(String firstPong, boolean isWarned) {
    try (var redis = FakeRedis.start(onlyFirst("PING", firstPong + "\r\n"));
        var probe = probe(RedisConnector.of(asDefaultUser(redis), "orders", new Traffic()), PLAN)) {
      ProbeResult first = probe.run();

      assertThat(first.fault()).isNull();
      assertThat(first.warnings()).isEqualTo(isWarned ? List.of(Fault.AUTH_NOT_NEEDED) : List.of());
      assertThat(probe.run().warnings()).isEqualTo(first.warnings());
      assertThat(redis.commands().subList(0, 2))
          .containsExactly(
              List.of("PING"), List.of("HELLO", "2", "AUTH", "default", TestSettings.PASSWORD));
      assertThat(redis.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'-ERR max number of clients reached', MAX_CLIENTS",
    "'-DENIED Redis is running in protected mode', PROTECTED_MODE",
    "'HTTP/1.1 400', NOT_REDIS"
  })
  void sendsNoPasswordWhereTheFirstAnswerIsARefusal(String answer, Fault expected) {
    try (var redis = FakeRedis.start(name -> answer + "\r\n");
        var probe = probe(RedisConnector.of(asDefaultUser(redis), "orders", new Traffic()), PLAN)) {
      assertThat(Fault.of(probe.run().fault())).isEqualTo(expected);
      assertThat(redis.commands()).containsExactly(List.of("PING"));
    }
  }

  @Test
  void greetsAgainOnceTheCredentialsAreReplaced() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      var connector = RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
      try (var probe = probe(connector, PLAN)) {
        probe.run();
        connector.replaceCredentials("app", Secret.of("rotated-token"));

        assertThat(probe.run().fault()).isNull();
        assertThat(redis.commands())
            .contains(List.of("HELLO", "2", "AUTH", "app", "rotated-token"));
        assertThat(redis.connections()).isEqualTo(2);
      }
    }
  }

  @Test
  void triesAPasswordThatIsRefusedOnceForEachProbe() {
    try (var redis = FakeRedis.startWith("HELLO", "-WRONGPASS invalid\r\n");
        var probe = probe(redis, PLAN)) {
      assertThat(Fault.of(probe.run().fault())).isEqualTo(Fault.AUTH_FAILED);
      assertThat(Fault.of(probe.run().fault())).isEqualTo(Fault.AUTH_FAILED);

      assertThat(redis.commands().stream().map(each -> each.get(0)).filter("HELLO"::equals))
          .hasSize(2);
    }
  }

  private static RedisSettings asDefaultUser(FakeRedis redis) {
    return TestSettings.asDefaultUser(redis.port());
  }

  private static Function<String, @Nullable String> with(String command, String reply) {
    return name -> name.equals(command) ? reply : FakeRedis.wellBehaved(name);
  }

  private static Function<String, @Nullable String> onlyFirst(String command, String reply) {
    var left = new AtomicInteger(1);
    return name ->
        name.equals(command) && left.getAndDecrement() == 1 ? reply : FakeRedis.wellBehaved(name);
  }

  private static ProbeResult run(
      Function<String, @Nullable String> replies, ProbeExpectations plan) {
    try (var redis = FakeRedis.start(replies);
        var probe = probe(redis, plan)) {
      return probe.run();
    }
  }

  private static RedisFacts facts(ProbeResult result) {
    return Objects.requireNonNull(result.facts());
  }

  private static TestProbe probe(FakeRedis redis, ProbeExpectations plan) {
    return probe(
        RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic()), plan);
  }

  private static TestProbe probe(RedisConnector connector, ProbeExpectations plan) {
    var clock = InstantSource.system();
    return new TestProbe(
        RedisProbe.of(connector, plan, TestSettings.LONG, clock), TestSettings.LONG, clock);
  }
}
