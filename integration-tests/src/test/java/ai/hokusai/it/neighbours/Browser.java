package ai.hokusai.it.neighbours;

import static org.awaitility.Awaitility.await;

import ai.hokusai.it.app.ChildProcess;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Chromium without a window, which a test controls over the DevTools protocol. Used by one thread. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ObjectMapper json = new ObjectMapper();
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final ChildProcess process;
  private WebSocket socket;
  private int calls;

  private Browser(ChildProcess process, Path profile) {
    this.process = process;
    Path file = profile.resolve("DevToolsActivePort");
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(file) && Files.readString(file).contains("\n/"));
    HttpClient client = HttpClient.newHttpClient();
    try {
      String port = Files.readAllLines(file).get(0);
      var list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"));
      JsonNode pages =
          json.readTree(client.send(list.build(), BodyHandlers.ofString()).body());
      this.socket = client
          .newWebSocketBuilder()
          .buildAsync(
              URI.create(pages.path(0).path("webSocketDebuggerUrl").asText()), new Messages())
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Collects the parts of each message. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        try {
          received.add(json.readTree(parts.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        parts.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /** Starts it with an empty profile; the test is left out where there is none. */
  static Browser start(Path profile) {
    ChildProcess process = Program.installed("chromium", "chromium", "google-chrome")
        .start(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    try {
      return new Browser(process, profile);
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }

  /** Calls a method of the protocol and waits for its result. */
  private JsonNode call(String method, Map<String, Object> parameters) {
    ObjectNode message = json.createObjectNode().put("id", ++calls).put("method", method);
    message.set("params", json.valueToTree(parameters));
    socket.sendText(message.toString(), true).join();
    try {
      JsonNode answer = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      while (answer != null && answer.path("id").asInt() != calls) {
        answer = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      if (answer == null || answer.has("error")) {
        throw new AssertionError(method + ": " + answer);
      }
      return answer.path("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Shows pages in a size, and in light or dark. */
  void use(int width, int height, boolean isDark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    Object[] features = {
      Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"),
      Map.of("name", "prefers-reduced-motion", "value", "reduce")
    };
    call("Emulation.setEmulatedMedia", Map.of("features", features));
  }

  /** Opens a page and waits until it is loaded. */
  void open(String url) {
    evaluate("window.isOld = true");
    call("Page.navigate", Map.of("url", url));
    await()
        .atMost(PATIENCE)
        .until(() ->
            evaluate("!window.isOld && document.readyState === 'complete'").asBoolean());
  }

  /** The value of an expression in the page. */
  JsonNode evaluate(String expression) {
    return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
        .path("result")
        .path("value");
  }

  /** The text that a person sees. */
  String text() {
    return evaluate("document.body.innerText").asText();
  }

  /** Writes a picture of the whole page as PNG. */
  void screenshot(Path file) {
    try {
      int height = evaluate("document.documentElement.scrollHeight").asInt();
      JsonNode picture = call(
          "Page.captureScreenshot",
          Map.of(
              "format",
              "png",
              "captureBeyondViewport",
              true,
              "clip",
              Map.of(
                  "x",
                  0,
                  "y",
                  0,
                  "scale",
                  1,
                  "height",
                  height,
                  "width",
                  evaluate("window.innerWidth").asInt())));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
      await().atMost(PATIENCE).until(() -> !process.isAlive());
    } finally {
      process.close();
    }
  }
}
