package ai.hokusai.api.endpoint;

import java.util.regex.Pattern;
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

  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._:\\[\\]-]");
  private static final int LONGEST_HOST = 253;

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

  /** Returns true if the page must not load itself again, as {@code ?still} requests. */
  static boolean isStill(Request request) {
    return "still".equals(request.getHttpURI().getQuery());
  }

  /**
   * The host and port in the request, so that the pages of services and stages differ; at most 253 characters, all of
   * them possible in such a name.
   */
  static String host(Request request) {
    String authority = request.getHttpURI().getAuthority();
    String host = authority == null ? "" : UNUSUAL.matcher(authority).replaceAll("?");
    return host.isEmpty()
        ? "this service"
        : host.length() <= LONGEST_HOST ? host : host.substring(0, LONGEST_HOST) + "…";
  }
}
