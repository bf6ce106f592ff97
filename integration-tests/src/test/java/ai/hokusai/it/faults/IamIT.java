package ai.hokusai.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.it.app.AppJvm;
import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.redis.ClusterSpec;
import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.RespConnection;
import ai.hokusai.it.redis.TlsCluster;
import ai.hokusai.testkit.TestCa;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/**
 * Tokens of AWS IAM in place of a password, without AWS: a real Redis accepts the tokens that a second
 * implementation signs at the present time, and an endpoint on this machine supplies credentials.
 */
@Tag("once")
final class IamIT {
  private static final String HOST = "master.orders.ab12cd.euw1.cache.amazonaws.com";
  private static final String PASSWORD = "of-the-console-4711";
  private static final TestCa CA = TestCa.create("Hokusai test authority");
  // Long enough for the start of a service on a busy machine.
  private static final Duration LIFETIME = Duration.ofSeconds(4);
  private static final Schedule SCHEDULE = Schedule.DEFAULT.withFresh(Duration.ofSeconds(1));

  private static RedisServer redis;

  private final Endpoint endpoint = new Endpoint();
  private Acl acl;

  @BeforeAll
  static void launch() {
    redis = RedisServer.launch(RedisSpec.tls(CA.issue(HOST)).password(PASSWORD));
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void start() throws IOException {
    acl = new Acl(List.of(redis.connect().patient(Bounds.PATIENCE)));
    acl.accept("first");
  }

  @AfterEach
  void close() {
    acl.close();
    endpoint.close();
  }

  /** The behaviours of an endpoint. */
  private enum Answer {
    CREDENTIALS,
    SERVER_ERROR,
    HTML,
    MEGABYTE,
    EXPIRED,
    SILENCE;

    private static final Set<Answer> FAILURES = EnumSet.range(SERVER_ERROR, SILENCE);
  }

  @Test
  void credentialsThatRotateLoseNoRequest() {
    endpoint.lifetime = Duration.ofMinutes(10).plusSeconds(2);
    try (var service = new Service(environment())) {
      service.awaitStatus(Status.HEALTHY);
      assertThat(service.client().set("key", "1")).isEqualTo("OK");

      acl.accept("first", "second");
      endpoint.keyId = "second";
      await().atMost(Bounds.PATIENCE).until(() -> endpoint.supplied.contains("second"));
      acl.accept("second");
      cutConnections();
      service.awaitPong();
      for (int i = 0; i < 100; i++) {
        assertThat(service.client().get("key")).isEqualTo("1");
      }
      service.awaitStatus(Status.HEALTHY);
      assertThat(endpoint.requests).hasValue(2);
    }
  }

  @Test
  void aPolicyThatIsDetachedIsSeenWhileOpenConnectionsWork() {
    try (var service = new Service(environment())) {
      service.awaitStatus(Status.HEALTHY);
      assertThat(service.client().ping()).isEqualTo("PONG");
      acl.accept();

      Cause cause = service.awaitCode("IAM_REJECTED");
      assertThat(cause.message())
          .isEqualTo("the kept connection works, a new one fails: Redis rejected the IAM token for"
              + " user \"orders\" of cache \"orders\" in eu-west-1");
      assertThat(service.snapshot().status()).isEqualTo(Status.DEGRADED);
      assertThat(service.client().ping()).isEqualTo("PONG");

      acl.accept("first");
      service.awaitStatus(Status.HEALTHY);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CREDENTIALS")
  void anEndpointThatFailsAtTheStartIsNamedAndRecovers(Answer answer) {
    endpoint.answer = answer;
    try (var service = new Service(environment())) {
      Cause cause = service.awaitCode("IAM_CREDENTIALS_UNREACHABLE");
      assertThat(cause.message()).doesNotContain("html", "{");
      assertThat(service.snapshot().status()).isIn(Status.UNHEALTHY, Status.STARTING);

      endpoint.answer = Answer.CREDENTIALS;
      service.awaitStatus(Status.HEALTHY);
      assertThat(service.client().ping()).isEqualTo("PONG");
    }
  }

  @Test
  void endpointsThatFailLaterHarmNothingWhileCredentialsLast() {
    // The next renewal is 30 s later, so that all are tried at the same time.
    var all = new CyclicBarrier(Answer.FAILURES.size(), this::cutConnections);
    withEach(Answer.FAILURES, Duration.ofMinutes(10).plusSeconds(1), (service, own) -> {
      int before = own.requests.get();
      await().atMost(Bounds.PATIENCE).until(() -> own.requests.get() > before);
      meet(all);
      service.awaitPong();
      assertThat(service.snapshot().status()).as("%s", own.answer).isEqualTo(Status.HEALTHY);
    });
  }

  @Test
  void credentialsThatExpireAreNamedWhileOpenConnectionsWork() {
    withEach(Answer.FAILURES, LIFETIME, (service, own) -> {
      Cause cause = service.awaitCode("IAM_CREDENTIALS_UNREACHABLE");
      assertThat(cause.message()).startsWith("the kept connection works").doesNotContain("html");
      assertThat(service.snapshot().status()).isEqualTo(Status.DEGRADED);
      assertThat(service.client().ping()).isEqualTo("PONG");

      own.answer = Answer.CREDENTIALS;
      service.awaitStatus(Status.HEALTHY);
    });
  }

  private static void meet(CyclicBarrier all) {
    try {
      int ignored = all.await(Bounds.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs services at the same time, each with an endpoint that supplies credentials once and then fails. */
  private void withEach(
      Set<Answer> failures, Duration lifetime, BiConsumer<Service, Endpoint> act) {
    var runs = failures.stream()
        .map(failure -> CompletableFuture.runAsync(
            () -> {
              try (var own = new Endpoint();
                  var service = new Service(environment(own))) {
                own.lifetime = lifetime;
                service.awaitStatus(Status.HEALTHY);
                assertThat(service.client().ping()).isEqualTo("PONG");
                own.answer = failure;
                act.accept(service, own);
              }
            },
            task -> new Thread(task, failure.name()).start()))
        .toList();
    runs.forEach(CompletableFuture::join);
  }

  @Test
  void aConnectionThatReachesItsAgeIsReplacedByOneWithANewToken() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("REDIS_CONNECTION_MAX_AGE", "1s");
    try (var service = new Service(environment)) {
      service.awaitStatus(Status.HEALTHY);
      Object first = service.connection();
      await().atMost(Bounds.PATIENCE).until(() -> !service.connection().equals(first));
      assertThat(service.snapshot().status()).isEqualTo(Status.HEALTHY);
      assertThat(endpoint.requests).hasValue(1);
    }
  }

  @Test
  void eachNodeOfAClusterGetsATokenOfItsOwn() throws IOException {
    try (var cluster = TlsCluster.launch(ClusterSpec.of(3, 0).password(PASSWORD));
        var others = new Acl(List.of(cluster.console(0), cluster.console(2)));
        var refusing = new Acl(List.of(cluster.console(1)))) {
      others.accept("first");
      refusing.accept("first");
      Map<String, String> environment = new HashMap<>(environment());
      environment.putAll(cluster.environment(0));
      environment.remove("REDIS_AUTH_TOKEN");
      environment.put("REDIS_IAM_CACHE", "orders");
      environment.put("REDIS_IAM_REGION", "eu-west-1");
      try (var service = new Service(environment)) {
        service.awaitStatus(Status.HEALTHY);
        for (int i = 0; i < 100; i++) {
          assertThat(service.client().set("key:" + i, "1")).isEqualTo("OK");
        }
        refusing.accept();
        cluster.command(1, "CLIENT KILL USER orders");
        Cause cause = service.awaitCode("SHARD_DOWN");
        assertThat(cause.message())
            .matches("1 of 3 shards of the cluster do not work: slots 5461-10921 at [0-9.:]+ with"
                + " IAM_REJECTED");
        assertThat(service.snapshot().status()).isEqualTo(Status.DEGRADED);

        refusing.accept("first");
        service.awaitStatus(Status.HEALTHY);
      }
    }
  }

  @Test
  void theJarShowsTheIdentityAndConnects() {
    FinishedApp checked = check(environment());

    assertThat(checked.exitCode()).as(checked.out()).isZero();
    assertThat(checked.out())
        .containsPattern("pass  identity +[0-9.]+ ms  the container credentials endpoint until "
            + "[0-9TZ:.-]+, user orders of orders in eu-west-1\n")
        .containsPattern("pass  AUTH +[0-9.]+ ms  with an IAM token\n")
        .doesNotContain("first", "session-token");
  }

  @Test
  void theJarNamesATokenThatIsRejected() {
    acl.accept();
    FinishedApp checked = check(environment());

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out())
        .contains("pass  identity", "error[IAM_REJECTED]: Redis rejected the IAM token for user")
        .contains("elasticache:Connect")
        .doesNotContain("session-token");
    assertThat(serve(environment()).out())
        .contains("\"event\":\"startup.refused\"", "\"code\":\"IAM_REJECTED\"");
  }

  @Test
  void theJarNamesAnEnvironmentWithoutCredentials() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.remove("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    FinishedApp checked = check(environment);

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out())
        .contains("fail  identity", "error[IAM_CREDENTIALS_NOT_FOUND]", "taskRoleArn");
    FinishedApp served = serve(environment);
    assertThat(served.exitCode()).isEqualTo(78);
    assertThat(served.out()).contains("\"code\":\"IAM_CREDENTIALS_NOT_FOUND\"");
  }

  /** Cuts every connection of the service, so that each is opened again. */
  private void cutConnections() {
    try (var console = redis.connect()) {
      console.tell("CLIENT KILL USER orders");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FinishedApp check(Map<String, String> environment) {
    return FinishedApp.run(environment, AppJvm.knowing(HOST), "check");
  }

  private static FinishedApp serve(Map<String, String> environment) {
    Map<String, String> served = new HashMap<>(environment);
    served.put("API_PORT", String.valueOf(LoopbackPort.free()));
    FinishedApp app = FinishedApp.run(served, AppJvm.knowing(HOST));
    assertThat(app.exitCode()).as(app.out()).isEqualTo(78);
    return app;
  }

  private Map<String, String> environment() {
    return environment(endpoint);
  }

  private static Map<String, String> environment(Endpoint endpoint) {
    return Map.of(
        "REDIS_URL",
        "rediss://" + HOST + ":" + redis.port(),
        "REDIS_USERNAME",
        "orders",
        "REDIS_AUTH_MODE",
        "iam",
        "REDIS_TLS_CA_PEM",
        CA.pem(),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:" + endpoint.port() + "/v1/credentials");
  }

  /** A service with a pool and a monitor. */
  private static final class Service implements AutoCloseable {
    private final RedisHealth health;
    private final HealthMonitor monitor;

    Service(Map<String, String> environment) {
      Map<String, String> local = new HashMap<>(environment);
      String url = local.getOrDefault("REDIS_URL", "");
      if (url.contains(HOST)) {
        local.put("REDIS_URL", url.replace(HOST, "127.0.0.1"));
        local.put("REDIS_TLS_SERVER_NAME", HOST);
      }
      this.health = RedisHealth.of(LibraryUnderTest.settings(local), "integration-tests");
      this.monitor = HealthMonitor.builder()
          .add(Dependency.of("redis", health).withSchedule(SCHEDULE))
          .start();
    }

    RedisClient client() {
      return health.client();
    }

    /** The id that Redis gave to the connection of this command. */
    Object connection() {
      var command = new CommandArguments(Protocol.Command.CLIENT).add("ID");
      return client().executeCommand(new CommandObject<>(command, BuilderFactory.LONG));
    }

    /** Waits until the connections that were cut are replaced. */
    void awaitPong() {
      await()
          .atMost(Bounds.PATIENCE)
          .ignoreExceptions()
          .until(() -> "PONG".equals(client().ping()));
    }

    HealthSnapshot snapshot() {
      return monitor.report().check("redis").orElseThrow().snapshot();
    }

    void awaitStatus(Status status) {
      await().atMost(Bounds.PATIENCE).until(() -> snapshot().status() == status);
    }

    Cause awaitCode(String code) {
      return await()
          .atMost(Bounds.PATIENCE)
          .until(
              () -> snapshot().cause(), cause -> cause != null && cause.code().equals(code));
    }

    @Override
    public void close() {
      monitor.close();
      health.close();
    }
  }

  /** The endpoint for credentials on this machine. */
  private static final class Endpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> supplied = new CopyOnWriteArraySet<>();
    private volatile Answer answer = Answer.CREDENTIALS;
    private volatile String keyId = "first";
    private volatile Duration lifetime = Duration.ofHours(6);

    Endpoint() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.setExecutor(threads);
      server.createContext("/v1/credentials", this::handle);
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
      requests.incrementAndGet();
      try (exchange) {
        switch (answer) {
          case CREDENTIALS -> supply(exchange, Instant.now().plus(lifetime));
          case EXPIRED -> supply(exchange, Instant.now().minusSeconds(1));
          case SERVER_ERROR -> send(exchange, 500, "{\"message\":\"broken\"}");
          case HTML -> send(exchange, 200, "<html>login</html>");
          case MEGABYTE -> send(exchange, 200, "{".repeat(1 << 20));
          case SILENCE -> end.await();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void supply(HttpExchange exchange, Instant expiration) throws IOException {
      String id = keyId;
      send(
          exchange,
          200,
          "{\"RoleArn\":\"arn:aws:iam::123456789012:role/orders\",\"AccessKeyId\":\"" + id
              + "\",\"SecretAccessKey\":\"key-of-" + id + "\",\"Token\":\"session-token-of-" + id
              + "\",\"Expiration\":\"" + expiration + "\"}");
      supplied.add(id);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
      byte[] body = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
      end.countDown();
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /** Sets the passwords of the user to the tokens of the present seconds, as AWS checks them. */
  private static final class Acl implements AutoCloseable {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int SECONDS = 5;

    private final List<RespConnection> consoles;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private List<String> keyIds = List.of();

    Acl(List<RespConnection> consoles) {
      this.consoles = consoles;
      Object ignored = timer.scheduleAtFixedRate(this::refresh, 500, 500, TimeUnit.MILLISECONDS);
    }

    /** Accepts the tokens that these keys sign, and no others. */
    synchronized void accept(String... ids) {
      keyIds = List.of(ids);
      refresh();
    }

    private synchronized void refresh() {
      Instant now = Instant.now();
      String hashes = keyIds.stream()
          .flatMap(id -> IntStream.rangeClosed(-SECONDS, SECONDS)
              .mapToObj(offset -> " #" + hash(token(id, now.plusSeconds(offset)))))
          .collect(Collectors.joining());
      try {
        for (RespConnection console : consoles) {
          console.tell("ACL SETUSER orders reset on +@all ~*" + hashes);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String token(String id, Instant now) {
      String time = TIME.format(now);
      String scope = time.substring(0, 8) + "/eu-west-1/elasticache/aws4_request";
      String query = "Action=connect&User=orders&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
          + URLEncoder.encode(id + "/" + scope, UTF_8) + "&X-Amz-Date=" + time
          + "&X-Amz-Expires=900&X-Amz-Security-Token=session-token-of-" + id
          + "&X-Amz-SignedHeaders=host";
      String request = "GET\n/\n" + query + "\nhost:orders\n\nhost\n" + hash("");
      String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hash(request);
      byte[] key = ("AWS4key-of-" + id).getBytes(UTF_8);
      for (String part :
          List.of(time.substring(0, 8), "eu-west-1", "elasticache", "aws4_request")) {
        key = sign(key, part);
      }
      return "orders/?" + query + "&X-Amz-Signature=" + HexFormat.of().formatHex(sign(key, toSign));
    }

    private static byte[] sign(byte[] key, String text) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String hash(String text) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(hash);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public synchronized void close() {
      timer.shutdownNow();
      try {
        for (RespConnection console : consoles) {
          console.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
