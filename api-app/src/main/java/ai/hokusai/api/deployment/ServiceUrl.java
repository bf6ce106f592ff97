package ai.hokusai.api.deployment;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The URL of the health endpoint of a deployed service. It prints without the query. Immutable. */
public final class ServiceUrl {
  private static final String HEALTH = "/health";
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private final URL url;
  private final String shown;
  private final boolean isExposed;

  private ServiceUrl(URL url, String shown, boolean isExposed) {
    this.url = url;
    this.shown = shown;
    this.isExposed = isExposed;
  }

  /**
   * Parses a URL, empty if it is not an HTTP URL, or holds a user or password. Without a path, the
   * path is {@code /health}.
   */
  public static Optional<ServiceUrl> parse(String text) {
    try {
      URI uri = URI.create(text.strip());
      String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
      boolean isHttp = scheme.equals("http") || scheme.equals("https");
      return isHttp && hasValidAddress(uri) ? Optional.of(of(scheme, uri)) : Optional.empty();
    } catch (IllegalArgumentException | MalformedURLException e) {
      // Neither message may be shown: both repeat the text.
      return Optional.empty();
    }
  }

  private static boolean hasValidAddress(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() != 0
        && uri.getPort() <= HIGHEST_PORT;
  }

  private static ServiceUrl of(String scheme, URI uri) throws MalformedURLException {
    String path = uri.getRawPath();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String shown = scheme + "://" + uri.getHost() + port + (path.length() < 2 ? HEALTH : path);
    @Nullable String query = uri.getRawQuery();
    var url = URI.create(shown + (query == null ? "" : "?" + query)).toURL();
    boolean isExposed =
        scheme.equals("http") && !LOOPBACK.matcher(uri.getHost()).matches();
    return new ServiceUrl(url, shown, isExposed);
  }

  URL url() {
    return url;
  }

  /** Returns true if requests cross the network unencrypted. */
  public boolean isExposed() {
    return isExposed;
  }

  /** The URL without the query, which may hold a secret. */
  @Override
  public String toString() {
    return shown;
  }
}
