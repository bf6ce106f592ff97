package ai.hokusai.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.RedisCheck;
import ai.hokusai.health.classify.CommandErrors;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.traffic.Operation;
import com.example.orders.LettuceClients;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumer {@code lettuce}, and the faults behind its exceptions, over a real redis-server with TLS. */
final class LettuceTest {
  @TempDir
  private static Path directory;

  private static TlsRedis redis;
  private static int plainPort;

  @BeforeAll
  static void start() throws Exception {
    redis = TlsRedis.start(directory);
    plainPort = TlsRedis.freePort();
    run(commands -> commands.configSet("port", String.valueOf(plainPort)));
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void connectsAsTheSettingsSay() throws Exception {
    Map<String, String> variables = variables("localhost", Map.of("REDIS_DB", "3"));

    assertThat(reply(variables)).isEqualTo("PONG");
    connect(
        variables,
        connection ->
            assertThat(connection.sync().clientInfo()).contains(" name=orders ", " db=3 "));
  }

  @Test
  void verifiesAsTheSettingsSay() throws Exception {
    Map<String, String> relaxed = Map.of("REDIS_TLS_INSECURE_ALLOWED", "true");
    Map<String, String> ca = new HashMap<>(relaxed);
    ca.put("REDIS_TLS_VERIFY", "ca");
    Map<String, String> none = new HashMap<>(relaxed);
    none.put("REDIS_TLS_VERIFY", "none");
    none.put("REDIS_TLS_CA_FILE", "");

    // The address is not in the certificate.
    assertThat(fault(variables("127.0.0.1", Map.of()))).isEqualTo(Fault.TLS_HOSTNAME_MISMATCH);
    assertThat(reply(variables("127.0.0.1", ca))).isEqualTo("PONG");
    assertThat(reply(variables("127.0.0.1", none))).isEqualTo("PONG");
    assertThat(fault(variables("localhost", Map.of("REDIS_TLS_CA_FILE", ""))))
        .isEqualTo(Fault.TLS_UNTRUSTED);
  }

  @Test
  void presentsTheClientCertificate() throws Exception {
    run(commands -> commands.configSet("tls-auth-clients", "yes"));
    try {
      assertThat(reply(variables(
              "localhost",
              Map.of(
                  "REDIS_TLS_CERT_FILE", redis.file("server.crt"),
                  "REDIS_TLS_KEY_FILE", redis.file("server.key")))))
          .isEqualTo("PONG");
    } finally {
      plain(commands -> commands.configSet("tls-auth-clients", "no"));
    }
  }

  @Test
  void refusesAServerName() {
    Map<String, String> variables =
        variables("localhost", Map.of("REDIS_TLS_SERVER_NAME", "other.test"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LettuceClients.of(settings(variables), "orders"))
        .withMessage("Lettuce cannot verify REDIS_TLS_SERVER_NAME");
  }

  @Test
  void connectsToAnAddressWithAZone() {
    assertThat(catchThrowable(() -> reply(Map.of("REDIS_URL", "redis://[fe80::1%25lo]:1"))))
        .hasMessageContaining("fe80:")
        .hasMessageContaining("%lo")
        .hasMessageNotContaining("%25");
  }

  @Test
  void namesWhyItCannotConnect() throws IOException {
    String plain = "redis://localhost:" + plainPort;
    assertThat(fault(Map.of("REDIS_URL", "redis://localhost:" + TlsRedis.freePort())))
        .isEqualTo(Fault.CONNECT_REFUSED);
    // Without a resolver, as in a sandbox, it times out.
    assertThat(fault(Map.of("REDIS_URL", "redis://no-such-host.invalid")))
        .isIn(Fault.DNS_NOT_FOUND, Fault.DNS_TIMEOUT);
    // Redis waits for the end of a line, which a TLS record has by chance only.
    assertThat(fault(Map.of("REDIS_URL", plain.replace("redis:", "rediss:"))))
        .isIn(Fault.READ_TIMEOUT, Fault.SERVER_IS_PLAINTEXT);
    // The reset of the connection may overtake the alert.
    assertThat(fault(Map.of("REDIS_URL", "redis://localhost:" + redis.port())))
        .isIn(Fault.CONNECTION_CLOSED, Fault.TLS_REQUIRED_BY_SERVER);
    assertThat(fault(Map.of("REDIS_URL", plain))).isEqualTo(Fault.AUTH_REQUIRED);
    assertThat(fault(Map.of("REDIS_URL", plain, "REDIS_AUTH_TOKEN", "another-order-token-4711")))
        .isEqualTo(Fault.AUTH_FAILED);
  }

  @Test
  void namesAServerThatClosesTheConnection() throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var closing = new Thread(() -> {
        try {
          while (true) {
            server.accept().close();
          }
        } catch (IOException e) {
          // The end of the test.
        }
      });
      closing.start();

      assertThat(fault(Map.of("REDIS_URL", "redis://localhost:" + server.getLocalPort())))
          .isEqualTo(Fault.CONNECTION_CLOSED);
      assertThat(fault(Map.of("REDIS_URL", "rediss://localhost:" + server.getLocalPort())))
          .isEqualTo(Fault.TLS_HANDSHAKE_FAILED);
    }
  }

