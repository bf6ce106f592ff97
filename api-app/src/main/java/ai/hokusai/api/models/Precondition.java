package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import io.javalin.http.Context;

/** Parses If-Match and If-None-Match to prevent lost updates. */
final class Precondition {
  private static final Problem FOR_PUT = Problem.of(
      428, "send either If-None-Match: * to create, or If-Match with the current ETag to replace");
  private static final Problem FOR_DELETE =
      Problem.of(428, "send If-Match with the current ETag to delete");

  private Precondition() {}

  /** Returns true if a PUT creates a model, false if it replaces one. */
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

  /** The ETag to compare. One that is weak, unquoted or in a list equals that of no model, and fails then. */
  private static String etag(Context request, Problem missing) {
    String etag = request.header("If-Match");
    if (etag == null || etag.isBlank() || etag.equals("*")) {
      throw new ProblemException(missing);
    }
    return etag;
  }

  /** Returns true if the client has this version already. */
  static boolean isKnown(Context request, Model model) {
    String known = request.header("If-None-Match");
    return known != null && (known.equals("*") || known.contains(model.etag()));
  }
}
