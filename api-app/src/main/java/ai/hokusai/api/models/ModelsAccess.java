package ai.hokusai.api.models;

import ai.hokusai.api.health.DetailsAccess;
import ai.hokusai.api.http.Problem;
import ai.hokusai.config.source.Secret;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Opens the models to requests that show the token in MODELS_TOKEN. */
final class ModelsAccess {
  private static final Problem REFUSED =
      Problem.of(401, "send Authorization: Bearer with the token of the models");

  private final Secret token;

  ModelsAccess(Secret token) {
    this.token = token;
  }

  Optional<Problem> refusal(Request request) {
    String shown = DetailsAccess.bearer(request);
    // Secrets compare in a time that does not depend on where the two differ.
    boolean isGranted = shown != null && !shown.isEmpty() && Secret.of(shown).equals(token);
    return isGranted ? Optional.empty() : Optional.of(REFUSED);
  }
}
