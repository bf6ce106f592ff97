package ai.hokusai.config.url;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.source.HostPort;
import ai.hokusai.config.source.Unresolved;
import java.util.regex.Pattern;

/**
 * The boundaries of the components of a raw URL: the authority ends at the first of "/", "?" and
 * "#", the user information at the last "@" before that.
 */
final class UrlSlices {
  // "@", a host with a dot or a port, perhaps a database, a separator, and the next user or scheme.
  private static final Pattern HOST_OF_A_LIST =
      Pattern.compile("@[A-Za-z0-9-]++(?=[.:])[A-Za-z0-9.-]*+"
          + "(?::[0-9]{1,5})?+(?:/[0-9]*+)?+[,; ]++[^,; @:]*+:");

  private final String raw;
  private final int start;
  private final int authorityEnd;
  private final int at;
  private final int pathEnd;
  private final int queryEnd;

  private UrlSlices(String raw, int start, int authorityEnd) {
    this.raw = raw;
    this.start = start;
    this.authorityEnd = authorityEnd;
    int last = raw.lastIndexOf('@', authorityEnd - 1);
    this.at = last < start ? -1 : last;
    this.queryEnd = indexOrEnd(raw, '#', authorityEnd);
    this.pathEnd = Math.min(indexOrEnd(raw, '?', authorityEnd), queryEnd);
  }

  /** Slices what follows the scheme, which begins at the index given. */
  static UrlSlices of(String raw, int start) {
    return new UrlSlices(raw, start, authorityEnd(raw, start));
  }

  /** The slices that were probably meant where the password holds an unencoded delimiter. */
  UrlSlices withUserinfoUpToLastAt() {
    return new UrlSlices(raw, start, authorityEnd(raw, raw.lastIndexOf('@')));
  }

