package ai.hokusai.health.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.hokusai.config.IamSettings;
import ai.hokusai.config.IamSettings.Service;
import ai.hokusai.config.RedisSettings;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultException;
import ai.hokusai.health.redis.AwsIdentity;
import ai.hokusai.health.testing.Listener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisCredentials;

@Timeout(60)
final class IamLoginsTest {
  private static final Instant START = Instant.parse("2026-11-27T08:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String ENDPOINT = "the endpoint for the AWS credentials of this task ";

  private final Listener endpoint = new Listener("credentials", this::serve);
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final List<AwsIdentity> seen = new ArrayList<>();
  private volatile @Nullable String reply = credentials("first", START.plus(Duration.ofHours(1)));
  private volatile Instant now = START;

  @BeforeEach
  void start() {
    endpoint.start();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void signsForEachConnectionWithTheCredentialsThatItHolds() {
    IamLogins logins = logins(full("/v1/credentials"));
    RedisCredentials first = next(logins);
    now = START.plusSeconds(1);
    RedisCredentials second = next(logins);

    assertThat(first.getUser()).isEqualTo("orders");
    assertThat(text(first)).startsWith("my-cache/?").contains("X-Amz-Date=20261127T080000Z");
    assertThat(text(second)).contains("X-Amz-Date=20261127T080001Z", "X-Amz-Credential=first%2F");
    assertThat(requests).hasSize(1);
    assertThat(requests.element())
        .startsWith("GET /v1/credentials HTTP/1.0")
        .contains("Host: 127.0.0.1:" + endpoint.port())
        .doesNotContain("Authorization");
    assertThat(seen.get(0))
        .isEqualTo(
            AwsIdentity.of("the container credentials endpoint", START.plus(Duration.ofHours(1))));
  }

  @Test
  void takesCredentialsFromTheEnvironmentFirst() {
    Map<String, String> variables = new HashMap<>(full("/"));
    variables.put("AWS_ACCESS_KEY_ID", "static");
    variables.put("AWS_SECRET_ACCESS_KEY", "secret");

    assertThat(text(next(logins(variables)))).contains("X-Amz-Credential=static%2F");
    assertThat(seen).containsExactly(AwsIdentity.of("environment variables", null));
    assertThat(requests).isEmpty();
  }

  @Test
  void readsTheTokenOfPodIdentityEachTime(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "token-1\n");
    Map<String, String> variables = new HashMap<>(full("/v1/credentials"));
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
    IamLogins logins = logins(variables);
    next(logins);
    Files.writeString(file, "token-2");
    now = START.plus(Duration.ofMinutes(70));
    reply = credentials("second", now.plus(Duration.ofHours(1)));
    next(logins);
    Files.delete(file);
    now = now.plus(Duration.ofMinutes(70));

    assertThat(requests.poll()).contains("Authorization: token-1\r\n");
    assertThat(requests.poll()).contains("Authorization: token-2\r\n");
    assertThat(failure(logins).message())
        .isEqualTo(ENDPOINT
            + "needs the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, which cannot be read");
  }

  @Test
  void sendsNoTokenThatWouldEndTheHeader() {
    Map<String, String> variables = new HashMap<>(full("/"));
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\r\nHost: b");

    assertThat(failure(logins(variables)).code()).isEqualTo("IAM_CREDENTIALS_UNREACHABLE");
    assertThat(requests).isEmpty();
  }

  // From 10 min before the end the probe renews them, from 5 min before it a request does.
  @ParameterizedTest
  @CsvSource({"49, true, false", "51, true, true", "54, false, false", "56, false, true"})
  void renewsCredentialsBeforeTheyEnd(int minute, boolean isProbe, boolean isRenewed) {
    IamLogins logins = logins(full("/"));
    next(logins);
    now = START.plus(Duration.ofMinutes(minute));
    reply = credentials("second", now.plus(Duration.ofHours(1)));

    String used = isRenewed ? "second" : "first";
    assertThat(text(next(logins, LONG, isProbe))).contains("X-Amz-Credential=" + used + "%2F");
  }

  @Test
  void usesTheOldCredentialsUntilTheyEnd() {
    IamLogins logins = logins(full("/"));
    next(logins);
    reply = "HTTP/1.0 500 Internal Server Error\r\n\r\n";
    now = START.plus(Duration.ofMinutes(59));
    for (int i = 0; i < 3; i++) {
      assertThat(text(next(logins))).contains("X-Amz-Credential=first%2F");
    }
    assertThat(requests).hasSize(2);

    now = START.plus(Duration.ofMinutes(61));
    assertThat(failure(logins).message()).isEqualTo(ENDPOINT + "replied with status 500");
    reply = credentials("second", now.plus(Duration.ofHours(1)));
    now = now.plusSeconds(1);
    assertThat(text(next(logins))).contains("X-Amz-Credential=second%2F");
  }

  @Test
  void leavesARequestTimeForRedisWhileTheEndpointHangs() {
    IamLogins logins = logins(full("/"));
    next(logins);
    reply = null;
    now = START.plus(Duration.ofMinutes(56));
    Budget budget = Budget.of(Duration.ofMillis(400));
    long begin = System.nanoTime();

    assertThat(text(logins.next(budget, ConnectionWatch.none())))
        .contains("X-Amz-Credential=first%2F");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    next(logins);
    assertThat(requests).hasSize(2);
  }

  @Test
  void waitsNoLongerThanTheConnectionMay() {
    reply = null;
    Cause cause = failure(logins(full("/")), Duration.ofMillis(100));

    assertThat(cause.code()).isEqualTo("IAM_CREDENTIALS_UNREACHABLE");
    assertThat(cause.message()).isEqualTo(ENDPOINT + "did not reply in time");
  }

  @Test
  void fetchesOnceForConnectionsThatAreOpenedTogether() throws InterruptedException {
    IamLogins logins = logins(full("/"));
    List<Thread> threads = new ArrayList<>();
    BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    for (int i = 0; i < 8; i++) {
      var thread =
          new Thread(() -> tokens.add(text(logins.next(Budget.of(LONG), ConnectionWatch.none()))));
      thread.start();
      threads.add(thread);
    }
    for (Thread each : threads) {
      each.join();
    }

    assertThat(tokens).hasSize(8);
    assertThat(requests).hasSize(1);
  }

  @Test
  void doesNotRepeatAFailureForEachConnection() {
    reply = "HTTP/1.0 404 Not Found\r\n\r\n";
    IamLogins logins = logins(full("/"));
    Cause first = failure(logins);

    assertThat(failure(logins)).isEqualTo(first);
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.0 403 Forbidden\\r\\n\\r\\n | replied with status 403",
        "HTTP/1.1 302 Found\\r\\nLocation: http://evil.example\\r\\n\\r\\n | replied with status 302",
        "HTTP/1.0 200 OK\\r\\n\\r\\n<html>hello</html> | sent no credentials as JSON",
        "HTTP/1.0 200 OK\\r\\n\\r\\n{} | sent no credentials as JSON",
        "HTTP/1.0 200 OK\\r\\n\\r\\n{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"b\",\"Token\":\"c\","
            + "\"Expiration\":\"soon\"} | sent no credentials as JSON",
        "HTTP/1.0 200 OK\\r\\n\\r\\n{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"b\",\"Token\":\"c\","
            + "\"Expiration\":\"2026-11-27T07:59:59Z\"} | sent credentials that have expired",
        "HTTP/1.0 200 OK | sent no credentials as JSON",
        "-ERR unknown command\\r\\n | sent no HTTP response",
        "'' | sent no HTTP response"
      })
  void namesWhatAnEndpointSends(String sent, String message) {
    reply = sent.translateEscapes();

    Cause cause = failure(logins(full("/")));
    assertThat(cause.message()).isEqualTo(ENDPOINT + message);
    assertThat(cause.faultClass()).isEqualTo(Fault.IAM_CREDENTIALS_UNREACHABLE.faultClass());
  }

