package ai.hokusai.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.format.Golden;
import ai.hokusai.api.format.Schemas;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class CliTest {
  private static final String TOKEN = "Correct-Horse-Battery-9";
  private static final Map<String, String> INCIDENT = Map.of(
      "REDIS_URL", "master.orders.ab12cd.use1.cache.amazonaws.com",
      "REDIS_TLS_ENABLED", "true",
      "REDIS_PORT", "6379",
      "REDIS_AUTH_TOKEN", TOKEN);

  private static final OutputStream FULL = new OutputStream() {
    @Override
    public void write(int each) throws IOException {
      throw new IOException("no space left on device");
    }
  };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void explainsTheIncident() {
    assertThat(run(INCIDENT, "explain", "--all")).isEqualTo(0);
    assertThat(text(out)).startsWith("""
        rediss://:***@master.orders.ab12cd.use1.cache.amazonaws.com:6379

        REDIS_HOST                master.orders.ab12cd.use1.cache.amazonaws.com  host of REDIS_URL
        REDIS_PORT                6379                                           REDIS_PORT
        REDIS_DB                  0                                              the default
        REDIS_TOPOLOGY            auto                                           the default
        REDIS_EXPECTED_ROLE       primary                                        the default
        REDIS_USERNAME            -                                              the default
        REDIS_AUTH_TOKEN          ***                                            REDIS_AUTH_TOKEN
        REDIS_AUTH_MODE           password                                       the default
        REDIS_IAM_CACHE           -                                              the default
        REDIS_IAM_REGION          -                                              the default
        REDIS_TLS_ENABLED         true                                           REDIS_TLS_ENABLED
        """).endsWith("""
            LOG_FORMAT                json                                           the default
            LOG_LEVEL                 info                                           the default
            HEALTH_SERVICE_NAME       -                                              the default
            RELEASE_ID                -                                              the default

            correction[BARE_HOST_TO_URL]: REDIS_URL holds a host without a scheme and was read as a URL
              REDIS_URL=[host]
                        ^^^^^^
              remedy: write REDIS_URL=rediss://<host>:<port> for TLS or redis://<host>:<port> without; or use REDIS_HOST for a bare host
              docs: https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#bare_host_to_url
            """);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void explainsWhatIsSetUnlessAllIsWanted() {
    assertThat(run(INCIDENT, "explain")).isEqualTo(0);
    assertThat(text(out))
        .startsWith("""
        rediss://:***@master.orders.ab12cd.use1.cache.amazonaws.com:6379

        REDIS_HOST         master.orders.ab12cd.use1.cache.amazonaws.com  host of REDIS_URL
        REDIS_PORT         6379                                           REDIS_PORT
        REDIS_AUTH_TOKEN   ***                                            REDIS_AUTH_TOKEN
        REDIS_TLS_ENABLED  true                                           REDIS_TLS_ENABLED
        """)
        .containsPattern("\n\\d+ settings have their defaults; --all shows them\n\ncorrection");
    out.reset();
    assertThat(run(Map.of("REDIS_HOST", "a", "FORCE_COLOR", "1", "REDIS_PROT", "1"), "explain"))
        .isEqualTo(0);
    assertThat(text(out)).contains("\u001b[1;33mwarning[UNKNOWN_VARIABLE]\u001b[0m: ");
  }

  @Test
  void explainsUnusedSources() {
    assertThat(run(Map.of("REDIS_URL", "rediss://a.example:1", "REDIS_PORT", "2"), "explain"))
        .isEqualTo(0);
    assertThat(text(out))
        .containsPattern("REDIS_PORT +1 +port of REDIS_URL \\(not used: REDIS_PORT\\)\n");
  }

  @Test
  void explainsEveryProblemOfRedisAndServerInOneRun() {
    assertThat(run(
            Map.of("REDIS_URL", "rediss://:p#w@host", "API_PORT", "http", "API_HOST", "*"),
            "explain"))
        .isEqualTo(1);
    assertThat(text(out))
        .contains(
            "error[USERINFO_RESERVED_CHAR]",
            "error[PORT_INVALID]: API_PORT",
            "error[HOST_WILDCARD]");
    assertThat(text(err))
        .isEqualTo("The server would refuse to start with this configuration (exit code 78).\n");
  }

  @Test
  void explainsForMachines() {
    assertThat(run(INCIDENT, "explain", "--format", "json")).isEqualTo(0);
    Golden.check("explain.json", text(out));
    Schemas.assertValid("explain.json", text(out));
    Schemas.assertInvalid("explain.json", text(out).replace("\"remedy\"", "\"help\""));
  }

  @Test
  void marksTheContentOfAFileAsTheOriginOfASetting(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    var environment = Map.of(
        "REDIS_URL", "rediss://redis.internal:6379", "REDIS_AUTH_TOKEN_FILE", file.toString());
    assertThat(run(environment, "explain", "--format", "json")).isEqualTo(0);
    Golden.check("explain-file.json", text(out));
    Schemas.assertValid("explain.json", text(out));
    Schemas.assertInvalid("explain.json", text(out).replace("\"file\" : true", "\"file\" : false"));
    out.reset();
    assertThat(run(environment, "explain")).isEqualTo(0);
    assertThat(text(out))
        .containsPattern("REDIS_AUTH_TOKEN +\\*{3} +the file named by REDIS_AUTH_TOKEN_FILE\n")
        .doesNotContain(folder.toString());
  }

  @Test
  void explainsARejectionForMachines() throws IOException {
    assertThat(run(Map.of(), "explain", "--format", "json")).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(out.toByteArray()).toString())
        .startsWith("{\"status\":\"rejected\",\"redis\":null,\"settings\":{},"
            + "\"diagnostics\":[{\"code\":\"NOT_CONFIGURED\",\"severity\":\"error\"");
    Schemas.assertValid("explain.json", text(out));
    assertThat(text(err)).isEmpty();
  }

  @Test
  void explainsThatThereIsNoRedis() {
    assertThat(run(Map.of("REDIS_ENABLED", "no"), "explain", "--all")).isEqualTo(0);
    assertThat(text(out)).isEqualTo("""
        Redis is disabled by REDIS_ENABLED

        API_HOST                 0.0.0.0   the default
        API_PORT                 8080      the default
        STARTUP_POLICY           strict    the default
        STARTUP_GRACE            30s       the default
        HEALTH_INTERVAL          1500ms    the default
        HEALTH_DEADLINE          1s        the default
        HEALTH_CONNECT_INTERVAL  30s       the default
        HEALTH_RISE              2         the default
        HEALTH_FALL              3         the default
        HEALTH_WRITE_CANARY      false     the default
        HEALTH_WRITES_REQUIRED   true      the default
        HEALTH_PARTIAL_OUTAGE    degraded  the default
        HEALTH_DETAILS_TOKEN     -         the default
        HEALTH_DETAILS_LOOPBACK  false     the default
        MODELS_ENABLED           false     the default
        MODELS_TOKEN             -         the default
        MODELS_MAX_DOCUMENTS     1000      the default
        MODELS_MAX_BYTES         16777216  the default
        DRAIN_DELAY              10s       the default
        DRAIN_TIMEOUT            15s       the default
        LOG_FORMAT               json      the default
        LOG_LEVEL                info      the default
        HEALTH_SERVICE_NAME      -         the default
        RELEASE_ID               -         the default
        """);
  }

  @Test
  void refusesToServeARejectedConfiguration() {
    assertThat(run(Map.of("REDIS_URL", "rediss://:p#w@host"))).isEqualTo(78);
    assertThat(text(err)).isEqualTo("""
        error[USERINFO_RESERVED_CHAR]: password of REDIS_URL holds an unencoded "/", "?" or "#", which ends the host part of a URL
          REDIS_URL=rediss://:[secret]@[host]
                              ^^^^^^^^
          remedy: move the password to REDIS_AUTH_TOKEN, where nothing needs encoding; or write / as %2F, ? as %3F, # as %23
          docs: https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#userinfo_reserved_char
        """);
  }

  @Test
  void refusesEquallyWithTheServeCommand() {
    assertThat(run(Map.of(), "serve")).isEqualTo(78);
    assertThat(text(err)).startsWith("error[NOT_CONFIGURED]: no Redis host is configured\n");
  }

  @Test
  void namesTheMistakeInACommandLine() {
    assertThat(run(INCIDENT, "explain", "--format", "xml")).isEqualTo(3);
    assertThat(text(err)).isEqualTo("""
            error: the value of --format is missing or not one that it takes: text (default) or json
            try: api-app explain --help
            """);
    err.reset();
    assertThat(run(INCIDENT, "deploy")).isEqualTo(3);
    assertThat(text(err)).isEqualTo("""
            error: an argument is not a command or an option
            try: api-app --help
            """);
    err.reset();
    assertThat(run(INCIDENT, "chek")).isEqualTo(3);
    assertThat(text(err)).contains("; did you mean check?\n");
    err.reset();
    assertThat(run(INCIDENT, "check", "--ofline")).isEqualTo(3);
    assertThat(text(err)).contains("; did you mean --offline?\n");
  }

  @Test
  void printsNoPartOfAnInvalidCommandLine(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN);
    for (String argument : new String[] {TOKEN, "--" + TOKEN, "--help=" + TOKEN, "@" + file}) {
      assertThat(run(INCIDENT, argument)).isEqualTo(3);
      assertThat(run(INCIDENT, "serve", argument)).isEqualTo(3);
    }
    assertThat(run(INCIDENT, "explain", "--format", TOKEN)).isEqualTo(3);
    assertThat(text(out) + text(err)).isNotEmpty().doesNotContain("Corr", "Horse", "tery-9");
  }

  @Test
  void checksOffline() throws IOException {
    assertThat(run(INCIDENT, "check", "--offline", "--format", "json")).isEqualTo(0);
    assertThat(new ObjectMapper().readTree(out.toByteArray()).get("exitCode").asInt())
        .isZero();
    assertThat(text(err))
        .startsWith("pass  configuration\n")
        .endsWith("\nready (exit code 0): 1 passed, 8 skipped\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "0, --redis-only",
    "0, --prefix=CACHE_",
    "0, --prefix=CACHE_ --prefix=",
    "2, --detailed-exitcode",
    "2, --prefix=CACHE_ --prefix= --detailed-exitcode",
    "1, --fail-on-warn",
    "1, --prefix=CACHE_ --fail-on-warn",
    "1, --fail-on-warn --detailed-exitcode"
  })
  void warningsEndWithAnErrorOnRequestOnly(int exitCode, String options) throws IOException {
    var environment = new HashMap<String, String>();
    for (String prefix : List.of("", "CACHE_")) {
      environment.put(prefix + "REDIS_URL", "redis://cache.example.com");
      environment.put(prefix + "REDIS_TLS_ENABLED", "true");
    }
    String command = "check --offline --format=json " + options;
    assertThat(run(environment, command.strip().split(" "))).isEqualTo(exitCode);
    assertThat(text(err))
        .containsPattern("\nready, with warnings \\(exit code " + exitCode + "\\): [A-Z_]+: .+\n$");
    JsonNode report = new ObjectMapper().readTree(out.toByteArray());
    assertThat(report.get("status").asText()).isEqualTo("warn");
    assertThat(report.get("exitCode").asInt()).isEqualTo(exitCode);
  }

  @Test
  void checksForPeopleOnStdoutOnly() {
    assertThat(run(Map.of("REDIS_URL", "redis://127.0.0.1:1"), "check", "--timeout", "5s"))
        .isEqualTo(1);
    assertThat(text(out))
        .contains(
            "  fail  TCP",
            "error[CONNECT_REFUSED]",
            "  skip  TLS, AUTH, PING, role, write, pool: not run: TCP failed\n")
        .endsWith(
            "\nnot ready (exit code 1): CONNECT_REFUSED: check that Redis runs, and the port in REDIS_URL or"
                + " REDIS_PORT\n")
        .doesNotContain("\u001b");
    assertThat(text(err)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--watch=0s",
        "--watch --format=json",
        "--watch --after-deploy --url=http://a --expect-release=1"
      })
  void watchesForPeopleOnly(String options) {
    String[] arguments = ("check " + options).split(" ");
    assertThat(run(INCIDENT, arguments)).isEqualTo(3);
    assertThat(text(err))
        .startsWith("error: the value of --watch is missing or not one that it takes");
  }

  @Test
  void checksTheRedisOfAnotherServiceWithoutTheVariablesOfThisOne() {
    Map<String, String> foreign = Map.of(
        "REDIS_URL", "rediss://cache.example.com", "LOG_LEVEL", "TRACE", "HEALTH_INTERVAL", "30");
    assertThat(run(foreign, "check", "--offline")).isEqualTo(1);
    assertThat(text(out)).contains("error[WORD_INVALID]: LOG_LEVEL");
    out.reset();

    assertThat(run(foreign, "check", "--offline", "--redis-only")).isZero();
    assertThat(text(out))
        .startsWith("pass  configuration\n")
        .endsWith("\nready (exit code 0): 1 passed, 8 skipped\n");
  }

  @Test
  void checksEachOfSeveralRedis() throws IOException {
    Map<String, String> environment = Map.of(
        "CACHE_REDIS_URL", "rediss://cache.example.com",
        "SESSIONS_REDIS_URL", "rediss://:p#w@sessions.example.com");
    assertThat(run(
            environment,
            "check",
            "--offline",
            "--prefix=CACHE_",
            "--prefix=SESSIONS_",
            "--format=json"))
        .isEqualTo(1);
    assertThat(text(err))
        .containsPattern("pass  configuration +CACHE_\n")
        .containsPattern("skip  Redis +CACHE_  rediss://cache.example.com:6379\n")
        .containsPattern("fail  configuration +SESSIONS_  USERINFO_RESERVED_CHAR\n")
        .contains(
            "error[USERINFO_RESERVED_CHAR]: password of SESSIONS_REDIS_URL holds",
            "move the password to SESSIONS_REDIS_AUTH_TOKEN");
    Schemas.assertValid("check.json", text(out));
    JsonNode steps = new ObjectMapper().readTree(out.toByteArray()).get("steps");
    assertThat(steps)
        .extracting(each -> each.get("prefix").asText() + each.get("name").asText())
        .containsExactly(
            "CACHE_configuration", "CACHE_redis", "SESSIONS_configuration", "SESSIONS_redis");
  }

  @Test
  void reportsAPrefixThatIsNotChecked() {
    Map<String, String> environment = Map.of("CACHE_REDIS_URL", "rediss://cache.example.com");
    assertThat(run(environment, "check", "--offline")).isEqualTo(1);
    assertThat(text(out)).contains("CACHE_REDIS_URL", "error[NOT_CONFIGURED]");

    assertThat(run(environment, "check", "--offline", "--prefix", "CACHE_")).isZero();
    assertThat(run(environment, "check", "--offline", "--prefix", "CACHE")).isEqualTo(3);
    assertThat(text(err))
        .contains("error: the value of --prefix has letters, digits and underscores");
  }

  @Test
  void checksNothingWithAnInvalidCommandLine() {
    for (String option : new String[] {
      "--skip=tls",
      "--skip=" + TOKEN,
      "--timeout=" + TOKEN,
      "--timeout=99ms",
      "--timeout=11m",
      "--format=xml",
      TOKEN
    }) {
      assertThat(run(INCIDENT, "check", "--offline", option)).as(option).isEqualTo(3);
    }
    assertThat(text(err)).contains("the value of --skip is missing or not one that it takes");
    assertThat(text(out) + text(err)).doesNotContain("Corr", "Horse", "tery-9");
  }

  @Test
  void checksTheReleaseOfADeployedService() throws IOException {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/health", exchange -> {
      boolean isKnown =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String who = isKnown ? ",\"releaseId\":\"v6\",\"instanceId\":\"a\"}" : "}";
      byte[] body = ("{\"status\":\"healthy\"" + who).getBytes(UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    service.start();
    String url = "http://127.0.0.1:" + service.getAddress().getPort() + "?key=" + TOKEN;
    String[] command = {
      "check", "--after-deploy", "--url", url, "--expect-release", "v7", "--timeout", "2s"
    };
    assertThat(run(Map.of("HEALTH_DETAILS_TOKEN", TOKEN), command)).isEqualTo(1);
    assertThat(run(Map.of(), command)).isEqualTo(1);
    service.stop(0);
    assertThat(text(out))
        .contains(
            "error[RELEASE_NOT_SEEN]", "(v6: 1 instance; expected: v7)", "error[DETAILS_NOT_SHOWN]")
        .contains("http://127.0.0.1:" + service.getAddress().getPort() + "/health\n")
        .doesNotContain("Corr", "Horse", "tery-9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--after-deploy",
        "--url=https://api.example.com",
        "--expect-release=v7",
        "--instances=2",
        "--after-deploy --url=https://api.example.com",
        "--after-deploy --expect-release=v7",
        "--after-deploy --expect-release=v7 --url=https://u:" + TOKEN + "@api.example.com",
        "--after-deploy --expect-release=v7 --url=api.example.com",
        "--after-deploy --expect-release= --url=https://api.example.com",
        "--after-deploy --expect-release=v7;" + TOKEN + " --url=https://api.example.com",
        "--after-deploy --expect-release=v7 --url=https://api.example.com --instances=0",
        "--after-deploy --expect-release=v7 --url=https://api.example.com --instances=1001",
        "--after-deploy --expect-release=v7 --url=https://api.example.com --offline",
        "--after-deploy --expect-release=v7 --url=https://api.example.com --write",
        "--after-deploy --expect-release=v7 --url=https://api.example.com --skip=role",
        "--after-deploy --expect-release=v7 --url=https://api.example.com --timeout=61m"
      })
  void sendsNoRequestWithAnInvalidCommandLine(String options) {
    assertThat(run(INCIDENT, ("check " + options).split(" "))).isEqualTo(3);
    assertThat(text(out) + text(err)).doesNotContain("Corr", "Horse", "tery-9");
    assertThat(text(err)).startsWith("error: ").endsWith("\ntry: api-app check --help\n");
  }

  @Test
  void namesOptionsThatExcludeEachOther() {
    String[] deployment = {"--after-deploy", "--url=https://a.example", "--expect-release=v7"};
    assertThat(run(INCIDENT, "check", deployment[0], deployment[1], deployment[2], "--offline"))
        .isEqualTo(3);
    assertThat(text(err)).startsWith("error: --offline does not go with the other options\n");
    err.reset();
    assertThat(run(INCIDENT, "check", deployment[0], deployment[1])).isEqualTo(3);
    assertThat(text(err))
        .startsWith(
            "error: a required option or its value is missing: --after-deploy, --url, --expect-release\n");
  }

  @Test
  void explainsThatATolerantServerWouldStartNevertheless() {
    assertThat(run(Map.of("STARTUP_POLICY", "tolerant"), "explain")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "The server would start without Redis and answer 503, as STARTUP_POLICY says.\n");
  }

  @Test
  void showsNoDetailsToken() {
    assertThat(run(
            Map.of("REDIS_ENABLED", "no", "HEALTH_DETAILS_TOKEN", TOKEN, "RELEASE_ID", "v7"),
            "explain"))
        .isEqualTo(0);
    assertThat(text(out))
        .containsPattern("HEALTH_DETAILS_TOKEN +\\*\\*\\* +HEALTH_DETAILS_TOKEN\n")
        .containsPattern("RELEASE_ID +v7 +RELEASE_ID\n")
        .doesNotContain("Horse");
  }

  @Test
  void refusesCertificatesThatTheJvmCannotUse(@TempDir Path directory) throws IOException {
    Path examples = Path.of("../config-core/src/test/resources/ai/hokusai/config");
    String certificate = Files.readString(examples.resolve("client.pem"));
    Path twice = Files.writeString(directory.resolve("twice.pem"), certificate + certificate);
    assertThat(run(Map.of(
            "REDIS_URL", "rediss://redis.example",
            "REDIS_TLS_CERT_FILE", twice.toString(),
            "REDIS_TLS_KEY_FILE", examples.resolve("client.key").toString())))
        .isEqualTo(78);
    assertThat(text(err)).isEqualTo("""
        error[TLS_CLIENT_CERT_UNUSABLE]: this JVM cannot use the certificates of REDIS_TLS_CERT_FILE
          remedy: put only the client certificate into the file, then each issuer in order
          docs: https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#tls_client_cert_unusable
        """);
  }

  @Test
  void namesTheAddressThatItCannotBind() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(run(Map.of(
              "REDIS_ENABLED", "false", "API_HOST", "127.0.0.1", "API_PORT", String.valueOf(port))))
          .isEqualTo(78);
      assertThat(text(err)).isEqualTo("""
          error[CANNOT_LISTEN]: cannot bind 127.0.0.1:%d: the port is in use, or the address is not on this host
            remedy: stop the process on that port or set API_PORT to a free port; set API_HOST to an address of this host, such as 0.0.0.0
            docs: https://github.com/hokusai-ai/hokusai-redis/blob/main/docs/diagnostics.md#cannot_listen
          """.formatted(port));
      assertThat(Files.readString(Path.of("..", "docs", "diagnostics.md")))
          .contains("\n### CANNOT_LISTEN\n");
    }
  }

  @Test
  void shipsTheTextBehindEachCode() throws IOException {
    try (InputStream page = Cli.class.getResourceAsStream("/META-INF/docs/diagnostics.md")) {
      String text = new String(page.readAllBytes(), UTF_8);
      assertThat(text).isEqualTo(Files.readString(Path.of("..", "docs", "diagnostics.md")));
    }
  }

  @Test
  void trainsWithoutRedisWhateverTheEnvironment() {
    assertThat(run(Map.of("REDIS_URL", TOKEN + "@host", "API_PORT", "http"), "train"))
        .isEqualTo(0);
    assertThat(text(out)).isEmpty();
    assertThat(text(err))
        .isEqualTo("trained: the server was started, called and stopped without Redis\n");
  }

  @Test
  void helpsAndNamesItsVersion() {
    assertThat(run(Map.of(), "--help")).isEqualTo(0);
    assertThat(text(out)).contains("serve", "explain");
    assertThat(run(Map.of(), "--version")).isEqualTo(0);
    assertThat(text(out)).contains("api-app (not built)");
  }

  @Test
  void showsNoSecretWhateverTheCommand() {
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    for (String url : new String[] {
      "rediss://:" + TOKEN + "@host", "rediss://:" + TOKEN + "#@host", TOKEN + "@host"
    }) {
      Map<String, String> environment =
          Map.of("REDIS_URL", url, "REDIS_AUTH_TOKEN", TOKEN + "2", "API_PORT", TOKEN);
      for (String[] command : new String[][] {{"explain"}, {"explain", "--format", "json"}, {}}) {
        int ignored = run(environment, command);
      }
    }
    root.detachAppender(log);
    assertThat(log.list).hasSize(3);
    assertThat(text(out) + text(err) + printed(log.list))
        .contains("startup.refused")
        .doesNotContain("Corr", "Horse", "tery-9");
  }

  private static String printed(List<ILoggingEvent> events) {
    return events.stream()
        .map(each -> each.getFormattedMessage() + each.getKeyValuePairs())
        .collect(joining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --offline --format json",
        "check --offline --format junit",
        "check --offline --format sarif",
        "check --offline --format github",
        "explain",
        "explain --format json",
        "--version",
        "--help",
        "check --help"
      })
  void failsIfStdoutCannotBeWritten(String arguments) {
    int code =
        new Cli(INCIDENT, InputStream.nullInputStream(), FULL, err).run(arguments.split(" "));
    assertThat(code).isEqualTo(4);
    assertThat(text(err)).endsWith("error: cannot write to stdout\n");
  }

  @Test
  void failsIfStderrCannotBeWritten() {
    String[] command = {"check", "--offline", "--format", "json"};
    assertThat(new Cli(INCIDENT, InputStream.nullInputStream(), out, FULL).run(command))
        .isEqualTo(4);
    var stream = new PrintStream(FULL, true, UTF_8);
    assertThat(new Cli(INCIDENT, InputStream.nullInputStream(), out, stream).run(command))
        .isEqualTo(4);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return new Cli(environment, InputStream.nullInputStream(), out, err).run(arguments);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }
}
