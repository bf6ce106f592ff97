package ai.hokusai.api.endpoint;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** The format of a response. */
enum ResponseFormat {
  /** JSON, the default. */
  JSON("application/health+json"),
  /** Text for a terminal. */
  TEXT("text/plain;charset=utf-8"),
  /** An HTML page for a browser. */
  PAGE("text/html;charset=utf-8");

  private final String contentType;

  ResponseFormat(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** The format that a request selects: by {@code ?verbose}, or by an Accept header with HTML, as browsers send. */
  static ResponseFormat of(Request request) {
    String query = request.getHttpURI().getQuery();
    if (query != null && (query.equals("verbose") || query.startsWith("verbose="))) {
      return TEXT;
    }
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return accept != null && accept.contains("text/html") ? PAGE : JSON;
  }
}