  private static int authorityEnd(String raw, int from) {
    int end = from;
    while (end < raw.length() && !endsAuthority(raw.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean endsAuthority(char c) {
    return c == '/' || c == '?' || c == '#';
  }

  private static int indexOrEnd(String raw, char c, int from) {
    int index = raw.indexOf(c, from);
    return index < 0 ? raw.length() : index;
  }

  /** The index of what follows the scheme. */
  int start() {
    return start;
  }

  boolean hasUserinfo() {
    return at >= 0;
  }

  String userinfo() {
    return hasUserinfo() ? raw.substring(start, at) : "";
  }

  /** The user information after its first colon, or all of it. */
  String password() {
    String userinfo = userinfo();
    return userinfo.substring(userinfo.indexOf(':') + 1);
  }

  /**
   * Returns true if the text before the last "@" is a list of hosts with credentials each: the same
   * credentials again after a separator, or any credentials after a host with a dot or a port.
   */
  boolean isListWithCredentials() {
    int first = raw.indexOf('@', start);
    int last = raw.lastIndexOf('@');
    if (first < 0 || first == last) {
      return false;
    }
    String credentials = raw.substring(start, first);
    int again = last - credentials.length();
    boolean isRepeated = !credentials.isEmpty()
        && again - 1 > first
        && ",; /".indexOf(raw.charAt(again - 1)) >= 0
        && raw.startsWith(credentials, again);
    return isRepeated || HOST_OF_A_LIST.matcher(raw).region(first, last).find();
  }

  /** Returns true if the path of a socket follows an empty host. */
  boolean isSocket() {
    return hostPort().isEmpty()
        && path().length() > 1
        && Unresolved.ofPath(path()) == ConfigCode.UNIX_SOCKET_UNSUPPORTED;
  }

  /**
   * Returns true if the value ends within credentials, as where an env file cuts it at a "#" or a
   * list at a ",". A "default" in front of a colon is the user, whose password may hold a "/",
   * unless a port that Redis uses and a path follow.
   */
  boolean isCutInCredentials() {
    String hostPort = hostPort();
    int colon = hostPort.indexOf(':');
    String behind = hostPort.substring(colon + 1);
    if (hasUserinfo() || colon < 0 || behind.isEmpty() || behind.contains("://")) {
      return false;
    }
    String host = hostPort.substring(0, colon);
    if (host.equals("default")) {
      return endsWithAuthority() || !(behind.equals("6379") || behind.equals("6380"));
    }
    if (!endsWithAuthority()) {
      return false;
    }
    boolean mayBeUser = Ascii.all(host, c -> Ascii.isLetterOrDigit(c) || c == '-' || c == '_');
    return mayBeUser
        && !host.equals("localhost")
        && Ascii.all(behind, c -> c != ':' && c != ',' && c != ';')
        && !Ascii.isDigits(behind)
        && Unresolved.of(behind, false) == null;
  }

  String hostPort() {
    return raw.substring(hasUserinfo() ? at + 1 : start, authorityEnd);
  }

  /** Everything in front of the first "/", "?" or "#". */
  String beforePath() {
    return raw.substring(start, authorityEnd);
  }

  String path() {
    return raw.substring(authorityEnd, pathEnd);
  }

  String query() {
    return pathEnd == queryEnd ? "" : raw.substring(pathEnd + 1, queryEnd);
  }

  /** Returns true if there is neither path nor query nor fragment. */
  boolean endsWithAuthority() {
    return authorityEnd == raw.length();
  }

  String fragment() {
    return hasFragment() ? raw.substring(queryEnd + 1) : "";
  }

  boolean hasFragment() {
    return queryEnd < raw.length();
  }

  /**
   * Returns true if an "@" behind the authority may end credentials: wherever there are
   * credentials, and in a path or fragment. Then the text in front of it is part of a password.
   */
  boolean holdsStrayAt() {
    if (raw.indexOf('@', authorityEnd) < 0) {
      return false;
    }
    return mayHoldCredentials() || raw.indexOf('@', queryEnd) >= 0 || path().indexOf('@') >= 0;
  }

  /**
   * Returns true if the authority has user information, or a port that is no number: the start of a
   * password.
   */
  private boolean mayHoldCredentials() {
    if (hasUserinfo()) {
      return true;
    }
    String hostPort = hostPort();
    int colon = hostPort.indexOf(':', Math.max(0, hostPort.indexOf(']')));
    return colon == 0 || (colon > 0 && !Ascii.isDigits(hostPort.substring(colon + 1)));
  }

  /**
   * The redacted value.
   *
   * @param scheme the text of the scheme, empty for none
   */
  RedactedValue.Builder shape(String scheme) {
    var shape = new RedactedValue.Builder();
    if (!scheme.isEmpty()) {
      shape.segment(Part.SCHEME, scheme).literal("://");
    }
    if (hasUserinfo()) {
      shapeUserinfo(shape);
    }
    HostPort.shape(hostPort(), shape);
    if (path().length() > 1) {
      shape.literal("/").segment(Part.DATABASE, "[db]");
    }
    if (!query().isEmpty()) {
      shapeQuery(shape);
    }
    return hasFragment() ? shape.literal("#").segment(Part.FRAGMENT, "[fragment]") : shape;
  }

  private void shapeUserinfo(RedactedValue.Builder shape) {
    String userinfo = userinfo();
    int colon = userinfo.indexOf(':');
    if (colon > 0) {
      shape.segment(Part.USERNAME, "[user]");
    }
    if (colon >= 0) {
      shape.literal(":");
    }
    if (colon < userinfo.length() - 1) {
      shape.segment(Part.PASSWORD, "[secret]");
    }
    shape.literal("@");
  }

  private void shapeQuery(RedactedValue.Builder shape) {
    shape.literal("?");
    long count = Query.options(query()).limit(Query.MAX_REPORTED + 1L).count();
    for (int i = 0; i < Math.min(count, Query.MAX_REPORTED); i++) {
      shape.literal(i == 0 ? "" : "&").segment(Part.OPTION, "[option]");
    }
    shape.literal(count > Query.MAX_REPORTED ? "&..." : "");
  }
}
