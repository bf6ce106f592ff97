package ai.hokusai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.testkit.sample.TestRedis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;

/** Error replies, as Jedis receives them. */
@Timeout(60)
final class RejectionTest {
  private final FaultyRedis redis = FaultyRedis.inFrontOf("127.0.0.1", TestRedis.sharedPort());

  @AfterEach
  void close() {
    redis.close();
  }

  private Jedis client(DefaultJedisClientConfig.Builder config) {
    return new Jedis(new HostAndPort(redis.host(), redis.port()), config.build());
  }

  private Jedis client() {
    return client(DefaultJedisClientConfig.builder());
  }

  @ParameterizedTest
  @CsvSource({
    "READONLY, false, true, false",
    "NOT_ENOUGH_REPLICAS, false, true, false",
    "OUT_OF_MEMORY, false, true, false",
    "PERSISTENCE_ERROR, true, true, false",
    "LOADING, true, true, true",
    "BUSY, true, true, true",
    "AUTH_REQUIRED, true, true, true"
  })
  void rejectsTheCommandsOfItsState(ErrorReply reply, boolean ping, boolean set, boolean get) {
    try (Jedis client = client()) {
      client.set("key", "value");
      redis.reject(reply);
      assertThat(rejected(client::ping)).isEqualTo(ping ? reply.text() : null);
      assertThat(rejected(() -> client.set("key", "other"))).isEqualTo(set ? reply.text() : null);
      assertThat(rejected(() -> client.get("key"))).isEqualTo(get ? reply.text() : null);
      redis.recover();
      assertThat(client.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void aReplicaWithoutItsPrimaryRejectsWritesAsAReplica() {
    try (Jedis client = client()) {
      redis.reject(ErrorReply.MASTERDOWN);
      assertThat(rejected(() -> client.get("key"))).isEqualTo(ErrorReply.MASTERDOWN.text());
      assertThat(rejected(() -> client.set("key", "x"))).isEqualTo(ErrorReply.READONLY.text());
    }
  }

  private static @Nullable String rejected(Runnable command) {
    Throwable thrown = catchThrowable(command::run);
    return thrown == null ? null : thrown.getMessage();
  }

  @Test
  void rejectsThePasswordOfNewConnections() {
    try (Jedis open = client(DefaultJedisClientConfig.builder().password("old"))) {
      redis.reject(ErrorReply.WRONG_PASSWORD);
      assertThat(open.ping()).isEqualTo("PONG");
    }
    assertThat(catchThrowable(
            () -> client(DefaultJedisClientConfig.builder().password("old")).ping()))
        .hasStackTraceContaining(ErrorReply.WRONG_PASSWORD.text());
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorReply.class,
      names = {"MAX_CLIENTS", "PROTECTED_MODE"})
  void rejectsNewConnections(ErrorReply reply) {
    try (Jedis open = client()) {
      assertThat(open.ping()).isEqualTo("PONG");
      redis.reject(reply);
      assertThat(open.ping()).isEqualTo("PONG");
      assertThat(catchThrowable(() -> client().ping())).isNotNull();
      redis.recover();
      assertThat(client().ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RedisProtocol.class,
      names = {"RESP2", "RESP3"})
  void keepsTheOrderOfAPipeline(RedisProtocol protocol) {
    try (Jedis client = client(DefaultJedisClientConfig.builder().protocol(protocol))) {
      client.set("key-0", "zero");
      redis.reject(ErrorReply.READONLY);
      var pipeline = client.pipelined();
      var expected = new ArrayList<String>();
      for (int i = 0; i < 100; i++) {
        pipeline.get("key-0");
        pipeline.set("key-" + i, "x".repeat(i * 100));
        expected.addAll(List.of("zero", ErrorReply.READONLY.text()));
      }
      assertThat(pipeline.syncAndReturnAll())
          .map(each -> each instanceof Exception failure ? failure.getMessage() : each)
          .isEqualTo(expected);
    }
  }

  @Test
  void passesOnLargeAndBinaryValues() {
    try (Jedis client = client()) {
      String value = "\r\n-ERR unknown command *1 $3 \0".repeat(100_000);
      client.set("large", value.replace("\r\n", ""));
      assertThat(client.get("large")).isEqualTo(value.replace("\r\n", ""));
    }
  }

  @Test
  void rejectsSomeCommandsWithATextOfTheTest() {
    String reply = "NOPERM this user has no permissions to run the 'get' command";
    try (Jedis client = client()) {
      redis.reject(reply, "Get");
      assertThat(rejected(() -> client.get("key"))).isEqualTo(reply);
      assertThat(client.ping()).isEqualTo("PONG");
      redis.reject("ERR out of order");
      assertThat(rejected(client::ping)).isEqualTo("ERR out of order");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ERR two\r\nlines", "ERR é"})
  void refusesATextThatIsNoReply(String reply) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> redis.reject(reply))
        .withMessage("an error reply is one line of ASCII");
  }
}
