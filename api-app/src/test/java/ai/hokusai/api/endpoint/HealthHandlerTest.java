package ai.hokusai.api.endpoint;

import static ai.hokusai.api.endpoint.Reports.SINCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Finding;
import ai.hokusai.api.format.Golden;
import ai.hokusai.api.format.Schemas;
import ai.hokusai.api.format.ShownSetting;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.DetailsAccess;
import ai.hokusai.api.http.Tokens;
import ai.hokusai.config.diagnostic.Origin;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.Severity;
import ai.hokusai.config.setting.Secret;
import ai.hokusai.health.HealthReport;
import ai.hokusai.health.Status;
import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.classify.FaultClass;
import ai.hokusai.health.traffic.Verdict;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HealthHandlerTest {
  private static final String TOKEN = "Details-Token-0123456789";
  private static final String NO_DETAILS_OF =
      "critical|durationMs|Details-Token|redis.internal|0b7c5a52";
  private static final String HINT =
      "hidden; send HEALTH_DETAILS_TOKEN as Authorization: Bearer, or log in at /health?login";

  private static final String REFUSED_WORDS = words(Fault.CONNECT_REFUSED);

  private static String words(Fault fault) {
    return "\"message\":\"%s\",\"remedy\":\"%s\",\"docs\":\"%s\","
        .formatted(fault.message(), fault.remedy(), fault.docs());
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private volatile HealthReport health = Reports.of(Status.STARTING, null);
  private volatile Instant now = SINCE.plusSeconds(5);
  private List<Finding> diagnostics = List.of();
  private String name = "";
  private ApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = serve(byToken());
  }

  private static DetailsAccess byToken() {
    return new DetailsAccess(Tokens.timeless("HEALTH_DETAILS_TOKEN", Secret.of(TOKEN)), false);
  }

  private static DetailsAccess onLoopback() {
    return new DetailsAccess(new BearerToken("HEALTH_DETAILS_TOKEN", null), true);
  }

  private ApiServer serve(DetailsAccess access) throws IOException {
    var facts = new ServiceFacts(
        name,
        "2026.11.24-1",
        "0b7c5a52",
        "rediss://:***@redis.internal:6379",
        new TreeMap<>(Map.of(
            "REDIS_AUTH_TOKEN",
            new ShownSetting("***", Origin.file("REDIS_AUTH_TOKEN_FILE"), List.of()),
            "REDIS_PORT",
            new ShownSetting("6379", Origin.DEFAULT, List.of()),
            "REDIS_HOST",
            new ShownSetting(
                "redis.internal",
                Origin.variable("REDIS_URL").at(Part.HOST),
                List.of(Origin.variable("REDIS_HOST"))))),
        diagnostics);
    var history = new RecentHistory(() -> SINCE);
    history.checkChanged(health.checks().get(0), Status.STARTING);
    var recent = new Recent(history, Reports::use);
    return ApiServer.prepare(
            new ListenAddress("127.0.0.1", 0),
            0,
            new HealthHandler(() -> health, access, facts, recent, () -> now))
        .listen();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HEALTHY, , 200, 200, 200, 200",
    "DEGRADED, , 200, 200, 200, 200",
    "UNHEALTHY, AUTH_REQUIRED, 503, 503, 200, 200",
    "STARTING, , 503, 503, 200, 200",
    "STARTING, CONNECT_REFUSED, 503, 503, 200, 200",
    "STALE, PROBE_STALLED, 503, 503, 200, 200",
    "DRAINING, , 503, 503, 503, 200"
  })
  void givesEachWhoAsksAnAnswerOfItsOwn(
      Status status, @Nullable Fault fault, int overall, int ready, int alb, int live) {
    health = Reports.of(status, fault);
    assertThat(codeOf("/health")).isEqualTo(overall);
    assertThat(codeOf("/health/ready")).isEqualTo(ready);
    assertThat(codeOf("/ready")).isEqualTo(ready);
    assertThat(codeOf("/health/alb")).isEqualTo(alb);
    assertThat(codeOf("/health/live")).isEqualTo(live);
  }

  static Stream<String> paths() {
    return Stream.of(
        "/health",
        "/health/ready",
        "/ready",
        "/health/alb",
        "/health/live",
        "/health/checks/redis");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void sendsTheSameHeadersToHeadWithoutABody(String path) {
    for (Status status : Status.values()) {
      health = Reports.of(status, status == Status.UNHEALTHY ? Fault.LOADING : null);
      HttpResponse<String> get = send("GET", path);
      HttpResponse<String> head = send("HEAD", path);
      assertThat(head.statusCode()).isEqualTo(get.statusCode()).isIn(200, 503);
      assertThat(head.body()).isEmpty();
      assertThat(get.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(get.headers().firstValue("content-type")).hasValue("application/health+json");
      assertThat(get.headers().allValues("retry-after"))
          .isEqualTo(get.statusCode() == 503 ? List.of("2") : List.of());
      assertThat(head.headers().map().keySet()).isEqualTo(get.headers().map().keySet());
    }
  }

  @Test
  void marksADegradedAnswerInAHeader() {
    health = Reports.of(Status.DEGRADED, null);
    assertThat(send("GET", "/health").headers().firstValue("x-health-status")).hasValue("degraded");
    assertThat(send("GET", "/ready").headers().firstValue("x-health-status")).isEmpty();
  }

  @Test
  void publicResponseHasTheConstantWordsOfTheCode() {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE.plusMillis(3_240));
    for (String path : List.of("/health", "/ready", "/health/checks/redis")) {
      assertThat(send("GET", path).body())
          .isEqualTo("{\"status\":\"unhealthy\",\"code\":\"CONNECT_REFUSED\"," + REFUSED_WORDS
              + "\"since\":\"2026-11-24T03:00:00Z\",\"age\":1.7,\"details\":\"" + HINT + "\"}\n");
    }
    assertThat(send("GET", "/health/alb").body()).isEqualTo("{\"status\":\"healthy\"}\n");
    assertThat(send("GET", "/health/live").body()).isEqualTo("{\"status\":\"healthy\"}\n");
  }

  @Test
  void distinguishesReadsAndWritesIfOneFails() {
    health = Reports.ofRequests(
        Status.UNHEALTHY,
        Fault.OUT_OF_MEMORY,
        Verdict.of(Verdict.Level.REFUSED, Fault.OUT_OF_MEMORY, 79, 80));
    assertThat(send("GET", "/health").body())
        .isEqualTo("{\"status\":\"unhealthy\",\"code\":\"OUT_OF_MEMORY\","
            + words(Fault.OUT_OF_MEMORY) + "\"reads\":\"ok\","
            + "\"writes\":\"refused\",\"since\":\"2026-11-24T03:00:00Z\",\"details\":\"" + HINT
            + "\"}\n");
    assertThat(send("GET", "/health", "Authorization", "Bearer " + TOKEN).body())
        .contains(
            "\"reads\":\"ok\",\"writes\":\"refused\",\"failures\":\"79 of 80 writes failed\"");
    assertThat(
            send("GET", "/health?verbose", "Authorization", "Bearer " + TOKEN).body())
        .containsPattern("\n  reads +ok\n  writes +refused\n")
        .containsPattern("\n  failures +79 of 80 writes failed\n");
    assertThat(send("GET", "/health", "Authorization", "Bearer " + TOKEN, "Accept", "text/html")
            .body())
        .contains("<dt>writes</dt><dd>refused", "<dt>failures</dt><dd>79 of 80 writes failed");
  }

  @Test
  void hasNoNegativeAgeAfterTheClockWasSetBack() {
    health = Reports.of(Status.HEALTHY, null, SINCE.plusSeconds(60));
    assertThat(send("GET", "/health").body()).endsWith("\"age\":0.0}\n");
  }

  @Test
  void countsTheAgeOnForTheSameReport() {
    health = Reports.of(Status.HEALTHY, null, SINCE);
    assertThat(send("GET", "/health").body()).endsWith("\"age\":5.0}\n");
    now = SINCE.plusMillis(16_049);
    assertThat(send("GET", "/health").body()).endsWith("\"age\":16.0}\n");
  }

  @Test
  void liveFailsOnceMonitoringHasStalled() {
    health = Reports.of(Status.STALE, Fault.PROBE_STALLED);
    now = SINCE.plusMillis(59_999);
    assertThat(codeOf("/health/live")).isEqualTo(200);
    now = SINCE.plusSeconds(60);
    HttpResponse<String> live = send("GET", "/health/live");
    assertThat(live.statusCode()).isEqualTo(503);
    assertThat(live.body()).isEqualTo("{\"status\":\"stale\",\"code\":\"PROBE_STALLED\"}\n");
  }

  @ParameterizedTest
  @EnumSource
  void namesACodeAtEveryOutputUnlessItIsHealthy(Status status) {
    health = Reports.of(status, null);
    now = SINCE.plusSeconds(60);
    String code = health.cause().map(Cause::code).orElse("");
    assertThat(code.isEmpty()).isEqualTo(status == Status.HEALTHY);
    String[] details = {"Authorization", "Bearer " + TOKEN};

    for (String path : List.of(
        "/health", "/health/ready", "/health/alb", "/health/live", "/health/checks/redis")) {
      HttpResponse<String> response = send("GET", path);
      if (!response.body().startsWith("{\"status\":\"healthy\"")) {
        String shown = path.endsWith("redis")
            ? Objects.requireNonNull(health.checks().get(0).snapshot().cause()).code()
            : code;
        assertThat(response.body()).as(path).contains("\"code\":\"" + shown + "\"");
        assertThat(response.headers().firstValue("x-health-code")).as(path).hasValue(shown);
      } else {
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(response.headers().firstValue("x-health-code")).as(path).isEmpty();
      }
    }
    for (String[] headers : new String[][] {{"Accept", "*/*"}, details}) {
      assertThat(send("GET", "/health", headers).body()).contains(json(code));
      assertThat(send("GET", "/health?verbose", headers).body())
          .startsWith(
              host() + "  " + Fields.word(status) + (code.isEmpty() ? "" : "  " + code) + "  for ");
    }
    assertThat(send("GET", "/health", "Accept", "text/html").body())
        .contains(code.isEmpty() ? "" : "</span> <code>" + code + "</code>");
  }

  private static String json(String code) {
    return code.isEmpty() ? "" : "\"code\":\"" + code + "\"";
  }

  @Test
  void showsTheNameOfTheServiceInsteadOfTheHost() throws IOException {
    name = "orders-api";
    server.close();
    server = serve(byToken());
    String[] details = {"Authorization", "Bearer " + TOKEN};
    assertThat(send("GET", "/health?verbose").body()).startsWith("orders-api  starting");
    assertThat(send("GET", "/health?verbose", details).body()).startsWith("orders-api  starting");
    assertThat(send("GET", "/health", "Accept", "text/html").body())
        .contains(
            "<title>starting NOT_CHECKED_YET – orders-api</title>",
            "<small>orders-api</small></h1>")
        .doesNotContain(host());
    assertThat(send("GET", "/", "Accept", "text/html").body())
        .contains("<title>endpoints – orders-api</title>")
        .doesNotContain(host());
  }

  @Test
  void showsWhyTheConfigurationWasRejectedInDetailedResponses() throws IOException {
    Finding invalid = Finding.of(
        Severity.ERROR,
        "PORT_INVALID",
        FaultClass.CONFIG,
        "the <port> is not a number",
        "set REDIS_PORT");
    Finding corrected =
        Finding.of(Severity.CORRECTION, "BARE_HOST_TO_URL", FaultClass.CONFIG, "a host", "a URL");
    diagnostics = List.of(invalid, corrected);
    health = Reports.of(Status.UNHEALTHY, Fault.CONFIG_INVALID);
    server.close();
    server = serve(byToken());
    String[] details = {"Authorization", "Bearer " + TOKEN};

    String json = send("GET", "/health", details).body();
    Schemas.assertValid("health-details.json", json);
    assertThat(json)
        .contains(",\"diagnostics\":[{\"code\":\"PORT_INVALID\",\"severity\":\"error\","
            + "\"class\":\"CONFIG\",\"message\":\"the <port> is not a number\","
            + "\"remedy\":\"set REDIS_PORT\",\"docs\":\"https://");
    assertThat(send("GET", "/health?verbose", details).body())
        .containsSubsequence(
            "CONFIG_INVALID",
            "\nconfiguration  error\n",
            "PORT_INVALID\n",
            "CONFIG\n",
            "the <port> is not a number\n",
            "set REDIS_PORT\n",
            "\nredis  critical\n",
            "\nconfiguration  correction\n",
            "BARE_HOST_TO_URL\n",
            "\nprocess\n");
    assertThat(send("GET", "/health", "Accept", "text/html", details[0], details[1])
            .body())
        .contains("""
            <h2>configuration <small>error</small></h2>
            <dl>
            <dt>code</dt><dd>PORT_INVALID</dd>
            <dt>class</dt><dd>CONFIG</dd>
            <dt>message</dt><dd>the &lt;port&gt; is not a number</dd>
            <dt>remedy</dt><dd>set REDIS_PORT</dd>
            """);
    for (String path : List.of("/health", "/health?verbose")) {
      assertThat(send("GET", path).body()).doesNotContain("PORT_INVALID");
    }
  }

  @Test
  void eachFormatIsAsItsGoldenFile() {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    String[] token = {"Authorization", "Bearer " + TOKEN};
    String[] page = {"Accept", "text/html"};
    String[] both = {token[0], token[1], page[0], page[1]};

    Golden.check("health.json", send("GET", "/health").body());
    Golden.check("health.txt", withoutPort("/health?verbose"));
    Golden.check("health.html", withoutPort("/health", page));
    Golden.check("health-details.json", send("GET", "/health", token).body());
    Golden.check("health-details.txt", withoutPort("/health?verbose", token));
    Golden.check("health-details.html", withoutPort("/health", both));
    Golden.check("health-check.json", send("GET", "/health/checks/redis", token).body());
  }

  private String withoutPort(String path, String... headers) {
    return send("GET", path, headers).body().replace(host(), "orders.example.com");
  }

  @ParameterizedTest
  @EnumSource
  void everyResponseIsValidUnderItsSchema(Status status) {
    health = Reports.of(status, null, SINCE);
    for (String path : List.of("/health", "/health/ready", "/health/alb", "/health/live")) {
      Schemas.assertValid("health.json", send("GET", path).body());
    }
    Schemas.assertValid("health.json", send("GET", "/health/checks/redis").body());
    String details = send("GET", "/health", "Authorization", "Bearer " + TOKEN).body();
    Schemas.assertValid("health-details.json", details);
    Schemas.assertInvalid("health.json", details);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer Details-Token-012345678",
        "Basic x",
        "Basic d3Jvbmc6d3Jvbmc=",
        "Basic RGV0YWlscy1Ub2tlbi0wMTIzNDU2Nzg5OmE="
      })
  void sendsNoDetailsWithoutTheToken(String authorization) {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    for (String path : List.of("/health", "/health?verbose", "/health/checks/redis")) {
      HttpResponse<String> response = send("GET", path, "Authorization", authorization);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).doesNotContainPattern(NO_DETAILS_OF);
      assertThat(response.headers().allValues("x-health-details"))
          .isEqualTo(List.of("this is not the token in HEALTH_DETAILS_TOKEN"));
    }
  }

  @Test
  void sendsDetailsOnThisMachineIfConfigured() throws IOException {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    server.close();
    server = serve(onLoopback());
    assertThat(send("GET", "/health").body()).contains("redis.internal");
    assertThat(send("GET", "/health", "X-Forwarded-For", "203.0.113.9").body())
        .doesNotContainPattern(NO_DETAILS_OF);
    assertThat(send("GET", "/health", "Forwarded", "for=203.0.113.9").body())
        .doesNotContainPattern(NO_DETAILS_OF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: LOCALHOST:8080",
        "Host: 127.0.0.1:8080",
        "Host: 127.1.2.3",
        "Host: [::1]:8080",
        "Host: localhost\r\nUser-Agent: curl/8.5.0\r\nAccept: */*",
        "Host: localhost\r\nOrigin: http://localhost:3000\r\nSec-Fetch-Site: same-origin",
        "Host: localhost\r\nSec-Fetch-Site: none\r\nReferer: http://127.0.0.1:8080/health",
        "Host: localhost\r\nX-Prometheus-Scrape-Timeout-Seconds: 10"
      })
  void sendsDetailsToAClientOnThisMachine(String headers) throws IOException {
    server.close();
    server = serve(onLoopback());
    assertThat(exchange("GET /health HTTP/1.1\r\n" + headers)).contains("redis.internal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: rebind.attacker.test:27080",
        "Host: localhost.attacker.test",
        "Host: 127.0.0.1.attacker.test",
        "Host: localhost@attacker.test",
        "Host: api.example.com",
        "Host: 10.0.0.7",
        "Host: 128.0.0.1",
        "Host:",
        "Host: localhost\r\nHost: localhost",
        "Host: localhost\r\nForwarded: for=203.0.113.9",
        "Host: localhost\r\nX-Forwarded-For: 203.0.113.9",
        "Host: localhost\r\nX-Forwarded-Host: api.example.com",
        "Host: localhost\r\nX-Forwarded-Proto: https",
        "Host: localhost\r\nX-Forwarded: x",
        "Host: localhost\r\nVia: 1.1 proxy",
        "Host: localhost\r\nX-Real-IP: 203.0.113.9",
        "Host: localhost\r\nX-Client-IP: 203.0.113.9",
        "Host: localhost\r\nClient-IP: 203.0.113.9",
        "Host: localhost\r\nTrue-Client-IP: 203.0.113.9",
        "Host: localhost\r\nCF-Connecting-IP: 203.0.113.9",
        "Host: localhost\r\nCF-Ray: 1",
        "Host: localhost\r\nX-Envoy-External-Address: 203.0.113.9",
        "Host: localhost\r\nx-envoy-internal: true",
        "Host: localhost\r\nX-Amzn-Trace-Id: Root=1",
        "Host: localhost\r\nX-Request-Id: 1",
        "Host: localhost\r\ntraceparent: 00-1-1-01",
        "Host: localhost\r\nX-Some-Proxy-Of-Tomorrow: 1",
        "Host: localhost\r\nOrigin: https://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost\r\nOrigin: http://localhost.evil.example",
        "Host: localhost\r\nReferer: https://evil.example/localhost",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Host: localhost\r\nSec-Fetch-Site: same-site"
      })
  void sendsNoDetailsToAProxyOrAPageOnThisMachine(String headers) throws IOException {
    server.close();
    server = serve(onLoopback());
    assertThat(exchange("GET /health HTTP/1.1\r\n" + headers))
        .startsWith("HTTP/1.1 ")
        .doesNotContain("redis.internal");
    assertThat(exchange("GET http://api.example.com/health HTTP/1.1\r\nHost: api.example.com"))
        .startsWith("HTTP/1.1 503 ")
        .doesNotContain("redis.internal");
    assertThat(exchange("GET /health HTTP/1.0")).doesNotContain("redis.internal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/health/ready", "/health/alb", "/health/checks/redis"})
  void refusesTwoAuthorizationHeaders(String path) throws IOException {
    String right = "\r\nAuthorization: Bearer " + TOKEN;
    String wrong = "\r\nAuthorization: Bearer wrong";
    for (String both : List.of(right + wrong, wrong + right, right + right)) {
      assertThat(exchange("GET " + path + " HTTP/1.1\r\nHost: localhost" + both))
          .startsWith("HTTP/1.1 400 ")
          .doesNotContain("redis.internal");
    }
  }

  @Test
  void limitsAndCountsWrongTokensAndNoOtherRequest() throws IOException {
    var token = Tokens.timeless("HEALTH_DETAILS_TOKEN", Secret.of(TOKEN));
    server.close();
    server = serve(new DetailsAccess(token, false));
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    for (int wrong = 1; wrong <= 12; wrong++) {
      HttpResponse<String> response = send("GET", "/health", "Authorization", "Bearer wrong");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("x-health-details"))
          .hasValue(
              wrong <= 10
                  ? "this is not the token in HEALTH_DETAILS_TOKEN"
                  : "too many wrong tokens; retry in a second");
      assertThat(token.refused()).isEqualTo(wrong);
    }
    assertThat(send("GET", "/health").headers().firstValue("x-health-details")).isEmpty();
    assertThat(token.refused()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({"Details-Token-0123456789, false", "Details-Token-0123456789-32-chars, true"})
  void rightTokenStillWorksAfterManyWrongOnesIfItIsTooLongToGuess(String text, boolean works)
      throws IOException {
    var nanos = new AtomicLong();
    server.close();
    server = serve(
        new DetailsAccess(Tokens.on(nanos::get, "HEALTH_DETAILS_TOKEN", Secret.of(text)), false));
    String[] right = {"Authorization", "Bearer " + text};
    String[] wrong = {"Authorization", "Bearer " + "x".repeat(text.length())};
    for (int i = 0; i < 10; i++) {
      send("GET", "/health", wrong);
    }
    assertThat(send("GET", "/health", right).body().contains("redis.internal")).isEqualTo(works);
    assertThat(send("GET", "/health?login", wrong).statusCode()).isEqualTo(429);
    assertThat(send("GET", "/health?login", right).statusCode()).isEqualTo(works ? 503 : 429);

    nanos.set(2_000_000_000);
    assertThat(send("GET", "/health", right).body()).contains("redis.internal");
    assertThat(send("GET", "/health?login", wrong).statusCode()).isEqualTo(401);
    assertThat(send("GET", "/health?login", wrong).statusCode()).isEqualTo(401);
    assertThat(send("GET", "/health?login", wrong).statusCode()).isEqualTo(429);
  }

  @Test
  void comparesTenOfAThousandParallelGuesses() throws Exception {
    var token = Tokens.timeless("HEALTH_DETAILS_TOKEN", Secret.of(TOKEN));
    server.close();
    server = serve(new DetailsAccess(token, false));
    var statuses = new ConcurrentHashMap<Integer, Integer>();
    ExecutorService guessers = Executors.newFixedThreadPool(16);
    try {
      for (int i = 0; i < 1_000; i++) {
        String guess = basic("any", "Details-Token-" + i);
        guessers.execute(() -> statuses.merge(
            send("GET", "/health?login", "Authorization", guess).statusCode(), 1, Integer::sum));
      }
    } finally {
      guessers.shutdown();
      assertThat(guessers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(statuses).containsExactlyInAnyOrderEntriesOf(Map.of(401, 10, 429, 990));
    assertThat(token.refused()).isEqualTo(1_000);
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin", "a b"})
  void logsABrowserInWithTheTokenAsThePasswordOfAnyUser(String user) {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    for (String[] headers : new String[][] {
      {"Accept", "text/html"}, {"Accept", "text/html", "Authorization", basic(user, "wrong")}
    }) {
      HttpResponse<String> challenge = send("GET", "/health?login", headers);
      assertThat(challenge.statusCode()).isEqualTo(401);
      assertThat(challenge.headers().allValues("www-authenticate"))
          .containsExactly("Basic realm=\"health details\", charset=\"UTF-8\"");
      assertThat(challenge.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(challenge.body()).contains("HEALTH_DETAILS_TOKEN").doesNotContain(TOKEN);
    }
    for (String path : List.of("/health?login", "/health")) {
      HttpResponse<String> page =
          send("GET", path, "Accept", "text/html", "Authorization", basic(user, TOKEN));
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.body()).contains("redis.internal");
    }
    assertThat(send("GET", "/health", "Accept", "text/html").headers().map())
        .doesNotContainKey("www-authenticate");
  }

  @Test
  void saysWhatToSetWithoutAToken() throws IOException {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    String hint =
        "hidden; set HEALTH_DETAILS_TOKEN to 16 or more characters (openssl rand -hex 32)";
    server.close();
    server = serve(Reports.NO_DETAILS);
    for (String path : List.of("/health", "/health?verbose", "/health?login")) {
      HttpResponse<String> response = send("GET", path);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains(hint).doesNotContain("log in");
    }
    assertThat(send("GET", "/health", "Accept", "text/html").body())
        .contains(hint)
        .doesNotContain("?login");
  }

  @Test
  void pageReloadsUnlessItIsStill() {
    String[] page = {"Accept", "text/html"};
    assertThat(send("GET", "/health", page).body()).contains("http-equiv=\"refresh\"", "?still");
    assertThat(send("GET", "/health?still", page).body())
        .doesNotContain("http-equiv=\"refresh\"")
        .contains("<a href=\"/health\">reload every 5 s</a>");
  }

  @ParameterizedTest
  @CsvSource({
    "Host: orders.example.com, orders.example.com",
    "Host: [::1]:8080, [::1]:8080",
    "Host: a_b:1, a_b:1"
  })
  void namesTheHostOfTheRequest(String header, String host) throws IOException {
    assertThat(exchange("GET /health?verbose HTTP/1.1\r\n" + header))
        .contains("\n" + host + "  starting  NOT_CHECKED_YET  for ");
  }

  @Test
  void namesNoHostWithMarkupOrOfAnyLength() throws IOException {
    String html = "\r\nAccept: text/html";
    for (String host : List.of("<b>x</b>", "\"x", "x&y")) {
      assertThat(exchange("GET /health HTTP/1.1\r\nHost: " + host + html))
          .doesNotContain("<b>x", "\"x", "x&y");
    }
    String longest = "a".repeat(253);
    assertThat(exchange("GET /health?verbose HTTP/1.1\r\nHost: " + longest + "aa"))
        .contains(longest + "…  starting");
    assertThat(exchange("GET /health?verbose HTTP/1.0")).contains("\n" + host() + "  starting");
  }

  @Test
  void listsThePathsAtTheRoot() {
    HttpResponse<String> json = send("GET", "/");
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(json.body())
        .isEqualTo(
            "{\"endpoints\":[\"/health\",\"/health?verbose\",\"/health/ready\",\"/health/alb\","
                + "\"/health/live\",\"/health/checks/redis\",\"/metrics\"]}\n");
    HttpResponse<String> page = send("GET", "/", "Accept", "text/html");
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
    assertThat(page.body()).contains("<a href=\"/health/checks/redis\">/health/checks/redis</a>");
    assertThat(send("POST", "/").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/health", "/health/alb", "/health/checks/redis", "/health/nowhere", "/nowhere"})
  void forbidsBrowsersToSniffEmbedOrLoadAnything(String path) {
    HttpHeaders headers = send("GET", path).headers();
    assertThat(headers.allValues("x-content-type-options")).containsExactly("nosniff");
    assertThat(headers.allValues("referrer-policy")).containsExactly("no-referrer");
    assertThat(headers.allValues("content-security-policy"))
        .containsExactly("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  }

  @Test
  void allowsThePageItsOwnStyleOnly() throws GeneralSecurityException {
    HttpResponse<String> page = send("GET", "/health", "Accept", "text/html");
    String style = page.body().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
    assertThat(page.headers().allValues("content-security-policy"))
        .containsExactly("default-src 'none'; img-src data:; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(hash)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(page.headers().allValues("x-content-type-options")).containsExactly("nosniff");
  }

  private String exchange(String head) throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      socket.setSoTimeout(10_000);
      String request = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void writesTextForATerminal() {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    HttpResponse<String> brief = send("GET", "/health?verbose");
    assertThat(brief.headers().firstValue("content-type")).hasValue("text/plain;charset=utf-8");
    assertThat(brief.body()).isEqualTo(host() + """
          unhealthy  CONNECT_REFUSED  for 5 s (since 03:00:00Z), checked 5 s ago
          class    TRANSIENT
          message  the host was reached, but nothing listens on the port
          remedy   check that Redis runs, and the port in REDIS_URL or REDIS_PORT
          docs     https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#connect_refused
          details  hidden; send HEALTH_DETAILS_TOKEN as Authorization: Bearer, or log in at /health?login
        """);
  }

  private String host() {
    return "127.0.0.1:" + server.address().port();
  }

  @Test
  void showsABrowserAPageThatLoadsNothing() {
    health = Reports.of(
        Status.UNHEALTHY,
        Cause.of(
            "SEARCH_DOWN", FaultClass.TRANSIENT, "<script>alert(1)</script> & more", "restart it"),
        SINCE);
    HttpResponse<String> brief = send("GET", "/health", "Accept", "text/html,*/*");
    assertThat(brief.statusCode()).isEqualTo(503);
    assertThat(brief.headers().firstValue("content-type")).hasValue("text/html;charset=utf-8");
    assertThat(brief.body())
        .contains(
            "<h1><span>unhealthy</span> <code>SEARCH_DOWN</code> <small>" + host()
                + "</small></h1>",
            "<title>unhealthy SEARCH_DOWN – " + host() + "</title>")
        .doesNotContain("alert(1)", "redis.internal", "{{");
    String full = send("GET", "/health", "Accept", "text/html", "Authorization", "Bearer " + TOKEN)
        .body();
    assertThat(full)
        .contains(
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more",
            "redis.internal",
            "<dt>changes</dt>")
        .doesNotContain("<script", "src=", "href=\"http", "url(", "{{", "style=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void onlyReads(String method) {
    for (String path : List.of("/health", "/health/alb", "/health/checks/redis")) {
      HttpResponse<String> response = send(method, path);
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
      assertThat(response.headers().firstValue("content-type"))
          .hasValue("application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/", "/health/checks/", "/health/checks/none", "/health/checks/redis/x",
        "/health/checks/%2e%2e", "/Health", "/health/alb/", "/health;x=1/../nowhere"
      })
  void answersNoOtherPath(String path) {
    HttpResponse<String> response = send("GET", path);
    assertThat(response.statusCode()).isIn(400, 404);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "redis/x", "%3Cscript%3E", "Details-Token-0123456789"})
  void listsTheChecksWhereNoneHasTheName(String name) throws IOException {
    health = Reports.of(Status.UNHEALTHY, Fault.CONNECT_REFUSED, SINCE);
    String sample = Files.readString(Path.of("..", "docs", "endpoints.md"))
        .split("\\{\"type\":\"about:blank\"", 2)[1]
        .split("\n", 2)[0];
    for (String[] headers : new String[][] {
      {"Accept", "text/html"}, {"Authorization", "Bearer " + TOKEN}, {"Authorization", "Bearer x"}
    }) {
      HttpResponse<String> json = send("GET", "/health/checks/" + name, headers);
      assertThat(json.statusCode()).isEqualTo(404);
      assertThat(json.headers().firstValue("content-type")).hasValue("application/problem+json");
      assertThat(json.headers().firstValue("cache-control")).hasValue("no-store");
      assertThat(json.body()).isEqualTo("{\"type\":\"about:blank\"" + sample + "\n");

      HttpResponse<String> text = send("GET", "/health/checks/" + name + "?verbose", headers);
      assertThat(text.statusCode()).isEqualTo(404);
      assertThat(text.headers().firstValue("content-type")).hasValue("text/plain;charset=utf-8");
      assertThat(text.body()).isEqualTo("""
          404 Not Found: no check has this name
            /health/checks/redis
          """);
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  @ValueSource(strings = "/health/checks/none")
  void indentsTheSameJsonIfRequested(String path) throws IOException {
    var mapper = new ObjectMapper();
    for (String[] headers : new String[][] {
      {"Accept", "*/*"}, {"Authorization", "Bearer " + TOKEN}, {"Authorization", "Bearer wrong"}
    }) {
      for (Status status : Status.values()) {
        health = Reports.of(status, null, SINCE);
        HttpResponse<String> compact = send("GET", path, headers);
        for (String query : List.of("?pretty", "?pretty=true")) {
          HttpResponse<String> pretty = send("GET", path + query, headers);
          HttpResponse<String> head = send("HEAD", path + query, headers);

          assertThat(mapper.readTree(pretty.body())).isEqualTo(mapper.readTree(compact.body()));
          assertThat(pretty.body()).startsWith("{\n  \"").endsWith("\n}\n").doesNotContain("\r");
          assertThat(pretty.body().replaceAll("\\n *", ""))
              .isEqualTo(compact.body().strip().replace("\":", "\" : ").replace("{}", "{ }"));
          assertThat(pretty.statusCode()).isEqualTo(compact.statusCode());
          assertThat(without(pretty, "date", "content-length"))
              .isEqualTo(without(compact, "date", "content-length"));
          assertThat(without(head, "date")).isEqualTo(without(pretty, "date"));
        }
      }
    }
  }

  @Test
  void showsABrowserIndentedJsonIfRequested() throws IOException {
    health = Reports.of(Status.HEALTHY, null, SINCE);
    HttpResponse<String> pretty = send("GET", "/health?pretty", "Accept", "text/html");
    assertThat(pretty.headers().firstValue("content-type")).hasValue("application/health+json");
    assertThat(Files.readString(Path.of("..", "docs", "endpoints.md")))
        .contains("```json\n" + pretty.body() + "```\n");
    assertThat(send("GET", "/health?prettyx").body()).doesNotContain("\n ");
  }

  private static Map<String, List<String>> without(HttpResponse<String> response, String... names) {
    var headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(List.of(names));
    return headers;
  }

  private int codeOf(String path) {
    return send("GET", path).statusCode();
  }

  private HttpResponse<String> send(String method, String path, String... headers) {
    var uri = URI.create("http://127.0.0.1:" + server.address().port() + path);
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
