package ai.hokusai.api.models;

import ai.hokusai.api.format.Fields;
import ai.hokusai.api.format.Json;
import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/**
 * The part of the listing that a request selects.
 *
 * @param after the position before the first id
 * @param limit the maximum number of ids
 */
record Page(Position after, int limit) {
  private static final int DEFAULT = 50;
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

  static Page of(Context request) {
    String limit = request.queryParam("limit");
    if (limit != null && !LIMIT.matcher(limit).matches()) {
      throw refused("limit is a number from 1 to 100");
    }
    String cursor = request.queryParam("cursor");
    return new Page(
        cursor == null ? Position.START : position(cursor),
        limit == null ? DEFAULT : Integer.parseInt(limit));
  }

  private static Position position(String cursor) {
    return Position.of(cursor)
        .orElseThrow(() -> refused("cursor is what \"next\" of the page before said"));
  }

  static byte[] render(ModelStore.Part part) {
    return Json.bytes(new Fields()
        .add("items", part.ids().stream().map(id -> new Fields().add("id", id)).toList())
        .addIfPresent("next", part.next().cursor()));
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
