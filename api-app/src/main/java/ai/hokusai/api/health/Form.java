package ai.hokusai.api.health;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The form that an answer takes. */
enum Form {
  /** For programs, and whoever does not say. */
  JSON("application/health+json"),
  /** For a terminal. */
  TEXT("text/plain;charset=utf-8"),
  /** For a browser. */
  PAGE("text/html;charset=utf-8");

  private final String contentType;

  Form(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** What was asked for: {@code ?verbose}, or an Accept header that names HTML, as only browsers do. */
  static Form of(Request request) {
    String query = request.getHttpURI().getQuery();
    if (query != null && (query.equals("verbose") || query.startsWith("verbose="))) {
      return TEXT;
    }
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return accept != null && accept.contains("text/html") ? PAGE : JSON;
  }
}
