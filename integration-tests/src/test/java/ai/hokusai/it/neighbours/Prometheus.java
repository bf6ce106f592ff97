package ai.hokusai.it.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.ChildProcess;
import ai.hokusai.it.redis.LoopbackPort;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Prometheus, which scrapes one port twice a second and judges by the rules in {@code docs/alerts.yml}. */
final class Prometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path RULES = Path.of("..", "docs", "alerts.yml");
  private static final String CONFIGURATION = """
      global:
        scrape_interval: 500ms
        scrape_timeout: 500ms
        evaluation_interval: 500ms
      rule_files: [alerts.yml]
      scrape_configs:
        - job_name: hokusai-api
          authorization:
            credentials: %s
          static_configs:
            - targets: ["127.0.0.1:%d"]
      """;

  private final ChildProcess program;
  private final Http http;

  private Prometheus(ChildProcess program, Http http) {
    this.program = program;
    this.http = http;
  }

  /** Starts it on that port of the service; the directory keeps what it reads and writes. */
  static Prometheus scraping(int target, String token, Path directory) {
    Program prometheus = Program.installed("prometheus", "prometheus");
    int port = LoopbackPort.free();
    try {
      Files.writeString(directory.resolve("alerts.yml"), soon(Files.readString(RULES)));
      String text = CONFIGURATION.formatted(token, target);
      Path file = Files.writeString(directory.resolve("prometheus.yml"), text);
      var started = new Prometheus(
          prometheus.start(
              "--config.file=" + file,
              "--storage.tsdb.path=" + directory.resolve("data"),
              "--web.listen-address=127.0.0.1:" + port),
          new Http(port));
      return started.whenReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rules as they are, except that nothing has to last for minutes. */
  private static String soon(String rules) {
    return rules.replaceAll("(?m)^( +for: ).*$", "$11s");
  }

  private Prometheus whenReady() {
    try {
      await().atMost(PATIENCE).until(this::isReady);
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private boolean isReady() {
    program.assertRuns();
    return http.answers("/-/ready");
  }

  /** How its last scrape went: {@code up}, or another word and the error; empty before it has begun. */
  String target() {
    JsonNode target = ask("/api/v1/targets").path("activeTargets").path(0);
    return (target.path("health").asText() + " " + target.path("lastError").asText()).trim();
  }

  /** The names and summaries of the alerts that fire now. */
  Map<String, String> firing() {
    Map<String, String> summaries = new TreeMap<>();
    for (JsonNode alert : ask("/api/v1/alerts").get("alerts")) {
      if (alert.get("state").asText().equals("firing")) {
        summaries.put(
            alert.get("labels").get("alertname").asText(),
            alert.get("annotations").get("summary").asText());
      }
    }
    return summaries;
  }

  /** The series that a query finds now; fails where it is no query. */
  JsonNode query(String expression) {
    return ask("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).get("result");
  }

  private JsonNode ask(String path) {
    try {
      return new ObjectMapper().readTree(http.get(path).body()).get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
