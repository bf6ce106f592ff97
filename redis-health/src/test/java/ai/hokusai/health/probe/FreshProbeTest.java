package ai.hokusai.health.probe;

import static ai.hokusai.health.testing.TestSettings.withHost;
import static ai.hokusai.health.testing.TestSettings.withTimeouts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.Connectors;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import ai.hokusai.health.testing.FakeRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FreshProbeTest {
  private static final String HOST = "redis.example.com";
  private static final String WRONG_PASSWORD = "-WRONGPASS invalid username-password pair\r\n";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T10:15:30Z"));
  private static final ProbeExpectations PLAN =
      new ProbeExpectations(false, "hokusai:canary:orders");
  private static final Duration SHORT = Duration.ofMillis(300);

  private List<String> addresses = List.of("127.0.0.1");

  @Test
  void opensAConnectionEachTimeAndClosesIt() throws InterruptedException {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      FreshProbe probe = probe(redis);
      assertThat(probe.begin().run().fault()).isNull();
      assertThat(redis.sawFarewell()).isTrue();
      assertThat(probe.begin().run().fault()).isNull();
      assertThat(redis.sawFarewell()).isTrue();
      assertThat(redis.connections()).isEqualTo(2);
    }
  }

  @Test
  void sendsNothingButTheGreetingAndTwoQuestions() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      probe(redis).begin().run();
      assertThat(redis.commands()).extracting(each -> each.get(0)).containsOnlyOnce("PING");
      assertThat(redis.commands()).extracting(each -> each.get(0)).doesNotContain("SET");
    }
  }

  @Test
  void namesTheCauseOfANewConnectionThatFails() {
    try (var redis = FakeRedis.startWith("HELLO", WRONG_PASSWORD)) {
      ProbeResult result = probe(redis).begin().run();

      assertThat(result.fault())
          .isEqualTo(Fault.AUTH_FAILED.with(
              "the kept connection works, a new one fails: Redis rejected the user name or "
                  + "password",
              "set REDIS_AUTH_TOKEN to the current token; it may have been rotated; if the "
                  + "server has no user of that name, as with a placeholder or the name of the "
                  + "service, unset REDIS_USERNAME"));
      assertThat(result.events()).isEmpty();
    }
  }

  @Test
  void namesANameThatNoLongerResolves() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      addresses = List.of();
      assertThat(code(probe(redis).begin().run())).isEqualTo("DNS_NOT_FOUND");
    }
  }

  @Test
  void triesEveryAddressAndNamesTheOneThatRefusesWhereOthersWork() {
    addresses = List.of("127.0.0.2", "127.0.0.1");
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      FreshProbe probe = probe(redis);
      ProbeResult first = probe.begin().run();
      ProbeResult second = probe.begin().run();

      // Every client goes on to the next address.
      assertThat(first.fault()).isNull();
      assertThat(first.events())
          .containsExactly(new RedisEvent(
              Kind.ADDRESS_FAILING,
              "new connections to 127.0.0.2 fail: " + Fault.CONNECT_REFUSED.message(),
              "CONNECT_REFUSED",
              Fault.CONNECT_REFUSED.remedy(),
              Map.of("address", "127.0.0.2")));
      assertThat(second.events()).isEmpty();

      addresses = List.of("127.0.0.1", "127.0.0.3");
      assertThat(probe.begin().run().events())
          .extracting(each -> each.details().get("address"))
          .containsExactly("127.0.0.3");
    }
  }

  @Test
  void notifiesWhenAnAddressWorksAgain() {
    addresses = List.of("127.0.0.1", "127.0.0.2");
    try (var redis = FakeRedis.startWith("HELLO", WRONG_PASSWORD)) {
      FreshProbe probe = probe(redis);
      assertThat(code(probe.begin().run())).isEqualTo("AUTH_FAILED");

      redis.answer(FakeRedis::wellBehaved);
      ProbeResult good = probe.begin().run();
      assertThat(good.fault()).isNull();
      assertThat(good.events())
          .containsExactly(new RedisEvent(
              Kind.ADDRESS_RECOVERED,
              "new connections to 127.0.0.1 succeed again",
              null,
              null,
              Map.of("address", "127.0.0.1")));
    }
  }

  @Test
  void failsWhereNoAddressTakesAConnection() {
    addresses = List.of("127.0.0.2", "127.0.0.3");
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      ProbeResult result = probe(redis).begin().run();
      assertThat(result.fault())
          .isEqualTo(failing(
              Fault.CONNECT_REFUSED,
              "the kept connection works, a new one fails: " + Fault.CONNECT_REFUSED.message()));
    }
  }

  @Test
  void triesTheFurtherAddressesOfALongListInTheNextAttempt() {
    addresses =
        List.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6");
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      FreshProbe probe = probe(redis);
      assertThat(probe.begin().run().events()).hasSize(3);
      assertThat(probe.begin().run().events())
          .extracting(each -> each.details().get("address"))
          .containsExactly("127.0.0.5", "127.0.0.6");
    }
  }

  @Test
  void endsByItselfWhereTheServerIsSilent() {
    try (var redis = FakeRedis.start(command -> null)) {
      assertThat(code(probe(redis).begin().run())).isEqualTo("READ_TIMEOUT");
    }
  }

  @Test
  void closesItsSocketWhenCancelled() throws InterruptedException {
    try (var redis = FakeRedis.start(command -> null)) {
      FreshProbe probe = FreshProbe.of(connector(redis, Duration.ofSeconds(30)), PLAN, CLOCK, null);
      Attempt attempt = probe.begin();
      var thread = new Thread(attempt::run);
      thread.start();
      while (redis.commands().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(attempt.cancel().code()).isEqualTo("READ_TIMEOUT");
      assertThat(redis.sawFarewell()).isTrue();
      thread.join();
    }
  }

  @Test
  void canBeCancelledBeforeItStarts() {
    try (var redis = FakeRedis.start(FakeRedis::wellBehaved)) {
      Attempt attempt = probe(redis).begin();
      assertThat(attempt.cancel().code()).isEqualTo("DNS_TIMEOUT");
      assertThat(attempt.run().fault()).isNotNull();
      assertThat(redis.connections()).isZero();
    }
  }

  private FreshProbe probe(FakeRedis redis) {
    return FreshProbe.of(connector(redis, SHORT), PLAN, CLOCK, null);
  }

  private RedisConnector connector(FakeRedis redis, Duration timeout) {
    return Connectors.resolving(
        withTimeouts(withHost(HOST, redis.port()), timeout), () -> addresses);
  }

  private static @Nullable String code(ProbeResult result) {
    Cause fault = result.fault();
    return fault == null ? null : fault.code();
  }

  private static Cause failing(Fault fault, String message) {
    return fault.with(message, fault.remedy());
  }
}
