package ai.hokusai.api.models;

import ai.hokusai.api.config.ModelsSettings;
import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.BearerToken.Verdict;
import ai.hokusai.api.http.Body;
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
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** JSON documents by id, with ETags against lost updates. */
public final class ModelsResource implements Resource {
  static final String LIST = "/api/v1/models";
  private static final String ONE = LIST + "/{id}";
  private static final String JSON = "application/json";
  private static final Pattern JSON_TYPE =
      Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
  private static final Problem REFUSED =
      Problem.of(401, "send Authorization: Bearer with the token of the models");
  private static final Problem AMBIGUOUS = Problem.of(400, "send one Authorization header");
  private static final Problem NOT_JSON =
      Problem.of(415, "send Content-Type: application/json, in UTF-8");
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
        new RedisGuard<>(guard, new RedisModelStore(redis, settings)), settings, token);
  }

  @Override
  public String root() {
    return LIST;
  }

  @Override
  public Optional<Refusal> refusal(Request request) {
    if (BearerToken.isAmbiguous(request)) {
      return Optional.of(new Refusal(AMBIGUOUS, Duration.ZERO));
    }
    Verdict verdict = token.judge(request);
    return verdict == Verdict.GRANTED
        ? Optional.empty()
        : Optional.of(new Refusal(REFUSED, token.delay(verdict)));
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
    Page page = Page.of(context);
    ModelStore.Part part = store.read(models -> models.list(page.after(), page.limit()));
    context.header("Cache-Control", "no-store").contentType(JSON).result(Page.render(part));
  }

  private void read(Context context) {
    String id = id(context);
    Model model =
        store.read(models -> models.find(id)).orElseThrow(() -> new ProblemException(MISSING));
    context.header("ETag", model.etag()).header("Cache-Control", "no-cache");
    if (Precondition.isKnown(context, model)) {
      context.status(304);
    } else {
      context.contentType(JSON).result(model.json());
    }
  }

  private void write(Context context) {
    String id = id(context);
    String type = context.contentType();
    if (type == null || !JSON_TYPE.matcher(type).matches()) {
      throw new ProblemException(NOT_JSON);
    }
    byte[] json = Body.of(context);
    JsonObject.require(json);
    Model model = Model.of(json);
    if (Precondition.creates(context)) {
      require(store.write(models -> models.create(id, model)));
      context.status(201).header("Location", LIST + "/" + id);
    } else {
      String etag = Precondition.toReplace(context);
      require(store.write(models -> models.replace(id, etag, model)));
      context.status(204);
    }
    context.header("ETag", model.etag());
  }

  private void delete(Context context) {
    String id = id(context);
    String etag = Precondition.toDelete(context);
    Outcome outcome = store.write(models -> models.delete(id, etag));
    if (outcome == Outcome.MISSING) {
      throw new ProblemException(MISSING);
    }
    require(outcome);
    context.status(204);
  }

  private void require(Outcome outcome) {
    switch (outcome) {
      case DONE -> {}
      // A client that replaces a deleted model gets the same response as one with an old ETag.
      case CHANGED, MISSING -> throw new ProblemException(CHANGED);
      case OCCUPIED -> throw new ProblemException(OCCUPIED);
      case FULL -> throw new ProblemException(full);
    }
  }

  private static String id(Context context) {
    return ModelId.require(context.pathParam("id"));
  }
}
