package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import io.javalin.http.Context;

/** What a writer says he has seen, without which he could overwrite what he has not. */
final class Precondition {
  private static final Problem FOR_PUT = Problem.of(
      428, "send either If-None-Match: * to create, or If-Match with the current ETag to replace");
  private static final Problem FOR_DELETE =
      Problem.of(428, "send If-Match with the current ETag to delete");

  private Precondition() {}

  /** Whether a PUT is to create, and else is to replace. */
  static boolean creates(Context request) {
    String none = request.header("If-None-Match");
    if (none == null) {
      return false;
    }
    if (!none.equals("*") || request.header("If-Match") != null) {
      throw new ProblemException(FOR_PUT);
    }
    return true;
  }

  static String toReplace(Context request) {
    return etag(request, FOR_PUT);
  }

  static String toDelete(Context request) {
    return etag(request, FOR_DELETE);
  }

  /** An ETag that is weak, unquoted or one of a list is that of no model, and fails for it. */
  private static String etag(Context request, Problem missing) {
    String etag = request.header("If-Match");
    if (etag == null || etag.isBlank() || etag.equals("*")) {
      throw new ProblemException(missing);
    }
    return etag;
  }

  /** Whether a reader has this model already. */
  static boolean isKnown(Context request, Model model) {
    String known = request.header("If-None-Match");
    return known != null && (known.equals("*") || known.contains(model.etag()));
  }
}
