package ai.hokusai.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.testkit.TestCa;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check after a deployment, jar against jars, behind a load balancer with TLS. */
@Tag("once")
final class AfterDeployIT {
  private static final String TOKEN = "Correct-Horse-Battery-9";
  private static final TestCa AUTHORITY = TestCa.create("Hokusai test authority");
  private static final int FIRST = LoopbackPort.free();
  private static final int SECOND = LoopbackPort.free();
  private static final int OLD = LoopbackPort.free();

  // For checks that end at their time-out only; enough for the start of a JVM on a busy machine.
  private static final String SHORT = "5s";

  @TempDir
  private static Path directory;

  private static List<RunningApp> apps;
  private static RoundRobin balancer;
  private static AppJvm trusting;

  @BeforeAll
  static void launch() throws IOException, GeneralSecurityException {
    apps = Stream.of(serve(FIRST, "v7"), serve(SECOND, "v7"), serve(OLD, "v6")).toList();
    var identity = AUTHORITY.issue();
    balancer = RoundRobin.listen(identity, List.of(FIRST, SECOND));
    trusting = AppJvm.plain()
        .with("-Djavax.net.ssl.trustStore=" + trustStore())
        .with("-Djavax.net.ssl.trustStorePassword=changeit");
  }

  private static RunningApp serve(int port, String release) {
    return RunningApp.serve(
        port, Map.of("REDIS_ENABLED", "no", "RELEASE_ID", release, "HEALTH_DETAILS_TOKEN", TOKEN));
  }

  private static Path trustStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var pem = Files.newInputStream(Files.writeString(directory.resolve("ca.pem"), AUTHORITY.pem()));
    try (pem) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    Path file = directory.resolve("trust.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    return file;
  }

  @AfterAll
  static void close() {
    balancer.close();
    apps.forEach(RunningApp::close);
  }

  @Test
  void aReleaseOfWhichEveryInstanceAnswersIsReady() {
    balancer.turnTo(List.of(FIRST, SECOND));
    FinishedApp checked = check(TOKEN, "--instances", "2", "--format", "json");

    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.err())
        .contains("pass  deployment               https://localhost:" + balancer.port() + "/health")
        .contains("v7: 2 instances")
        .contains("ready (exit code 0): 6 passed, 0 skipped");
    assertThat(checked.out()).containsPattern("\"instancesByRelease\" : \\{\\s+\"v7\" : 2\\s+}");
    assertNoSecret(checked);
  }

  @Test
  void anInstanceThatKeepsTheOldReleaseIsAFailure() {
    balancer.turnTo(List.of(FIRST, OLD, SECOND));
    FinishedApp checked = check(TOKEN, "--timeout", "10s", "--format", "github");

    assertThat(checked.exitCode()).as(checked.err()).isEqualTo(1);
    assertThat(checked.out())
        .startsWith("::error title=RELEASE_NOT_ALONE (release)::another release still answers: the "
            + "deployment was rolled back or is still in progress (v6: 1 instance, v7: 2 "
            + "instances; expected: v7)%0Aremedy: ");
    assertNoSecret(checked);
  }

  @Test
  void anotherTokenShowsNoRelease() {
    balancer.turnTo(List.of(FIRST, SECOND));
    FinishedApp checked = check("Wrong-Horse-Battery-10", "--timeout", SHORT);

    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.out()).contains("error[DETAILS_NOT_SHOWN]");
    assertNoSecret(checked);
  }

  @Test
  void sendsNoTokenToAnUntrustedServer() {
    var another = AUTHORITY.issue("api.example.com");
    try (var misnamed = RoundRobin.listen(another, List.of(FIRST))) {
      // Both wait for the end of their time, which they may do at once.
      var untrusted = CompletableFuture.supplyAsync(
          () -> checkQuickly(AppJvm.plain(), "https://localhost:" + balancer.port()));
      FinishedApp checked = checkQuickly(trusting, "https://localhost:" + misnamed.port());
      assertThat(checked.out()).contains("error[SERVICE_TLS_FAILED]");
      assertThat(untrusted.join().out()).contains("error[SERVICE_TLS_FAILED]");
    }
  }

  private static FinishedApp checkQuickly(AppJvm jvm, String url) {
    return check(jvm, TOKEN, url, "--timeout", SHORT);
  }

  private static FinishedApp check(String token, String... options) {
    return check(trusting, token, "https://localhost:" + balancer.port() + "?key=Staple", options);
  }

  private static FinishedApp check(AppJvm jvm, String token, String url, String... options) {
    Stream<String> fixed =
        Stream.of("check", "--after-deploy", "--url", url, "--expect-release", "v7");
    String[] arguments = Stream.concat(fixed, Stream.of(options)).toArray(String[]::new);
    return FinishedApp.run(Map.of("HEALTH_DETAILS_TOKEN", token), jvm, arguments);
  }

  private static void assertNoSecret(FinishedApp checked) {
    assertThat(checked.out() + checked.err())
        .doesNotContain("Correct", "Wrong", "Horse", "Battery", "Staple");
  }
}
