package ai.hokusai.health.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.route.NodePools;
import ai.hokusai.health.route.Router;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.traffic.Traffic;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.Pool;

@Timeout(30)
final class PoolRenewalTest {
  private final FakeRedis redis = FakeRedis.start(FakeRedis::wellBehaved);
  private final RedisConnector connector =
      RedisConnector.of(TestSettings.plain(redis.port()), "orders", new Traffic());
  private final RedisClient client = new NodePools(new Router(connector)).client();
  private final Pool<Connection> pool = client.getPool();

  @AfterEach
  void close() {
    client.close();
    redis.close();
  }

  @Test
  void keepsAConnectionOfTheCurrentEpoch() {
    client.ping();
    client.ping();

    assertThat(redis.connections()).isEqualTo(1);
    assertThat(pool.getNumIdle()).isEqualTo(1);
  }

  @Test
  void dropsIdleConnectionsAtOnce() throws InterruptedException {
    client.ping();
    connector.renewPool();

    assertThat(pool.getNumIdle()).isZero();
    assertThat(redis.sawFarewell()).isTrue();
  }

  @Test
  void dropsABorrowedConnectionWhenItComesBack() throws InterruptedException {
    Connection borrowed = pool.getResource();
    connector.renewPool();
    assertThat(borrowed.ping()).isTrue();
    borrowed.close();

    assertThat(pool.getNumIdle()).isZero();
    assertThat(pool.getNumActive()).isZero();
    assertThat(redis.sawFarewell()).isTrue();
  }

  @Test
  void sendsNoCommandToValidate() {
    for (int i = 0; i < 3; i++) {
      client.set("key", "value");
    }

    assertThat(redis.commands().stream().map(each -> each.get(0)))
        .containsExactly("HELLO", "CLIENT", "SELECT", "SET", "SET", "SET");
  }

  @Test
  void passesOverAnIdleConnectionThatSlippedThrough() {
    var factory = new LinkFactory(
        () -> connector.open(ConnectionWatch.none(), TestSettings.LONG),
        connector::describe,
        new DialBackOff(System::nanoTime),
        new CommandWatchdog(),
        new Traffic());
    var made = factory.makeObject();
    made.allocate();
    connector.replaceCredentials("app", null);
    factory.activateObject(made);

    made.deallocate();
    made.allocate();
    assertThatThrownBy(() -> factory.activateObject(made))
        .hasMessage("the connection is wanted no more");
    assertThatThrownBy(() -> factory.passivateObject(made))
        .hasMessage("the connection is wanted no more");
    assertThat(factory.validateObject(made)).isFalse();
    factory.destroyObject(made);
  }

  @Test
  void greetsWithNewCredentialsOnceTheyAreReplaced() {
    client.ping();
    connector.replaceCredentials("billing", Secret.of("rotated-token"));
    client.ping();

    assertThat(greetings())
        .containsExactly(
            List.of("HELLO", "2", "AUTH", "app", TestSettings.PASSWORD),
            List.of("HELLO", "2", "AUTH", "billing", "rotated-token"));
  }

  @Test
  void triesAPasswordThatIsRefusedOnceForEachRequestAtMost() throws InterruptedException {
    redis.answer(name -> name.equals("HELLO") ? "-WRONGPASS invalid\r\n" : "+OK\r\n");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> client.get("key"))
          .satisfies(e -> assertThat(FaultClassifier.classify(e)).isEqualTo(Fault.AUTH_FAILED))
          .hasMessageNotContaining(TestSettings.PASSWORD);
    }

    assertThat(greetings()).hasSizeBetween(1, 3);
    assertThat(redis.sawFarewell()).isTrue();
    assertThat(pool.getNumActive()).isZero();
  }

  @Test
  void neverComesUpAgainWithoutAGreeting() {
    Connection borrowed = pool.getResource();
    borrowed.disconnect();

    assertThatThrownBy(borrowed::ping)
        .isInstanceOf(JedisConnectionException.class)
        .hasMessage("the connection was closed");
    borrowed.close();
    assertThat(redis.connections()).isEqualTo(1);
  }

  private List<List<String>> greetings() {
    return redis.commands().stream().filter(each -> each.get(0).equals("HELLO")).toList();
  }
}
