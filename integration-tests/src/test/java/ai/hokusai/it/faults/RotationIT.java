package ai.hokusai.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.hokusai.config.RedisConfig;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.HealthListener;
import ai.hokusai.health.HealthMonitor;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.HealthSnapshot;
import ai.hokusai.health.RedisHealth;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.schedule.Schedule;
import ai.hokusai.it.faults.harness.Bounds;
import ai.hokusai.it.faults.harness.Fixtures;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Requests;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.TlsSentinels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/** Passwords and certificates that change while a service runs, on a Redis over TLS. */
@Tag("once")
final class RotationIT {
  private static final Logger LOG = LoggerFactory.getLogger(RotationIT.class);
  private static final String OLD = "rotation-old-4711-token";
  private static final String NEW = "rotation-new-0815-token";
  private static final String PREFIX = "the kept connection works, a new one fails: ";
  private static final int THREADS = 4;
  private static final Schedule SCHEDULE = Schedule.DEFAULT.withFresh(Duration.ofSeconds(1));
  private static final RedisSpec REDIS =
      RedisSpec.tls(Fixtures.AUTHORITY.issue()).password(OLD);

  private static final Pattern DBSIZE = Pattern.compile("cmdstat_dbsize:calls=(\\d+)");

  @TempDir
  private Path directory;

  @Test
  void aTokenFileThatIsRotatedUnderLoadLosesNoRequest() throws Exception {
    try (var testBed = TestBed.open(REDIS);
        var service = new RotatedService(environment(testBed));
        var load = new Requests(service)) {
      service.awaitStatus(Status.HEALTHY);
      load.awaitMore(500);

      testBed.console().tell("ACL SETUSER default >" + NEW);
      replace("token", NEW);
      service.awaitEvent(Kind.CREDENTIALS_RELOADED);
      load.awaitMore(2_000);
      assertThat(load.failed()).isZero();
      LOG.info(
          "{} requests while two passwords were valid, {} failed", load.answered(), load.failed());

      testBed.console().tell("ACL SETUSER default <" + OLD);
      load.awaitMore(2_000);
      assertThat(load.failed()).isZero();
      // Every connection has to be opened anew, with the new password only.
      testBed.console().tell("CLIENT KILL TYPE normal SKIPME yes");
      load.awaitMore(2_000);
      LOG.info(
          "{} requests in all, {} failed when their connections were cut",
          load.answered(),
          load.failed());
      assertThat(load.failed()).isLessThanOrEqualTo(THREADS);
      service.awaitStatus(Status.HEALTHY);
      assertThat(service.events.toString()).doesNotContain("4711", "0815");
    }
  }

  @Test
  void aJsonSecretThatIsRotatedIsReadAgain() throws Exception {
    try (var testBed = TestBed.open(REDIS)) {
      testBed.console().tell("ACL SETUSER app on >" + OLD + " ~* +@all");
      Map<String, String> environment = new HashMap<>(environment(testBed));
      environment.remove("REDIS_AUTH_TOKEN_FILE");
      environment.put("REDIS_SECRET_JSON_FILE", replace("secret", secret(OLD)).toString());
      try (var service = new RotatedService(environment)) {
        service.awaitStatus(Status.HEALTHY);
        testBed.console().tell("ACL SETUSER app >" + NEW);
        replace("secret", secret(NEW));
        service.awaitEvent(Kind.CREDENTIALS_RELOADED);
        testBed.console().tell("ACL SETUSER app <" + OLD);
        testBed.console().tell("CLIENT KILL USER app");
        service.awaitPong();
        service.awaitStatus(Status.HEALTHY);
        assertThat(service.events.toString()).doesNotContain("4711", "0815");
      }
    }
  }

  @Test
  void thePasswordOfSentinelsIsTriedThere() throws Exception {
    try (var sentinels = TlsSentinels.launch()) {
      Map<String, String> environment = sentinels.environment();
      environment.remove("REDIS_SENTINEL_PASSWORD");
      environment.put(
          "REDIS_SENTINEL_PASSWORD_FILE",
          replace("sentinel", TlsSentinels.SENTINEL_PASSWORD).toString());
      try (var service = new RotatedService(environment)) {
        service.awaitStatus(Status.HEALTHY);

        replace("sentinel", NEW);
        service.awaitEvent(Kind.CREDENTIALS_REJECTED);
        sentinels.addSentinelPassword(NEW);
        service.awaitEvent(Kind.CREDENTIALS_RELOADED);

        assertThat(service.events)
            .extracting(RedisEvent::message)
            .containsExactly(
                "changed credentials or certificates are not used: a connection with them fails:"
                    + " the sentinels reject the password, or require one",
                "what changed works and is used for new connections: credentials of the"
                    + " sentinels");
        assertThat(service.client().ping()).isEqualTo("PONG");
        service.awaitStatus(Status.HEALTHY);
      }
    }
  }

  private static String secret(String password) {
    return "{\"engine\": \"redis\", \"username\": \"app\", \"password\": \"" + password + "\"}\n";
  }

