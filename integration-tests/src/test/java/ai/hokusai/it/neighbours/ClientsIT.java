package ai.hokusai.it.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.app.FinishedApp;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.testkit.TestCa;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients in other languages that are given the same {@code REDIS_URL}: by what Redis says of their connections, they
 * read user, password and database from it as {@code explain} shows them.
 */
final class ClientsIT {
  // With all that has a meaning in a URL.
  private static final String PASSWORD = "Correct/Horse?Battery#9@x:y%z";
  private static final String USER = "wave";

  private static RedisServer redis;
  private static Path authority;
  private static String url;
  private static Map<String, String> settings;

  @BeforeAll
  static void launch(@TempDir Path directory) throws IOException {
    var issuer = TestCa.create("Hokusai test authority");
    redis = RedisServer.launch(
        RedisSpec.tls(issuer.issue("localhost")).user(USER, "on", ">" + PASSWORD, "~*", "+@all"));
    authority = Files.writeString(directory.resolve("ca.pem"), issuer.pem());
    url = "rediss://%s:%s@localhost:%d/3"
        .formatted(USER, URLEncoder.encode(PASSWORD, UTF_8), redis.port());
    settings = explained();
  }

  @AfterAll
  static void close() {
    redis.close();
  }

  @Test
  void redisCliReadsTheUrlAsExplainDoes() {
    Program cli = Program.installed("redis-tools", "redis-cli");
    assertAgrees(cli.run(
        "", "-u", url, "--cacert", authority.toString(), "--no-auth-warning", "client", "info"));
  }

  @Test
  void pythonReadsTheUrlAsExplainDoes() throws IOException {
    Program python = Program.installed("python3", "python3");
    assertAgrees(python.run(script("client.py"), "-", url, authority.toString()));
  }

  @Test
  void nodeReadsTheUrlAsExplainDoes() throws IOException {
    Program node = Program.installed("nodejs", "node");
    assertAgrees(node.run(script("client.js"), "-", url, authority.toString()));
  }

  /** What Redis said of a connection, against what the settings say. */
  private static void assertAgrees(String clientInfo) {
    assertThat(settings)
        .containsEntry("REDIS_HOST", "localhost")
        .containsEntry("REDIS_PORT", String.valueOf(redis.port()))
        .containsEntry("REDIS_TLS_ENABLED", "true");
    assertThat(clientInfo)
        .contains(" user=" + settings.get("REDIS_USERNAME") + " ")
        .contains(" db=" + settings.get("REDIS_DB") + " ");
    assertThat(clientInfo).doesNotContain("Horse");
  }

  private static Map<String, String> explained() throws IOException {
    Map<String, String> environment = Map.of(
        "REDIS_URL",
        url,
        "REDIS_TLS_SERVER_NAME",
        "localhost",
        "REDIS_TLS_CA_FILE",
        authority.toString());
    FinishedApp check = FinishedApp.run(environment, "check");
    assertThat(check.exitCode()).as(check.out()).isZero();
    FinishedApp explain = FinishedApp.run(environment, "explain", "--format", "json");
    Map<String, String> settings = new TreeMap<>();
    new ObjectMapper()
        .readTree(explain.out())
        .get("settings")
        .properties()
        .forEach(setting ->
            settings.put(setting.getKey(), setting.getValue().get("value").asText()));
    return settings;
  }

  private static String script(String name) throws IOException {
    try (var content = ClientsIT.class.getResourceAsStream(name)) {
      if (content == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return new String(content.readAllBytes(), UTF_8);
    }
  }
}
