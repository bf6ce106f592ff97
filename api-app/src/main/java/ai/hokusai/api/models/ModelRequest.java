package ai.hokusai.api.models;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.hokusai.api.http.Body;
import ai.hokusai.api.http.Problem;
import ai.hokusai.api.http.ProblemException;
import io.javalin.http.Context;
import java.util.Base64;
import java.util.regex.Pattern;

/** The parts of a request; an invalid part ends the request with a 4xx response. */
record ModelRequest(Context context) {
  // Needs no encoding in a path, a key or a cursor.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");
  // The longest id and one byte, see ModelScripts.LIST.
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_-]{2,172}");
  private static final Pattern JSON =
      Pattern.compile("application/json(\\s*;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
  private static final String UNCONDITIONAL_PUT =
      "send either If-None-Match: * to create, or If-Match with the current ETag to replace";

  String id() {
    return valid(
        ID,
        context.pathParam("id"),
        "an id is 1 to 128 letters, digits, dots, hyphens and underscores, and begins with a letter"
            + " or digit");
  }

  /** The document of a PUT. */
  Model model() {
    if (!JSON.matcher(String.valueOf(context.contentType())).matches()) {
      throw problem(415, "send Content-Type: application/json, in UTF-8");
    }
    byte[] json = Body.of(context);
    JsonObject.require(json);
    return Model.of(json);
  }

  /** The ETag of the model that a PUT replaces, empty if it creates one. Prevents lost updates. */
  String replaced() {
    String none = context.header("If-None-Match");
    if (none == null) {
      return etag(UNCONDITIONAL_PUT);
    }
    if (!none.equals("*") || context.header("If-Match") != null) {
      throw problem(428, UNCONDITIONAL_PUT);
    }
    return "";
  }

  /** The ETag of the model that a DELETE deletes. */
  String deleted() {
    return etag("send If-Match with the current ETag to delete");
  }

  // One that is weak, unquoted or in a list equals that of no model, and fails then.
  private String etag(String missing) {
    String etag = context.header("If-Match");
    if (etag == null || etag.isBlank() || etag.equals("*")) {
      throw problem(428, missing);
    }
    return etag;
  }

  /** Returns true if the client has this version already. */
  boolean has(Model model) {
    String known = context.header("If-None-Match");
    return known != null && (known.equals("*") || known.contains(model.etag()));
  }

  int limit() {
    String limit = context.queryParam("limit");
    return limit == null
        ? 50
        : Integer.parseInt(valid(LIMIT, limit, "limit is a number from 1 to 100"));
  }

  /** The position before the first id of the page. */
  String after() {
    String cursor = context.queryParam("cursor");
    return cursor == null ? "" : position(cursor);
  }

  private static String position(String cursor) {
    String invalid = "cursor is what \"next\" of the page before said";
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(valid(CURSOR, cursor, invalid));
      return new String(bytes, ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw problem(400, invalid);
    }
  }

  /** The text of a position that clients receive and send back. */
  static String cursor(String position) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(ISO_8859_1));
  }

  private static String valid(Pattern syntax, String value, String detail) {
    if (!syntax.matcher(value).matches()) {
      throw problem(400, detail);
    }
    return value;
  }

  private static ProblemException problem(int status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }
}
