package ai.hokusai.api.models;

import ai.hokusai.api.config.ListenAddress;
import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.api.endpoint.HealthHandler;
import ai.hokusai.api.endpoint.Reports;
import ai.hokusai.api.endpoint.ServiceFacts;
import ai.hokusai.api.http.ApiServer;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.Resource;
import ai.hokusai.api.http.Tokens;
import ai.hokusai.config.setting.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A resource behind a real server, and a client for it. */
final class ServedModels implements AutoCloseable {
  private static final String TOKEN = "token-of-the-models-1";
  private static final ModelsSettings SETTINGS =
      new ModelsSettings(true, Secret.of(TOKEN), ModelsInMemory.ROOM, 1 << 20);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ApiServer server;

  ServedModels(RedisGuard<ModelStore> store) {
    this(store, token());
  }

  ServedModels(RedisGuard<ModelStore> store, BearerToken token) {
    this(new ModelsResource(store, SETTINGS, token));
  }

  /** The token that this client sends, for whose wrong guesses no time passes. */
  static BearerToken token() {
    return Tokens.timeless("MODELS_TOKEN", Secret.of(TOKEN));
  }

  ServedModels(Resource resource) {
    var health = new HealthHandler(
        Reports::healthy,
        Reports.NO_DETAILS,
        new ServiceFacts("", "", "", "", Map.of(), List.of()),
        Reports.NOTHING_RECENT,
        InstantSource.system());
    try {
      server = ApiServer.prepare(new ListenAddress("127.0.0.1", 0), 0, health, resource)
          .listen();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> create(String id, String json) {
    return put(id, json, "If-None-Match", "*");
  }

  HttpResponse<String> put(String id, String json, String... headers) {
    return put(id, BodyPublishers.ofString(json), headers);
  }

  HttpResponse<String> put(String id, BodyPublisher body, String... headers) {
    return send(request("/api/v1/models/" + id, headers)
        .header("Content-Type", "application/json")
        .PUT(body));
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(request("/api/v1/models" + path, headers).method(method, BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.setHeader("Authorization", "Bearer " + TOKEN);
  }

  /** Sends without the token of the models. */
  HttpResponse<String> sendAs(String authorization, String method, String path) {
    var request = request("/api/v1/models" + path).method(method, BodyPublishers.noBody());
    return send(request.setHeader("Authorization", authorization));
  }

  /** Sends with the token of the models and another Authorization header. */
  HttpResponse<String> sendAsBoth(String authorization, String method, String path) {
    var request = request("/api/v1/models" + path).method(method, BodyPublishers.noBody());
    return send(request.header("Authorization", authorization));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
