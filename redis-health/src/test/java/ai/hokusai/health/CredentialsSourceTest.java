package ai.hokusai.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.CredentialsSource;
import ai.hokusai.health.redis.CredentialsSource.Login;
import ai.hokusai.health.redis.RedisOptions;
import ai.hokusai.health.redis.Stage;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.TestSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CredentialsSourceTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String SECRET = "hvs.CAESIJ-leaked";

  private final FakeRedis redis = FakeRedis.start(FakeRedis::wellBehaved);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void close() {
    answer.countDown();
    redis.close();
  }

  @Test
  void isCalledForEachConnectionOfThePool() {
    try (RedisHealth health = health(this::numbered)) {
      var client = health.client();
      client.get("key");
      client.get("key");
      assertThat(greetings()).containsExactly(hello(1));

      health.check().connector().renewPool();
      client.get("key");
      assertThat(greetings()).containsExactly(hello(1), hello(2));
    }
  }

  @Test
  void isCalledForTheProbeInAStageOfItsOwn() throws InterruptedException {
    ProbeReport report = probe(this::numbered, LONG);

    assertThat(report.cause()).isNull();
    assertThat(report.facts().durations())
        .containsOnlyKeys(
            Stage.DNS, Stage.TCP, Stage.IDENTITY, Stage.AUTH, Stage.PING, Stage.HELLO);
    assertThat(greetings()).containsExactly(hello(1));
  }

  @Test
  void tellsThatAServerNeedsNoPassword() throws InterruptedException {
    CredentialsSource source = () -> new Login(null, Secret.of(SECRET));

    assertThat(probe(source, LONG).warnings()).containsExactly(Fault.AUTH_NOT_NEEDED);
  }

  @Test
  void isNamedByTheClassOfItsExceptionAndNeverByItsMessage() throws InterruptedException {
    CredentialsSource source = () -> {
      throw new IllegalArgumentException("token " + SECRET, new Exception(SECRET));
    };
    Cause cause = failure(source);

    assertThat(cause.code()).isEqualTo("CREDENTIALS_UNAVAILABLE");
    assertThat(cause.message())
        .isEqualTo("the source of the credentials threw java.lang.IllegalArgumentException");
    try (RedisHealth health = health(source)) {
      Throwable failure = catchThrowable(() -> health.client().get("key"));
      assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.CREDENTIALS_UNAVAILABLE);
      assertThat(stackTrace(failure)).doesNotContain(SECRET);
    }
    assertThat(redis.commands()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what a source may do nevertheless
  void mayNotReturnNull() throws InterruptedException {
    Cause cause = failure(() -> null);

    assertThat(cause.message())
        .isEqualTo("the source of the credentials threw java.lang.NullPointerException");
  }

  @Test
  void holdsUpNothingBeyondItsTimeWhereItBlocks() throws InterruptedException {
    ProbeReport report = probe(this::hanging, Duration.ofMillis(200));

    assertThat(report.cause()).extracting(Cause::code).isEqualTo("CREDENTIALS_UNAVAILABLE");
    assertThat(report.failedStage()).isEqualTo(Stage.IDENTITY);
    assertThat(report.duration()).isLessThan(LONG);
  }

  @Test
  void isNeverCalledTwiceAtOnce() {
    RedisSettings settings = TestSettings.withTimeouts(settings(), Duration.ofMillis(100));
    try (var health = RedisHealth.of(settings, "orders", options(this::hanging))) {
      for (int i = 0; i < 3; i++) {
        health.check().connector().renewPool();
        Throwable failure = catchThrowable(() -> health.client().get("key"));
        assertThat(FaultClassifier.classify(failure)).isEqualTo(Fault.CREDENTIALS_UNAVAILABLE);
      }
      assertThat(calls).hasValue(1);
      assertThat(threads()).isEqualTo(1);

      answer.countDown();
      health.check().connector().renewPool();
      assertThat(health.client().ping()).isEqualTo("PONG");
    }
  }

  @Test
  void isNamedWhereRedisRejectsIt() throws InterruptedException {
    redis.answer(name -> "-WRONGPASS invalid username-password pair or user is disabled.\r\n");
    Cause cause = failure(this::numbered);

    assertThat(cause.code()).isEqualTo("AUTH_FAILED");
    assertThat(cause.remedy())
        .isEqualTo("check that the source returns the current password of a user that exists on the"
            + " server");
  }

  @Test
  void standsAloneAndIsNotReplaced() {
    assertThatThrownBy(() ->
            RedisCheck.of(TestSettings.plain(redis.port()), "orders", options(this::numbered)))
        .isInstanceOf(FaultException.class)
        .hasMessage("a password is set, and the credentials come from a source of this service");
    RedisCheck check = RedisCheck.of(settings(), "orders", options(this::numbered));
    assertThatThrownBy(() -> check.replaceCredentials("app", Secret.of(SECRET)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsNoSecretInTheText() {
    assertThat(new Login("app", Secret.of(SECRET))).hasToString("a user name and a password");
    assertThat(options(this::numbered).toString()).endsWith("credentials of a source");
  }

  private Login numbered() {
    return new Login("app", Secret.of("token-" + calls.incrementAndGet()));
  }

  private Login hanging() throws InterruptedException {
    calls.incrementAndGet();
    answer.await();
    return new Login("app", Secret.of("late"));
  }

  private RedisSettings settings() {
    return RedisSettings.of("127.0.0.1", redis.port());
  }

  private static RedisOptions options(CredentialsSource source) {
    return RedisOptions.DEFAULT.withCredentials(source);
  }

  private RedisHealth health(CredentialsSource source) {
    return RedisHealth.of(TestSettings.withTimeouts(settings(), LONG), "orders", options(source));
  }

  private ProbeReport probe(CredentialsSource source, Duration deadline)
      throws InterruptedException {
    return RedisCheck.of(settings(), "orders", options(source)).probeOnce(deadline, stage -> {});
  }

  private Cause failure(CredentialsSource source) throws InterruptedException {
    return Objects.requireNonNull(probe(source, LONG).cause());
  }

  private List<List<String>> greetings() {
    return redis.commands().stream()
        .filter(each -> each.size() > 2)
        .filter(each -> each.get(0).equals("HELLO"))
        .toList();
  }

  private static List<String> hello(int number) {
    return List.of("HELLO", "2", "AUTH", "app", "token-" + number);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.getName().equals("redis-health-credentials"))
        .count();
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
