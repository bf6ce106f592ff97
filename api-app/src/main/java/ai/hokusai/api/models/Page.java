package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import ai.hokusai.api.json.Json;
import io.javalin.http.Context;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the listing that a request asks for.
 *
 * @param after the last id of the page before, empty for the first page
 * @param limit the most ids
 */
record Page(String after, int limit) {
  private static final int DEFAULT = 50;
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

  static Page of(Context request) {
    String limit = request.queryParam("limit");
    if (limit != null && !LIMIT.matcher(limit).matches()) {
      throw refused("limit is a number from 1 to 100");
    }
    return new Page(
        decoded(request.queryParam("cursor")), limit == null ? DEFAULT : Integer.parseInt(limit));
  }

  private static String decoded(@Nullable String cursor) {
    if (cursor == null) {
      return "";
    }
    try {
      String id = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      if (ModelId.isValid(id)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // No Base64: refused as any other text.
    }
    throw refused("cursor is what \"next\" of the page before said");
  }

  /** The page as JSON, from up to one id more than it shows. */
  byte[] render(List<String> ids) {
    List<String> shown = ids.subList(0, Math.min(limit, ids.size()));
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (String id : shown) {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeEndObject();
      }
      json.writeEndArray();
      if (ids.size() > limit) {
        json.writeStringField("next", cursor(shown.get(limit - 1)));
      }
      json.writeEndObject();
    });
  }

  private static String cursor(String id) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8));
  }

  private static ProblemException refused(String detail) {
    return new ProblemException(Problem.of(400, detail));
  }
}
