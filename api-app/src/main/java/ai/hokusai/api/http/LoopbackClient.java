package ai.hokusai.api.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Detects requests of a client on this machine. A proxy on this machine adds a header, and a web page in a local
 * browser has another Host, Origin or Referer; such requests come from elsewhere. Since proxies use arbitrary
 * header names, the headers of direct clients are listed.
 */
final class LoopbackClient {
  private static final Pattern HOST =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?(/.*)?");
  private static final Set<String> SAME_SITE = Set.of("same-origin", "none");
  private static final Set<String> CLIENT_HEADERS = Set.of(
      "accept",
      "accept-charset",
      "accept-encoding",
      "accept-language",
      "authorization",
      "cache-control",
      "connection",
      "content-length",
      "content-type",
      "cookie",
      "dnt",
      "host",
      "http2-settings",
      "if-modified-since",
      "if-none-match",
      "keep-alive",
      "origin",
      "pragma",
      "priority",
      "range",
      "referer",
      "sec-ch-ua",
      "sec-ch-ua-mobile",
      "sec-ch-ua-platform",
      "sec-fetch-dest",
      "sec-fetch-mode",
      "sec-fetch-site",
      "sec-fetch-user",
      "sec-gpc",
      "te",
      "upgrade",
      "upgrade-insecure-requests",
      "user-agent",
      "x-prometheus-scrape-timeout-seconds");

  private LoopbackClient() {}

  static boolean sent(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()
        && hasLoopbackHost(request)
        && request.getHeaders().stream().allMatch(LoopbackClient::isClientHeader);
  }

  /** Checks the Host header and the request line, which can also name a host. */
  private static boolean hasLoopbackHost(Request request) {
    List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
    String named = request.getHttpURI().getHost();
    return hosts.size() == 1
        && matches(HOST, hosts.get(0))
        && (named == null || matches(HOST, named));
  }

  private static boolean isClientHeader(HttpField field) {
    String name = field.getLowerCaseName();
    return CLIENT_HEADERS.contains(name)
        && switch (name) {
          case "origin", "referer" -> matches(ORIGIN, field.getValue());
          case "sec-fetch-site" -> SAME_SITE.contains(lower(field.getValue()));
          default -> true;
        };
  }

  private static boolean matches(Pattern pattern, @Nullable String value) {
    return pattern.matcher(lower(value)).matches();
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.toLowerCase(Locale.ROOT);
  }
}
