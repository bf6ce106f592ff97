package ai.hokusai.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.health.Dependency;
import ai.hokusai.health.HealthMonitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelsResourceTest {
  private static final String SAY_WHAT_YOU_SAW =
      "{\"type\":\"about:blank\",\"title\":\"Precondition "
          + "Required\",\"status\":428,\"detail\":\"send either If-None-Match: * to "
          + "create, or If-Match with the current ETag to replace\"}";

  private final HealthMonitor monitor =
      HealthMonitor.builder().add(Dependency.of("redis", Optional::empty)).start();
  private final BearerToken token = ServedModels.token();
  private final ServedModels models = new ServedModels(
      new RedisGuard<>(monitor.guard("redis"), "models", new ModelsInMemory()), token);

  @AfterEach
  void stop() {
    models.close();
    monitor.close();
  }

  @Test
  void keepsADocumentAsItWasSent() {
    HttpResponse<String> created = models.create("a", "{ \"size\": 1.0 }");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("location")).hasValue("/api/v1/models/a");
    HttpResponse<String> read = models.send("GET", "/a");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo("{ \"size\": 1.0 }");
    assertThat(read.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(read.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(etag(read)).isEqualTo(etag(created)).matches("\"[A-Za-z0-9_-]{22}\"");
  }

  @Test
  void answersHeadAsGetWithoutTheBody() {
    String etag = etag(models.create("a", "{\"size\":1}"));
    HttpResponse<String> head = models.send("HEAD", "/a");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(etag(head)).isEqualTo(etag);
    assertThat(head.headers().firstValue("content-length")).hasValue("10");
    assertThat(models.send("HEAD", "/b").statusCode()).isEqualTo(404);
    assertThat(models.send("HEAD", "").statusCode()).isEqualTo(200);
  }

  @Test
  void sendsNoBodyForAKnownEtag() {
    String etag = etag(models.create("a", "{}"));
    for (String known : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
      HttpResponse<String> read = models.send("GET", "/a", "If-None-Match", known);
      assertThat(read.statusCode()).isEqualTo(304);
      assertThat(read.body()).isEmpty();
      assertThat(etag(read)).isEqualTo(etag);
    }
    assertThat(models.send("GET", "/a", "If-None-Match", "\"other\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void createsOnlyMissingModels() {
    models.create("a", "{\"first\":true}");
    assertThat(models.create("a", "{}").statusCode()).isEqualTo(412);
    assertThat(models.send("GET", "/a").body()).isEqualTo("{\"first\":true}");
  }

  @Test
  void replacesOnlyTheVersionOfTheEtag() {
    String first = etag(models.create("a", "{}"));
    HttpResponse<String> replaced = models.put("a", "{\"v\":2}", "If-Match", first);
    assertThat(replaced.statusCode()).isEqualTo(204);
    assertThat(etag(models.send("GET", "/a"))).isEqualTo(etag(replaced)).isNotEqualTo(first);
    for (String stale : new String[] {first, "W/" + etag(replaced), "unquoted"}) {
      assertThat(models.put("a", "{}", "If-Match", stale).statusCode()).isEqualTo(412);
    }
    assertThat(models.put("b", "{}", "If-Match", first).statusCode()).isEqualTo(412);
    assertThat(models.send("GET", "/a").body()).isEqualTo("{\"v\":2}");
  }

  @Test
  void requiresAPreconditionForWrites() {
    assertThat(models.put("a", "{}").body()).isEqualTo(SAY_WHAT_YOU_SAW);
    assertThat(models.put("a", "{}", "If-Match", "*").body()).isEqualTo(SAY_WHAT_YOU_SAW);
    assertThat(models.put("a", "{}", "If-Match", "").body()).isEqualTo(SAY_WHAT_YOU_SAW);
    assertThat(models.put("a", "{}", "If-None-Match", "\"x\"").body()).isEqualTo(SAY_WHAT_YOU_SAW);
    assertThat(models.put("a", "{}", "If-None-Match", "*", "If-Match", "\"x\"").body())
        .isEqualTo(SAY_WHAT_YOU_SAW);
    assertThat(models.send("DELETE", "/a").statusCode()).isEqualTo(428);
    assertThat(models.send("DELETE", "/a", "If-Match", "*").statusCode()).isEqualTo(428);
  }

  @Test
  void deletesOnlyTheVersionOfTheEtag() {
    String etag = etag(models.create("a", "{}"));
    assertThat(models.send("DELETE", "/a", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    assertThat(models.send("DELETE", "/a", "If-Match", etag).statusCode()).isEqualTo(204);
    assertThat(models.send("DELETE", "/a", "If-Match", etag).statusCode()).isEqualTo(404);
    assertThat(models.send("GET", "/a").body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"there is no model with that id\"}");
  }

  @Test
  void listsIdsInOrderPageByPage() {
    assertThat(models.send("GET", "").body()).isEqualTo("{\"items\":[]}");
    for (String id : new String[] {"b", "a", "B", "c"}) {
      models.create(id, "{}");
    }
    assertThat(models.send("GET", "?limit=3").body())
        .isEqualTo("{\"items\":[{\"id\":\"B\"},{\"id\":\"a\"},{\"id\":\"b\"}],\"next\":\"Yg\"}");
    assertThat(models.send("GET", "?limit=3&cursor=Yg").body())
        .isEqualTo("{\"items\":[{\"id\":\"c\"}]}");
    assertThat(models.send("GET", "?limit=4").body()).doesNotContain("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=!", "cursor=", "cursor=Y"})
  void rejectsAnInvalidPage(String query) {
    assertThat(models.send("GET", "?" + query).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", ".", "a%20b", "a:b", "a%00", "%C3%A4", "a*"})
  void rejectsAnInvalidId(String id) {
    HttpResponse<String> response = models.create(id, "{}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @Test
  void refusesAnIdThatIsTooLong() {
    assertThat(models.create("a".repeat(128), "{}").statusCode()).isEqualTo(201);
    assertThat(models.create("a".repeat(129), "{}").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"POST, /a", "PATCH, /a", "POST, ''", "DELETE, ''"})
  void namesTheAllowedMethods(String method, String path) {
    HttpResponse<String> response = models.send(method, path);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow").orElseThrow().split(", "))
        .contains("GET", "HEAD")
        .hasSize(path.isEmpty() ? 2 : 4);
    assertThat(response.body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Method Not Allowed\",\"status\":405}");
  }

  @Test
  void acceptsDocumentsUpToTheLimitWithAndWithoutALength() {
    String largest = "{\"a\":\"" + "x".repeat(256 * 1024 - 8) + "\"}";
    String tooLarge = "{\"a\":\"" + "x".repeat(256 * 1024 - 7) + "\"}";
    assertThat(models.create("known", largest).statusCode()).isEqualTo(201);
    assertThat(models.create("known2", tooLarge).statusCode()).isEqualTo(413);
    assertThat(models.create("known3", "x".repeat(1_000_000)).statusCode()).isEqualTo(413);
    assertThat(chunked("chunked", largest).statusCode()).isEqualTo(201);
    assertThat(chunked("chunked2", tooLarge).body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Payload Too Large\",\"status\":413,"
            + "\"detail\":\"the body is larger than 262144 bytes\"}");
    assertThat(models.send("GET", "/chunked").body()).isEqualTo(largest);
  }

  @Test
  void refusesEveryRequestWithoutItsToken() {
    models.create("a", "{}");
    for (String shown : new String[] {
      "", "Bearer", "Bearer ", "Bearer token-of-the-models-2", "token-of-the-models-1", "Basic eDp5"
    }) {
      for (String method : new String[] {"GET", "PUT", "DELETE", "POST"}) {
        HttpResponse<String> response = models.sendAs(shown, method, "/a");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(response.body())
            .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                + "\"detail\":\"send Authorization: Bearer with the token of the models\"}");
      }
    }
    assertThat(models.sendAs("bearer token-of-the-models-1", "GET", "/a").body())
        .isEqualTo("{}");
  }

  @Test
  void countsAndLimitsWrongTokensAndNoOtherRequest() {
    for (int wrong = 1; wrong <= 10; wrong++) {
      assertThat(models.sendAs("Bearer guess", "PUT", "/a").statusCode()).isEqualTo(401);
      assertThat(token.refused()).isEqualTo(wrong);
    }
    HttpResponse<String> limited = models.sendAs("Bearer guess", "GET", "/a");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).hasValue("1");
    assertThat(limited.body())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,"
            + "\"detail\":\"too many requests with a wrong token; retry in a second\"}");
    assertThat(token.refused()).isEqualTo(11);

    // A browser must not send the token by itself, since writes are possible here.
    assertThat(
            models.sendAs("Basic eDp0b2tlbi1vZi10aGUtbW9kZWxzLTE=", "GET", "/a").statusCode())
        .isEqualTo(401);
    assertThat(models.sendAs("", "GET", "/a").statusCode()).isEqualTo(401);
    assertThat(token.refused()).isEqualTo(11);
  }

  @Test
  void refusesTwoAuthorizationHeaders() {
    models.create("a", "{}");
    for (String second : List.of("Bearer token-of-the-models-1", "Bearer guess", "Basic eDp5")) {
      HttpResponse<String> response = models.sendAsBoth(second, "GET", "/a");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
              + "\"detail\":\"send one Authorization header\"}");
    }
    assertThat(token.refused()).isZero();
  }

  @Test
  void refusesAListingWithoutItsToken() {
    assertThat(models.sendAs("", "GET", "").statusCode()).isEqualTo(401);
    assertThat(models.sendAs("", "GET", "?limit=1").statusCode()).isEqualTo(401);
    assertThat(models.sendAs("", "HEAD", "").statusCode()).isEqualTo(401);
    assertThat(models.sendAs("", "GET", "/a/b").statusCode()).isEqualTo(401);
    assertThat(models.sendAs("", "GET", "x").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAnIdWhoseKeyIsTaken() {
    HttpResponse<String> response = models.create(ModelsInMemory.OCCUPIED, "{}");
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body())
        .contains("\"detail\":\"the key of this id holds data of other software;"
            + " remove it from Redis or use another id\"");
  }

  @Test
  void rejectsDocumentsBeyondTheLimit() {
    for (String id : new String[] {"a", "b", "c", "d"}) {
      assertThat(models.create(id, "{}").statusCode()).isEqualTo(201);
    }
    HttpResponse<String> response = models.create("e", "{}");
    assertThat(response.statusCode()).isEqualTo(507);
    assertThat(response.body())
        .contains(
            "\"detail\":\"there is room for 4 documents and 1048576 bytes of them: delete some,"
                + " or raise MODELS_MAX_DOCUMENTS or MODELS_MAX_BYTES\"");
    assertThat(models
            .put("d", "{\"v\":2}", "If-Match", etag(models.send("GET", "/d")))
            .statusCode())
        .isEqualTo(204);
  }

  private HttpResponse<String> chunked(String id, String json) {
    return models.put(
        id, BodyPublishers.fromPublisher(BodyPublishers.ofString(json)), "If-None-Match", "*");
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("etag").orElseThrow();
  }
}