  @Test
  void readsNoMoreThanItNeeds() {
    reply = "HTTP/1.0 200 OK\r\n\r\n" + "{".repeat(1 << 20);

    assertThat(failure(logins(full("/"))).message()).isEqualTo(ENDPOINT + "sent more than 16 KiB");
  }

  @Test
  void namesAPortThatRefuses() {
    Map<String, String> variables = full("/");
    endpoint.close();

    assertThat(failure(logins(variables)).message()).isEqualTo(ENDPOINT + "cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/iam",
        "http://evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://evil.example@127.0.0.1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "//127.0.0.1/",
        "not a uri",
        "http://[::2]/"
      })
  void sendsNothingToOtherHosts(String uri) {
    Cause cause = failure(logins(Map.of(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", uri, "AWS_CONTAINER_AUTHORIZATION_TOKEN", "secret")));

    assertThat(cause.code()).isEqualTo("IAM_CREDENTIALS_NOT_FOUND");
    assertThat(cause.message()).contains("holds no http address").doesNotContain("evil");
  }

  @Test
  void namesAnEnvironmentWithoutCredentials() {
    assertThat(failure(logins(Map.of("AWS_ACCESS_KEY_ID", "alone"))))
        .isEqualTo(Fault.IAM_CREDENTIALS_NOT_FOUND);
  }

  @Test
  void namesTheTokenThatRedisRejects() {
    IamSettings iam =
        IamSettings.of(Service.ELASTICACHE, "my-cache", "eu-west-1").withServerless(true);
    RedisSettings settings = RedisSettings.of("redis.example.com", 6379)
        .withCredentials("orders", null)
        .withIam(iam);
    IamLogins logins = requireNonNull(IamLogins.of(settings, () -> now));
    Cause cause = logins.describe(Fault.AUTH_FAILED, settings);

    assertThat(cause.code()).isEqualTo("IAM_REJECTED");
    assertThat(cause.message())
        .isEqualTo("Redis rejected the IAM token for user \"orders\" of serverless cache"
            + " \"my-cache\" in eu-west-1");
    assertThat(logins.describe(Fault.LOADING, settings)).isEqualTo(Fault.LOADING);
    assertThat(logins.describe(Fault.CREDENTIALS_UNAVAILABLE, settings))
        .isEqualTo(Fault.IAM_CREDENTIALS_UNREACHABLE);
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      var request = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.append(line).append("\r\n");
      }
      requests.add(request.toString());
      String sent = reply;
      if (sent == null) {
        // Until the client gives up.
        int ignored = in.read();
      } else {
        client.getOutputStream().write(sent.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String credentials(String keyId, Instant end) {
    return "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"
        + "{\"RoleArn\":\"arn\",\"AccessKeyId\":\"" + keyId + "\",\"SecretAccessKey\":\"key\","
        + "\"Token\":\"session\",\"Expiration\":\"" + end + "\"}";
  }

  private Map<String, String> full(String path) {
    return Map.of(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:" + endpoint.port() + path);
  }

  private IamLogins logins(Map<String, String> variables) {
    Map<String, Secret> values = new HashMap<>();
    variables.forEach((name, value) -> values.put(name, Secret.of(value)));
    IamSettings iam = IamSettings.of(Service.ELASTICACHE, "my-cache", "eu-west-1")
        .withCredentialVariables(values);
    return new IamLogins(iam, "orders", () -> now);
  }

  private RedisCredentials next(IamLogins logins) {
    return next(logins, LONG, false);
  }

  private RedisCredentials next(IamLogins logins, Duration time, boolean isProbe) {
    return logins.next(Budget.of(time), new ConnectionWatch() {
      @Override
      public void identifies(AwsIdentity identity) {
        seen.add(identity);
      }

      @Override
      public boolean mayWaitLonger() {
        return isProbe;
      }
    });
  }

  private Cause failure(IamLogins logins) {
    return failure(logins, LONG);
  }

  private Cause failure(IamLogins logins, Duration time) {
    FaultException thrown =
        catchThrowableOfType(FaultException.class, () -> next(logins, time, false));
    return thrown.described();
  }

  private static String text(RedisCredentials credentials) {
    return new String(credentials.getPassword());
  }
}