  @Test
  void namesTheErrorRepliesOfTheServer() throws Exception {
    run(commands -> {
      commands.set("text", "value");
      Throwable wrongType = catchThrowable(() -> commands.lpop("text"));
      assertThat(FaultClassifier.find(wrongType)).contains(Fault.UNEXPECTED_REPLY);
      assertThat(CommandErrors.contain(wrongType)).isTrue();

      commands.configSet("maxmemory", "1");
      assertThat(find(() -> commands.set("key", "value"))).isEqualTo(Fault.OUT_OF_MEMORY);
      commands.configSet("maxmemory", "0");

      commands.replicaof("localhost", 1);
      assertThat(find(() -> commands.set("key", "value"))).isEqualTo(Fault.READONLY_REPLICA);
      commands.replicaofNoOne();
    });
  }

  @Test
  void namesAServerThatLoadsItsData() throws Exception {
    run(commands -> {
      for (int i = 0; i < 20; i++) {
        commands.set("large-" + i, "x".repeat(4_000));
      }
      commands.configSet("rdbcompression", "no");
      commands.configSet("loading-process-events-interval-bytes", "1024");
      commands.configSet("key-load-delay", "100000");
    });
    connect(variables("localhost", Map.of("REDIS_READ_TIMEOUT", "10s")), loading -> {
      RedisFuture<String> reload = loading
          .async()
          .dispatch(
              CommandType.DEBUG,
              new StatusOutput<>(StringCodec.UTF8),
              new CommandArgs<>(StringCodec.UTF8).add("RELOAD"));
      run(commands -> {
        Fault fault = null;
        while (!reload.isDone() && fault != Fault.LOADING) {
          fault = find(() -> commands.get("large-1"));
        }
        assertThat(fault).isEqualTo(Fault.LOADING);
      });
      assertThat(reload.await(20, TimeUnit.SECONDS)).isTrue();
      loading.sync().configSet("key-load-delay", "0");
      loading.sync().flushall();
    });
  }

  @Test
  void namesAServerThatHangs() throws Exception {
    connect(variables("localhost", Map.of("REDIS_READ_TIMEOUT", "300ms")), connection -> {
      redis.pause();
      try {
        assertThat(find(() -> connection.sync().get("key"))).isEqualTo(Fault.READ_TIMEOUT);
        assertThat(find(() -> connection.async().get("key").get(50, TimeUnit.MILLISECONDS)))
            .isEqualTo(Fault.READ_TIMEOUT);
      } finally {
        redis.resume();
      }
    });
  }

  @Test
  void theGuardRecordsTheRequestsOfLettuce() throws Exception {
    RedisSettings settings = settings(variables("localhost", Map.of()));
    var check = RedisCheck.of(settings, "orders");
    var monitor = HealthMonitor.builder().add(Dependency.of("redis", check)).start();
    var guard = monitor.guard("redis");
    try {
      run(commands -> {
        assertThat(guard.call(() -> commands.set("text", "value"), down -> "refused"))
            .isEqualTo("OK");
        Throwable wrongType =
            catchThrowable(() -> guard.call(() -> commands.lpop("text"), down -> "refused"));
        assertThat(wrongType).hasMessageStartingWith("WRONGTYPE ");
      });
      // An error of the command shows that the server works.
      assertThat(check.traffic().totals().count(Operation.READ, null)).isEqualTo(2);
    } finally {
      monitor.close();
    }
  }

  /** The use of a connection in a test. */
  @FunctionalInterface
  private interface Use<T> {
    void with(T used) throws Exception;
  }

  private static void run(Use<RedisCommands<String, String>> use) throws Exception {
    connect(variables("localhost", Map.of()), connection -> use.with(connection.sync()));
  }

  /** Over the port without TLS. */
  private static void plain(Use<RedisCommands<String, String>> use) throws Exception {
    connect(
        Map.of("REDIS_URL", "redis://localhost:" + plainPort, "REDIS_AUTH_TOKEN", TlsRedis.TOKEN),
        connection -> use.with(connection.sync()));
  }

  private static void connect(
      Map<String, String> variables, Use<StatefulRedisConnection<String, String>> use)
      throws Exception {
    RedisClient client = LettuceClients.of(settings(variables), "orders");
    try (var connection = client.connect()) {
      use.with(connection);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
      var ended = client.getResources().shutdown(0, 5, TimeUnit.SECONDS);
      assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String reply(Map<String, String> variables) throws Exception {
    var reply = new StringBuilder();
    connect(variables, connection -> reply.append(connection.sync().ping()));
    return reply.toString();
  }

  private static @Nullable Fault fault(Map<String, String> variables) {
    return find(() -> reply(variables));
  }

  /** The fault behind what is thrown, null for nothing. */
  private static @Nullable Fault find(ThrowingCallable use) {
    Throwable thrown = catchThrowable(use);
    if (thrown == null) {
      return null;
    }
    return FaultClassifier.find(thrown).orElseThrow(() -> new AssertionError(thrown));
  }

  private static Map<String, String> variables(String host, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(redis.variables(host));
    variables.putAll(more);
    return variables;
  }

  private static RedisSettings settings(Map<String, String> variables) {
    if (RedisConfig.resolve(variables) instanceof ConfigOutcome.Resolved resolved) {
      return resolved.settings();
    }
    throw new AssertionError("the settings of a test are rejected");
  }
}