  @Test
  void aClientCertificateThatIsReplacedIsUsedByNewConnections() throws Exception {
    Instant end = Instant.now().plusSeconds(12);
    var first = Fixtures.AUTHORITY
        .issue("client.example.com")
        .validBetween(end.minus(Duration.ofDays(30)), end);
    var second = Fixtures.AUTHORITY.issue("client.example.com");
    // A session that is resumed is not checked again.
    RedisSpec mutual = REDIS.config("tls-auth-clients yes").config("tls-session-caching no");
    try (var testBed = TestBed.open(mutual)) {
      Map<String, String> environment = new HashMap<>(environment(testBed));
      environment.put("REDIS_TLS_CERT_FILE", replace("client.pem", first.pem()).toString());
      environment.put(
          "REDIS_TLS_KEY_FILE", replace("client.key", first.keyPem()).toString());
      try (var service = new RotatedService(environment)) {
        // This server rejects each attempt to resume a session.
        service.awaitPong();
        replace("client.pem", second.pem());
        replace("client.key", second.keyPem());
        service.awaitEvent(Kind.CREDENTIALS_RELOADED);
        await().atMost(Bounds.PATIENCE).until(() -> Instant.now().isAfter(end.plusSeconds(1)));
        service.cutConnections(testBed);
        service.awaitPong();
        service.awaitStatus(Status.HEALTHY);
        assertThat(service.events)
            .filteredOn(each -> each.kind() == Kind.CREDENTIALS_RELOADED)
            .extracting(RedisEvent::message)
            .containsExactly(
                "what changed works and is used for new connections: client certificate");
      }
    }
  }

  @Test
  void aTokenThatWasReplacedWithoutATransitionComesBackByItself() throws Exception {
    try (var testBed = TestBed.open(REDIS);
        var service = new RotatedService(environment(testBed))) {
      service.awaitStatus(Status.HEALTHY);
      testBed.console().tell("ACL SETUSER default resetpass >" + NEW);
      service.cutConnections(testBed);
      service.awaitCode("AUTH_FAILED");
      replace("token", "half-of-a-token");
      service.awaitEvent(Kind.CREDENTIALS_REJECTED);
      replace("token", NEW);
      service.awaitEvent(Kind.CREDENTIALS_RELOADED);
      service.awaitStatus(Status.HEALTHY);
    }
  }

  @Test
  void reportsARemovedPasswordWhileOpenConnectionsWork() throws Exception {
    try (var testBed = TestBed.open(REDIS);
        var service = new RotatedService(environment(testBed));
        var load = new Requests(service)) {
      service.awaitStatus(Status.HEALTHY);
      load.awaitMore(100);
      testBed.console().tell("ACL SETUSER default resetpass >" + NEW);
      assertThat(service.awaitCode("AUTH_FAILED").message()).startsWith(PREFIX);
      assertThat(service.snapshot().status()).isEqualTo(Status.DEGRADED);
      load.awaitMore(200);
      assertThat(load.failed()).isZero();

      testBed.console().tell("ACL SETUSER default >" + OLD);
      service.awaitStatus(Status.HEALTHY);
    }
  }

  @Test
  void reportsAnExpiredCertificateWhileOpenConnectionsWork() throws Exception {
    Instant end = Instant.now().plusSeconds(15);
    var expiring = Fixtures.AUTHORITY.issue().validBetween(end.minus(Duration.ofDays(30)), end);
    var spec = RedisSpec.tls(expiring).password(OLD);
    try (var testBed = TestBed.open(spec);
        var service = new RotatedService(environment(testBed));
        var load = new Requests(service)) {
      service.awaitCode("TLS_CERTIFICATE_EXPIRING");
      service.awaitCode("TLS_EXPIRED");
      assertThat(service.snapshot().status()).isEqualTo(Status.DEGRADED);
      await().atMost(Bounds.PATIENCE).until(() -> service.cause().message().startsWith(PREFIX));
      load.awaitMore(200);
      assertThat(load.failed()).isZero();
    }
  }

  @Test
  void anotherAuthorityIsTrustedOnceTheFileHoldsIt() throws Exception {
    try (var testBed = TestBed.open(REDIS);
        var service = new RotatedService(environment(testBed))) {
      service.awaitStatus(Status.HEALTHY);
      testBed.restart(RedisSpec.tls(Fixtures.STRANGER.issue()).password(OLD));
      service.awaitCode("TLS_UNTRUSTED");
      replace("ca.pem", Fixtures.AUTHORITY.pem() + Fixtures.STRANGER.pem());
      service.awaitEvent(Kind.CREDENTIALS_RELOADED);
      service.awaitStatus(Status.HEALTHY);
      assertThat(service.client().ping()).isEqualTo("PONG");
    }
  }

