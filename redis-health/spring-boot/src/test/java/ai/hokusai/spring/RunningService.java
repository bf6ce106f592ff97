package ai.hokusai.spring;

import static java.util.Objects.requireNonNull;

import ai.hokusai.spring.sample.OrdersService;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** The sample service in this JVM, on a free port, with properties beside the variables of Redis. */
final class RunningService implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ServletWebServerApplicationContext context;

  private RunningService(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** A response with the time that it took. */
  record Answer(int status, String body, Duration duration) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (Exception e) {
        throw new AssertionError(body, e);
      }
    }
  }

  static RunningService start(
      Map<String, String> variables, Map<String, String> properties, Class<?>... more) {
    Map<String, String> all = new TreeMap<>(variables);
    all.putAll(properties);
    all.put("server.port", "0");
    all.put("spring.main.banner-mode", "off");
    var sources = new Class<?>[more.length + 1];
    sources[0] = OrdersService.class;
    System.arraycopy(more, 0, sources, 1, more.length);
    var application = new SpringApplication(sources);
    var context = application.run(all.entrySet().stream()
        .map(each -> "--" + each.getKey() + "=" + each.getValue())
        .toArray(String[]::new));
    return new RunningService((ServletWebServerApplicationContext) context);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  Answer put(String path, String body) {
    return send(HttpRequest.newBuilder(uri(path)).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  URI uri(String path) {
    return URI.create(
        "http://localhost:" + requireNonNull(context.getWebServer()).getPort() + path);
  }

  static Answer send(HttpRequest.Builder request) {
    long begin = System.nanoTime();
    try {
      HttpResponse<String> response = CLIENT.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(), response.body(), Duration.ofNanos(System.nanoTime() - begin));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
