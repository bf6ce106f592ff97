package ai.hokusai.it.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A client of the models of a running jar. Any thread may use it. */
public final class ModelsClient {
  private static final String TOKEN = "models-token-0123456789";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  ModelsClient(int port) {
    this.base = "http://127.0.0.1:" + port + "/api/v1/models";
  }

  /** The name and the value of the header that opens the models of an environment in which they are enabled. */
  public static String[] authorization() {
    return new String[] {"Authorization", "Bearer " + TOKEN};
  }

  /** The same environment with the models in it. */
  public static Map<String, String> enabledIn(Map<String, String> environment) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put("MODELS_ENABLED", "true");
    more.put("MODELS_TOKEN", TOKEN);
    return more;
  }

  HttpResponse<String> create(String id, String json) {
    return send(request("/" + id).PUT(BodyPublishers.ofString(json)).header("If-None-Match", "*"));
  }

  HttpResponse<String> replace(String id, String etag, String json) {
    return send(request("/" + id).PUT(BodyPublishers.ofString(json)).header("If-Match", etag));
  }

  HttpResponse<String> delete(String id, String etag) {
    return send(request("/" + id).DELETE().header("If-Match", etag));
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(10))
        .headers(authorization())
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }
}
