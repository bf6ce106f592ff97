package ai.hokusai.api.models;

import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Json;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import ai.hokusai.api.http.Resource;
import ai.hokusai.api.models.ModelStore.Outcome;
import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.RedisHealth;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** JSON documents by id, with ETags against lost updates. */
public final class ModelsResource implements Resource {
  static final String LIST = "/api/v1/models";
  private static final String ONE = LIST + "/{id}";
  private static final String JSON = "application/json";
  private static final Problem REFUSED =
      Problem.of(401, "send Authorization: Bearer with the token of the models");
  private static final Problem LIMITED = new Problem(
      429, "too many requests with a wrong token; retry in a second", null, Duration.ofSeconds(1));
  private static final Problem AMBIGUOUS = Problem.of(400, "send one Authorization header");
  private static final Problem MISSING = Problem.of(404, "there is no model with that id");
  private static final Problem CHANGED =
      Problem.of(412, "the model has changed since the ETag was read; read it again and retry");
  private static final Problem OCCUPIED = Problem.of(
      409,
      "the key of this id holds data of other software; remove it from Redis or use another id");

  private final RedisGuard<ModelStore> store;
  private final BearerToken token;
  private final Problem full;

  /** Creates the resource with a token and the limits of the settings. */
  ModelsResource(RedisGuard<ModelStore> store, ModelsSettings settings, BearerToken token) {
    this.store = store;
    this.token = token;
    this.full = Problem.of(
        507,
        "there is room for " + settings.maxDocuments() + " documents and " + settings.maxBytes()
            + " bytes of them: delete some, or raise MODELS_MAX_DOCUMENTS or MODELS_MAX_BYTES");
  }

  /** Creates the resource on a monitored Redis. */
  public static ModelsResource of(
      DependencyGuard guard, RedisHealth redis, ModelsSettings settings, BearerToken token) {
    return new ModelsResource(
        new RedisGuard<>(guard, RedisModelStore.INDEX, new RedisModelStore(redis, settings)),
        settings,
        token);
  }

  @Override
  public String root() {
    return LIST;
  }

  @Override
  public Optional<Problem> refusal(Request request) {
    if (BearerToken.isAmbiguous(request)) {
      return Optional.of(AMBIGUOUS);
    }
    return switch (token.judge(request)) {
      case GRANTED -> Optional.empty();
      case ANONYMOUS, REFUSED -> Optional.of(REFUSED);
      case LIMITED -> Optional.of(LIMITED);
    };
  }

  @Override
  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.get(LIST, this::list);
    routes.head(LIST, this::list);
    routes.get(ONE, this::read);
    routes.head(ONE, this::read);
    routes.put(ONE, this::write);
    routes.delete(ONE, this::delete);
  }

  private void list(Context context) {
    var request = new ModelRequest(context);
    int limit = request.limit();
    String after = request.after();
    ModelStore.Page page = store.read(models -> models.list(after, limit));
    byte[] body = Json.bytes(new Fields()
        .add("items", page.ids().stream().map(id -> new Fields().add("id", id)).toList())
        .addIfPresent("next", ModelRequest.cursor(page.next())));
    context.header("Cache-Control", "no-store").contentType(JSON).result(body);
  }

  private void read(Context context) {
    var request = new ModelRequest(context);
    String id = request.id();
    Model model =
        store.read(models -> models.find(id)).orElseThrow(() -> new ProblemException(MISSING));
    context.header("ETag", model.etag()).header("Cache-Control", "no-cache");
    if (request.has(model)) {
      context.status(304);
    } else {
      context.contentType(JSON).result(model.json());
    }
  }

  private void write(Context context) {
    var request = new ModelRequest(context);
    String id = request.id();
    Model model = request.model();
    String etag = request.replaced();
    // A client that replaces a deleted model gets the same response as one with an old ETag.
    require(store.write(models -> models.put(id, etag, model)), CHANGED);
    context.header("ETag", model.etag()).status(204);
    if (etag.isEmpty()) {
      context.status(201).header("Location", LIST + "/" + id);
    }
  }

  private void delete(Context context) {
    var request = new ModelRequest(context);
    String id = request.id();
    String etag = request.deleted();
    require(store.write(models -> models.delete(id, etag)), MISSING);
    context.status(204);
  }

  private void require(Outcome outcome, Problem missing) {
    switch (outcome) {
      case DONE -> {}
      case MISSING -> throw new ProblemException(missing);
      case CHANGED -> throw new ProblemException(CHANGED);
      case OCCUPIED -> throw new ProblemException(OCCUPIED);
      case FULL -> throw new ProblemException(full);
    }
  }
}
