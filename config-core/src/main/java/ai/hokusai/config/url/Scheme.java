package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.grammar.Ascii;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The schemes that are supported, and the codes for others. */
enum Scheme {
  REDIS(false),
  REDISS(true),
  VALKEY(false),
  VALKEYS(true);

  private static final int MAX_LENGTH = 32;

  private static final List<Scheme> ALL = List.of(values());

  private final String text = name().toLowerCase(Locale.ROOT);
  private final boolean tls;

  Scheme(boolean tls) {
    this.tls = tls;
  }

  String text() {
    return text;
  }

  boolean isTls() {
    return tls;
  }

  /** The scheme that the first characters of a text name in any case; null where they name none. */
  static @Nullable Scheme named(String text, int length) {
    for (Scheme scheme : ALL) {
      if (scheme.text.length() == length && text.regionMatches(true, 0, scheme.text, 0, length)) {
        return scheme;
      }
    }
    return null;
  }

  /** The index of the colon that ends a scheme in front of "//"; 0 where there is no scheme. */
  static int end(String text) {
    int end = text.indexOf("://");
    for (int i = 0; i < end; i++) {
      if (i == MAX_LENGTH || !isSchemeCharacter(text.charAt(i))) {
        return 0;
      }
    }
    return Math.max(end, 0);
  }

  private static boolean isSchemeCharacter(char c) {
    return Ascii.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.' || c == '_';
  }

  /** The code for a scheme that is not supported. */
  static ConfigCode refusal(String name, String raw) {
    String scheme = name.toLowerCase(Locale.ROOT);
    if (scheme.contains("unix") || scheme.contains("socket")) {
      return ConfigCode.UNIX_SOCKET_UNSUPPORTED;
    }
    if (scheme.contains("sentinel")) {
      return ConfigCode.SENTINEL_UNSUPPORTED;
    }
    if (scheme.contains("cluster")) {
      return ConfigCode.CLUSTER_UNSUPPORTED;
    }
    if (scheme.startsWith("http") && raw.contains(".upstash.io")) {
      return ConfigCode.REST_ADDRESS;
    }
    return scheme.equals("tcp")
        ? ConfigCode.SCHEME_K8S_SERVICE_LINK
        : ConfigCode.SCHEME_UNSUPPORTED;
  }
}
