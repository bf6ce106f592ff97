package ai.hokusai.api.health;

import ai.hokusai.config.source.Secret;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may see more than status, code, since and age: whoever has the token, and where that is configured
 * whoever asks from this machine.
 *
 * @param token what a caller has to know, null where no caller can
 * @param isLoopbackTrusted whether a caller on this machine needs no token
 */
public record DetailsAccess(@Nullable Secret token, boolean isLoopbackTrusted) {
  private static final String SCHEME = "Bearer ";

  /** Nobody may. */
  public static final DetailsAccess NOBODY = new DetailsAccess(null, false);

  /** Whether metrics are told to a caller: to everybody where there is no token, else as details are. */
  public boolean opensMetricsTo(Request request) {
    return token == null || isGrantedTo(request);
  }

  boolean isGrantedTo(Request request) {
    return (isLoopbackTrusted && isLoopback(request)) || knowsToken(request);
  }

  /** Whether a token came, right or wrong. */
  static boolean isTokenShown(Request request) {
    return bearer(request) != null;
  }

  /** A proxy on this machine asks for somebody else. */
  private static boolean isLoopback(Request request) {
    HttpFields headers = request.getHeaders();
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()
        && !headers.contains(HttpHeader.FORWARDED)
        && !headers.contains(HttpHeader.X_FORWARDED_FOR);
  }

  private boolean knowsToken(Request request) {
    String shown = bearer(request);
    // Secrets compare in a time that does not depend on where the two differ.
    return shown != null && !shown.isEmpty() && Secret.of(shown).equals(token);
  }

  private static @Nullable String bearer(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
