package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.grammar.Ascii;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scheme that is supported, in lower case.
 *
 * @param isTls whether it requests TLS
 * @param isCluster whether it names a cluster
 * @param isSentinel whether it names sentinels
 */
record Scheme(String text, boolean isTls, boolean isCluster, boolean isSentinel) {
  private static final int MAX_LENGTH = 32;

  private static final List<Scheme> ALL = Stream.of("redis", "rediss", "valkey", "valkeys")
      .flatMap(Scheme::spellings)
      .toList();

  private static Stream<Scheme> spellings(String name) {
    boolean isTls = name.equals("rediss") || name.equals("valkeys");
    return Stream.of("", "+cluster", "-cluster", "+sentinel", "-sentinel")
        .map(kind ->
            new Scheme(name + kind, isTls, kind.endsWith("cluster"), kind.endsWith("sentinel")));
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
    if (scheme.startsWith("http") && raw.contains(".upstash.io")) {
      return ConfigCode.REST_ADDRESS;
    }
    return scheme.equals("tcp")
        ? ConfigCode.SCHEME_K8S_SERVICE_LINK
        : ConfigCode.SCHEME_UNSUPPORTED;
  }
}
