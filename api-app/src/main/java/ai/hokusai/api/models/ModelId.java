package ai.hokusai.api.models;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import java.util.regex.Pattern;

/** The names that models can have: what needs no encoding in a path, a key or a cursor. */
final class ModelId {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Problem WRONG = Problem.of(
      400,
      "an id is 1 to 128 letters, digits, dots, hyphens and underscores, and begins with a letter or digit");

  private ModelId() {}

  static boolean isValid(String id) {
    return FORM.matcher(id).matches();
  }

  static String require(String id) {
    if (!isValid(id)) {
      throw new ProblemException(WRONG);
    }
    return id;
  }
}
