package ai.hokusai.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.hokusai.config.ConfigOutcome;
import ai.hokusai.config.RedisConfig;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.TlsSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.RedisConnector;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import ai.hokusai.health.testing.FakeRedis;
import ai.hokusai.health.testing.Mischief;
import ai.hokusai.health.testing.TestSettings;
import ai.hokusai.health.testing.TestTls;
import ai.hokusai.health.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class RenewalTest {
  private static final String OLD = "the-old-token-4711";
  private static final String NEW = "the-new-token-0815";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T10:15:30Z"));
  private static final ProbeExpectations PLAN = new ProbeExpectations(false, null);

  @TempDir
  private Path directory;

  private Set<String> valid = Set.of(OLD);

  @Test
  void usesAChangedPasswordOnceItHasWorked() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      assertThat(run(probe)).isEmpty();

      valid = Set.of(OLD, NEW);
      write(NEW + "\n");
      assertThat(run(probe))
          .containsExactly(new RedisEvent(
              Kind.CREDENTIALS_RELOADED,
              "what changed works and is used for new connections: password",
              null,
              null,
              Map.of("changed", "password")));
      valid = Set.of(NEW);
      ProbeResult after = probe.begin().run();
      assertThat(after.fault()).isNull();
      assertThat(after.events()).isEmpty();
    }
  }

  @Test
  void usesItAtOnceWhereTheOldOneWasRemoved() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      write(NEW);
      valid = Set.of(NEW);
      ProbeResult result = probe.begin().run();
      assertThat(result.fault()).isNull();
      assertThat(result.events())
          .extracting(RedisEvent::kind)
          .containsExactly(Kind.CREDENTIALS_RELOADED);
    }
  }

  @Test
  void keepsTheLastGoodOneWhereTheChangedOneIsRefused() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      write("half-a-tok");
      ProbeResult result = probe.begin().run();
      assertThat(result.fault()).isNull();
      assertThat(result.events())
          .containsExactly(new RedisEvent(
              Kind.CREDENTIALS_REJECTED,
              "changed credentials or certificates are not used: a connection with them fails: "
                  + Fault.AUTH_FAILED.message(),
              "AUTH_FAILED",
              "write the current token to the file named by REDIS_AUTH_TOKEN_FILE; it may have been"
                  + " rotated; if the server has no user of that name, as with a placeholder or the"
                  + " name of the service, unset REDIS_USERNAME",
              Map.of()));
      assertThat(run(probe)).isEmpty();

      valid = Set.of(OLD, "half-a-tok");
      assertThat(run(probe))
          .extracting(RedisEvent::kind)
          .containsExactly(Kind.CREDENTIALS_RELOADED);
    }
  }

  @Test
  void saysNothingWhereAChangedPasswordCannotBeTriedNow() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      write(NEW);
      redis.shutDown();
      ProbeResult result = probe.begin().run();
      assertThat(result.fault()).isNotNull();
      assertThat(result.events()).isEmpty();
    }
  }

  @Test
  void keepsTheLastGoodOneWhileTheFileIsEmptyOrMissing() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      write("");
      assertThat(run(probe)).isEmpty();
      Files.delete(file());
      assertThat(run(probe)).isEmpty();
      assertThat(run(probe))
          .extracting(RedisEvent::kind, RedisEvent::code)
          .containsExactly(tuple(Kind.CREDENTIALS_REJECTED, "FILE_UNREADABLE"));
      assertThat(run(probe)).isEmpty();

      valid = Set.of(NEW, OLD);
      write(NEW);
      assertThat(run(probe))
          .extracting(RedisEvent::kind)
          .containsExactly(Kind.CREDENTIALS_RELOADED);
    }
  }

  @Test
  void followsALinkThatIsExchanged() throws IOException {
    Path first = Files.writeString(directory.resolve("v1"), OLD);
    Path second = Files.writeString(directory.resolve("v2"), NEW);
    Files.setLastModifiedTime(second, Files.getLastModifiedTime(first));
    try (var redis = redis()) {
      Files.deleteIfExists(file());
      Files.createSymbolicLink(file(), first);
      FreshProbe probe = probe(redis);
      assertThat(run(probe)).isEmpty();

      valid = Set.of(OLD, NEW);
      Files.delete(file());
      Files.createSymbolicLink(file(), second);
      assertThat(run(probe))
          .extracting(RedisEvent::kind)
          .containsExactly(Kind.CREDENTIALS_RELOADED);
    }
  }

  @Test
  void neverFollowsToAnotherRedis() throws IOException {
    try (var redis = redis();
        var other = redis()) {
      FreshProbe probe = probe(settings(redis), () -> outcome(settings(other)));
      ProbeResult result = probe.begin().run();
      assertThat(result.fault()).isNull();
      assertThat(result.events())
          .extracting(RedisEvent::message)
          .containsExactly(
              "the settings now lead to another Redis, which a running service does not follow");
      assertThat(run(probe)).isEmpty();
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void usesANewCaOnceItsCertificateIsSent() {
    var before = new TestTls();
    var after = new TestTls();
    try (var server = Mischief.start(after.serving(FakeRedis.speaking(FakeRedis::wellBehaved)))) {
      RedisSettings old = TestSettings.tls(server.port(), before.client());
      RedisSettings next = TestSettings.tls(server.port(), after.client());
      FreshProbe untrusting = probe(old, () -> outcome(old));
      assertThat(code(untrusting.begin().run())).isEqualTo("TLS_UNTRUSTED");

      FreshProbe probe = probe(old, () -> outcome(next));
      ProbeResult result = probe.begin().run();
      assertThat(result.fault()).isNull();
      assertThat(result.events())
          .extracting(each -> each.details().get("changed"))
          .containsExactly("certificate authorities");
    }
  }

  @Test
  void keepsTheTrustedCaIfTheNewOneDoesNotMatch() {
    var before = new TestTls();
    var after = new TestTls();
    try (var server = Mischief.start(before.serving(FakeRedis.speaking(FakeRedis::wellBehaved)))) {
      RedisSettings old = TestSettings.tls(server.port(), before.client());
      RedisSettings next = TestSettings.tls(server.port(), after.client());
      ProbeResult result = probe(old, () -> outcome(next)).begin().run();
      assertThat(result.fault()).isNull();
      assertThat(result.events()).extracting(RedisEvent::code).containsExactly("TLS_UNTRUSTED");
    }
  }

  @Test
  void neverFollowsToAConnectionWithoutTls() {
    var tls = new TestTls();
    try (var server = Mischief.start(tls.serving(FakeRedis.speaking(FakeRedis::wellBehaved)))) {
      RedisSettings old = TestSettings.tls(server.port(), tls.client());
      RedisSettings plain = TestSettings.plain(server.port());
      TlsSettings unverified = tls.trustingClient();
      ProbeResult first = probe(old, () -> outcome(plain)).begin().run();
      ProbeResult second = probe(old, () -> outcome(TestSettings.tls(server.port(), unverified)))
          .begin()
          .run();
      assertThat(List.of(first, second)).allSatisfy(each -> {
        assertThat(each.fault()).isNull();
        assertThat(each.events()).extracting(RedisEvent::code).containsExactly("CONFIG_INVALID");
      });
    }
  }

  @Test
  void survivesASourceThatThrows() {
    try (var redis = redis()) {
      FreshProbe probe = probe(settings(redis), () -> {
        throw new IllegalStateException(NEW);
      });
      assertThat(run(probe)).isEmpty();
      assertThat(run(probe))
          .extracting(RedisEvent::message)
          .containsExactly("credentials or certificates cannot be read again:"
              + " java.lang.IllegalStateException; the last good ones stay in use");
    }
  }

  @Test
  void anAttemptThatWasGivenUpChangesNothing() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      valid = Set.of(OLD, NEW);
      write(NEW);
      Attempt given = probe.begin();
      assertThat(given.cancel().code()).isEqualTo("DNS_TIMEOUT");
      assertThat(given.run().events()).isEmpty();
      assertThat(run(probe))
          .extracting(RedisEvent::kind)
          .containsExactly(Kind.CREDENTIALS_RELOADED);
    }
  }

  @Test
  void noEventHoldsASecret() throws IOException {
    try (var redis = redis()) {
      FreshProbe probe = probe(redis);
      write("wrong-token-1234");
      String rejected = run(probe).toString();
      valid = Set.of(OLD, NEW);
      write(NEW);
      String reloaded = run(probe).toString();
      assertThat(rejected + reloaded)
          .contains("CREDENTIALS_REJECTED", "CREDENTIALS_RELOADED")
          .doesNotContain("1234", "0815", "4711");
    }
  }

  private FakeRedis redis() {
    var holder = new FakeRedis[1];
    holder[0] = FakeRedis.start(name -> name.equals("HELLO") && !isValid(holder[0])
        ? "-WRONGPASS invalid username-password pair\r\n"
        : FakeRedis.wellBehaved(name));
    return holder[0];
  }

  private boolean isValid(FakeRedis redis) {
    List<List<String>> commands = redis.commands();
    List<String> hello = commands.get(commands.size() - 1);
    return hello.stream().anyMatch(valid::contains);
  }

  private FreshProbe probe(FakeRedis redis) throws IOException {
    if (!Files.exists(file())) {
      write(OLD);
    }
    Map<String, String> environment = Map.of(
        "REDIS_URL",
        "redis://127.0.0.1:" + redis.port(),
        "REDIS_USERNAME",
        "app",
        "REDIS_AUTH_TOKEN_FILE",
        file().toString());
    Supplier<ConfigOutcome> latest = () -> RedisConfig.resolve(environment);
    if (latest.get() instanceof ConfigOutcome.Resolved resolved) {
      return probe(resolved.settings(), latest);
    }
    throw new IllegalStateException(latest.get().diagnostics().toString());
  }

  private static FreshProbe probe(RedisSettings settings, Supplier<ConfigOutcome> latest) {
    var connector = RedisConnector.of(settings, "orders", new Traffic());
    return FreshProbe.of(connector, PLAN, CLOCK, new Renewal(connector, settings, latest));
  }

  private static RedisSettings settings(FakeRedis redis) {
    return TestSettings.plain(redis.port()).withDatabase(0).withCredentials("app", Secret.of(OLD));
  }

  private static ConfigOutcome outcome(RedisSettings settings) {
    ConfigOutcome any = RedisConfig.resolve(Map.of("REDIS_URL", "redis://127.0.0.1:6379"));
    if (any instanceof ConfigOutcome.Resolved resolved) {
      return new ConfigOutcome.Resolved(settings, resolved.provenance(), List.of());
    }
    throw new IllegalStateException(any.diagnostics().toString());
  }

  private static List<RedisEvent> run(FreshProbe probe) {
    ProbeResult result = probe.begin().run();
    assertThat(result.fault()).isNull();
    return result.events();
  }

  private static @Nullable String code(ProbeResult result) {
    return result.fault() == null ? null : result.fault().code();
  }

  private Path file() {
    return directory.resolve("token");
  }

  private void write(String content) throws IOException {
    Files.writeString(file(), content);
  }
}
