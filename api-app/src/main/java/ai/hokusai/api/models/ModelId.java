package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import java.util.regex.Pattern;

/** The syntax of the ids of models, which need no encoding in a path, a key or a cursor. */
final class ModelId {
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Problem INVALID = Problem.of(
      400,
      "an id is 1 to 128 letters, digits, dots, hyphens and underscores, and begins with a letter"
          + " or digit");

  private ModelId() {}

  static boolean isValid(String id) {
    return SYNTAX.matcher(id).matches();
  }

  static String require(String id) {
    if (!isValid(id)) {
      throw new ProblemException(INVALID);
    }
    return id;
  }
}
