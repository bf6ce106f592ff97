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

  /**
   * The format that a request selects: by {@code ?verbose} or {@code ?pretty}, or by an Accept header with HTML, as
   * browsers send.
   */
  static ResponseFormat of(Request request) {
    if (has("verbose", request)) {
      return TEXT;
    }
    if (isPretty(request)) {
      return JSON;
    }
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return accept != null && accept.contains("text/html") ? PAGE : JSON;
  }

  /** Returns true if JSON must be indented, as {@code ?pretty} requests. */
  static boolean isPretty(Request request) {
    return has("pretty", request);
  }

  private static boolean has(String name, Request request) {
    String query = request.getHttpURI().getQuery();
    return query != null && (query.equals(name) || query.startsWith(name + "="));
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