  @Test
  void reportsARestartedEmptyRedis() throws Exception {
    try (var testBed = TestBed.open(REDIS);
        var service = new RotatedService(environment(testBed))) {
      service.awaitStatus(Status.HEALTHY);
      for (int i = 0; i < 3; i++) {
        service.client().set("document:" + i, "1");
      }
      long counted = counts(testBed);
      await().atMost(Bounds.PATIENCE).until(() -> counts(testBed) > counted + 1);
      testBed.restart(REDIS);
      service.awaitEvent(Kind.EMPTIED);
      assertThat(service.events)
          .extracting(RedisEvent::message)
          .containsExactly(
              "another Redis process answers than before; it holds 0 keys, the one before held 3",
              "Redis came back without its data: it holds no keys, the process before held 3");
    }
  }

  /** The number of DBSIZE commands that Redis has received. */
  private static long counts(TestBed testBed) throws IOException {
    Matcher calls = DBSIZE.matcher(testBed.console().text("INFO commandstats"));
    return calls.find() ? Long.parseLong(calls.group(1)) : 0;
  }

  private Map<String, String> environment(TestBed testBed) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("REDIS_URL", "rediss://" + testBed.server().host() + ":" + testBed.port());
    environment.put("REDIS_AUTH_TOKEN_FILE", replace("token", OLD).toString());
    environment.put(
        "REDIS_TLS_CA_FILE", replace("ca.pem", Fixtures.AUTHORITY.pem()).toString());
    return Map.copyOf(environment);
  }

  /** Renames a new file over the old one, as tools that rotate secrets do. */
  private Path replace(String name, String content) throws IOException {
    Path next = Files.writeString(directory.resolve(name + ".next"), content);
    return Files.move(next, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** A service that reads its settings again, and what it reports. */
  private static final class RotatedService implements AutoCloseable {
    private final RedisHealth redis;
    private final HealthMonitor monitor;
    private final List<RedisEvent> events = new CopyOnWriteArrayList<>();

    RotatedService(Map<String, String> environment) {
      this.redis = RedisHealth.of(
          LibraryUnderTest.settings(environment),
          "integration-tests",
          RedisOptions.DEFAULT,
          () -> RedisConfig.resolve(environment));
      this.monitor = HealthMonitor.builder()
          .add(Dependency.of("redis", redis).withSchedule(SCHEDULE))
          .listener(new HealthListener() {
            @Override
            public void eventOccurred(HealthReport.Check check, RedisEvent event) {
              LOG.info("{}: {}", event.kind().eventName(), event.message());
              events.add(event);
            }
          })
          .start();
    }

    RedisClient client() {
      return redis.client();
    }

    DependencyGuard guard() {
      return monitor.guard("redis");
    }

    /** Waits until the connections that were cut are replaced. */
    void awaitPong() {
      await()
          .atMost(Bounds.PATIENCE)
          .ignoreExceptions()
          .until(() -> client().ping().equals("PONG"));
    }

    HealthSnapshot snapshot() {
      return monitor.report().check("redis").orElseThrow().snapshot();
    }

    Cause cause() {
      return Objects.requireNonNull(snapshot().cause());
    }

    void awaitStatus(Status status) {
      await().atMost(Bounds.PATIENCE).until(() -> snapshot().status() == status);
    }

    Cause awaitCode(String code) {
      return await()
          .atMost(Bounds.PATIENCE)
          .until(
              () -> snapshot().cause(),
              (@Nullable Cause cause) -> cause != null && cause.code().equals(code));
    }

    void awaitEvent(Kind kind) {
      await()
          .atMost(Bounds.PATIENCE)
          .until(() -> events.stream().anyMatch(each -> each.kind() == kind));
    }

    void cutConnections(TestBed testBed) throws IOException {
      testBed.console().tell("CLIENT KILL TYPE normal SKIPME yes");
    }

    @Override
    public void close() {
      monitor.close();
      redis.close();
    }
  }

  /** Reads and writes on some threads, one after the other on each. */
  private static final class Requests implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    Requests(RotatedService service) {
      for (int i = 0; i < THREADS; i++) {
        String key = "rotation:" + i;
        threads.execute(() -> run(service, key));
      }
    }

    private void run(RotatedService service, String key) {
      while (!isOver.get()) {
        ask(service.guard().writes(), () -> service.client().set(key, "1"));
        ask(service.guard().reads(), () -> service.client().get(key));
      }
    }

    private void ask(DependencyGuard guard, DependencyGuard.Work<String, RuntimeException> work) {
      Function<DependencyGuard.Refusal, String> refused = refusal -> {
        throw new IllegalStateException(refusal.cause().code());
      };
      try {
        String ignored = guard.call(work, refused);
        answered.incrementAndGet();
      } catch (RuntimeException e) {
        if (failed.incrementAndGet() <= THREADS) {
          LOG.info("a request failed", e);
        }
      }
    }

    void awaitMore(long requests) {
      long end = answered() + requests;
      await().atMost(Bounds.PATIENCE).until(() -> answered() >= end);
    }

    long answered() {
      return answered.get();
    }

    long failed() {
      return failed.get();
    }

    @Override
    public void close() {
      isOver.set(true);
      threads.shutdown();
      await().atMost(Bounds.PATIENCE).until(threads::isTerminated);
    }
  }
}
