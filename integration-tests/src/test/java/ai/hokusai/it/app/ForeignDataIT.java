package ai.hokusai.it.app;

import static ai.hokusai.it.app.ModelsClient.etag;
import static org.assertj.core.api.Assertions.assertThat;

import ai.hokusai.it.redis.LoopbackPort;
import ai.hokusai.it.redis.RedisServer;
import ai.hokusai.it.redis.RedisSpec;
import ai.hokusai.it.redis.RespConnection;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models on a Redis in which other software, evictions and missing rights have left their marks. */
final class ForeignDataIT {
  private static final String MISSING = "there is no model with that id";
  private static final String READER = "writer-without-zadd-0123";

  private static RedisServer redis;
  private static RespConnection console;
  private static RunningApp app;
  private static ModelsClient models;

  @BeforeAll
  static void launch() throws IOException {
    redis = RedisServer.launch(RedisSpec.plain().config("enable-debug-command yes"));
    console = redis.connect();
    int port = LoopbackPort.free();
    app = RunningApp.serve(port, ModelsClient.enabledIn(environment()));
    models = new ModelsClient(port);
    app.awaitHealth(200);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "REDIS_URL",
        "redis://127.0.0.1:" + redis.port(),
        "MODELS_MAX_DOCUMENTS",
        "3",
        "MODELS_MAX_BYTES",
        "100");
  }

  @AfterAll
  static void close() throws IOException {
    app.close();
    console.close();
    redis.close();
  }

  @BeforeEach
  void empty() throws IOException {
    console.tell("CONFIG SET maxmemory 0");
    console.tell("FLUSHALL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET {hokusai:models}:a text",
        "RPUSH {hokusai:models}:a text",
        "HSET {hokusai:models}:a etag \"x\"",
        "HSET {hokusai:models}:a json {}",
        "HSET {hokusai:models}:a other field",
      })
  void aKeyOfOtherSoftwareIsNoModelAndStaysAsItIs(String command) throws IOException {
    console.tell(command);
    String before = digest();
    assertProblem(models.get("/a"), 404, MISSING);
    assertProblem(
        models.replace("a", "\"0123456789012345678901\"", "{}"), 412, "the model has changed");
    assertProblem(models.delete("a", "\"0123456789012345678901\""), 404, MISSING);
    assertProblem(models.create("a", "{}"), 409, "the key of this id holds data of other software");
    assertThat(models.get("").body()).isEqualTo("{\"items\":[]}");
    assertThat(digest()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET {hokusai:models} text",
        "HSET {hokusai:models} a b",
        "SET {hokusai:models}.sizes text",
      })
  void anIndexOfOtherSoftwareIsAnErrorAndNothingIsWritten(String command) throws IOException {
    console.tell(command);
    String before = digest();
    assertThat(models.create("a", "{}").statusCode()).isEqualTo(500);
    assertThat(models.get("").statusCode()).isEqualTo(500);
    assertThat(models.get("/a").statusCode()).isEqualTo(404);
    assertThat(digest()).isEqualTo(before);
    assertThat(app.output())
        .contains("\"exceptionType\":\"ai.hokusai.api.models.DamagedIndexException\"");
  }

  @Test
  void anIndexWhoseOrderWasChangedIsAnError() throws IOException {
    models.create("a", "{}");
    console.tell("ZADD {hokusai:models} 1 b");
    assertThat(models.get("").statusCode()).isEqualTo(500);
  }

  @Test
  void foreignMembersOfTheIndexAreLeftOutAndEndNoListing() throws IOException {
    for (String id : new String[] {"a", "c", "e"}) {
      models.create(id, "{}");
    }
    console.tell(
        "ZADD {hokusai:models} 0 \"b b\" 0 \"\\xff\\xfe\" 0 c/d 0 \"\" 0 " + "d".repeat(500));
    var listed = new StringBuilder();
    String page = models.get("?limit=1").body();
    while (page.contains("\"next\"")) {
      listed.append(page.replaceAll(".*\"items\":(.*),\"next.*", "$1"));
      page = models
          .get("?limit=1&cursor=" + page.replaceAll(".*\"next\":\"(.*)\".*", "$1"))
          .body();
    }
    listed.append(page);
    assertThat(listed.toString().replaceAll("\\[]", ""))
        .isEqualTo("[{\"id\":\"a\"}][{\"id\":\"c\"}][{\"id\":\"e\"}]{\"items\":}");
  }

  @Test
  void aDocumentThatExpiredIsNotListedAndItsIdCanBeUsedAgain() throws IOException {
    String etag = etag(models.create("a", "{\"v\":1}"));
    console.tell("DEL {hokusai:models}:a");
    assertThat(models.get("").body()).isEqualTo("{\"items\":[]}");
    assertThat(models.delete("a", etag).statusCode()).isEqualTo(404);
    assertThat(console.tell("ZCARD {hokusai:models}")).isEqualTo(":0");
    assertThat(console.text("HGET {hokusai:models}.sizes :sum").strip()).isEqualTo("0");
    assertThat(models.create("a", "{}").statusCode()).isEqualTo(201);
    assertThat(models.get("").body()).isEqualTo("{\"items\":[{\"id\":\"a\"}]}");
  }

  @Test
  void limitsTheNumberOfDocuments() throws IOException {
    for (String id : new String[] {"a", "b", "c"}) {
      assertThat(models.create(id, "{}").statusCode()).isEqualTo(201);
    }
    assertProblem(
        models.create("d", "{}"), 507, "there is room for 3 documents and 100 bytes of them");
    assertThat(models.delete("b", etag(models.get("/b"))).statusCode()).isEqualTo(204);
    assertThat(models.create("d", "{}").statusCode()).isEqualTo(201);
    // One that expired makes room too.
    console.tell("DEL {hokusai:models}:a");
    assertThat(models.create("e", "{}").statusCode()).isEqualTo(201);
    assertThat(models.create("f", "{}").statusCode()).isEqualTo(507);
  }

  @Test
  void limitsTheTotalSizeOfDocuments() {
    assertThat(models.create("a", document(60)).statusCode()).isEqualTo(201);
    assertThat(models.create("b", document(41)).statusCode()).isEqualTo(507);
    String etag = etag(models.create("b", document(40)));
    assertThat(models.replace("b", etag, document(41)).statusCode()).isEqualTo(507);
    etag = etag(models.replace("b", etag, document(39)));
    assertThat(models.replace("b", etag, document(40)).statusCode()).isEqualTo(204);
    assertThat(models.get("/b").body()).isEqualTo(document(40));
  }

  private static String document(int length) {
    return "{\"a\":\"" + "x".repeat(length - 8) + "\"}";
  }

  @Test
  void writesNothingWhereRedisHasNoMemory() throws IOException {
    console.tell("CONFIG SET maxmemory 1");
    HttpResponse<String> response = models.create("a", "{}");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"code\":\"OUT_OF_MEMORY\"");
    assertThat(console.tell("DBSIZE")).isEqualTo(":0");
  }

  /** Redis would carry out the commands ahead of the one that it refuses. */
  @ParameterizedTest
  @ValueSource(strings = {"zadd", "zrem", "hdel", "hset", "del", "type", "zcard", "zscore"})
  void writesNothingForAUserWithoutAPermission(String command) throws IOException {
    String etag = etag(models.create("kept", "{}"));
    console.tell("ACL SETUSER half on >" + READER + " ~{hokusai:models}* +@all -" + command);
    int port = LoopbackPort.free();
    Map<String, String> environment = ModelsClient.enabledIn(environment());
    environment.put("REDIS_USERNAME", "half");
    environment.put("REDIS_AUTH_TOKEN", READER);
    try (var half = RunningApp.serve(port, environment)) {
      half.awaitHealth(200);
      var client = new ModelsClient(port);
      String before = digest();
      int created = client.create("a", "{}").statusCode();
      int deleted = client.delete("kept", etag).statusCode();
      assertThat(created == 503 || deleted == 503).isTrue();
      if (created == 503 && deleted == 503) {
        assertThat(digest()).isEqualTo(before);
      }
      assertConsistent();
    } finally {
      console.tell("ACL DELUSER half");
    }
  }

  /** Index, sizes and documents agree. */
  private static void assertConsistent() throws IOException {
    int documents = 0;
    for (String id : new String[] {"a", "kept"}) {
      boolean isThere = console.tell("EXISTS {hokusai:models}:" + id).equals(":1");
      documents += isThere ? 1 : 0;
      assertThat(console.tell("HEXISTS {hokusai:models}.sizes " + id))
          .isEqualTo(isThere ? ":1" : ":0");
    }
    assertThat(console.tell("ZCARD {hokusai:models}")).isEqualTo(":" + documents);
  }

  /** Changes with anything in the database. */
  private static String digest() throws IOException {
    return console.tell("DEBUG DIGEST");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("retry-after")).isEmpty();
    assertThat(response.body()).contains("\"detail\":\"" + detail);
  }
}
