package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.grammar.Ascii;
import ai.hokusai.config.grammar.Ipv4;
import ai.hokusai.config.grammar.Ipv6;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host name or address in its normal form: lower case, no brackets, no dot at the end. Immutable.
 *
 * @param name the name or address; the zone of an IPv6 address follows as {@code %25zone}
 */
public record Host(String name, Kind kind) {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;
  private static final int SHORTEST_TOKEN = 20;
  private static final int LONG_TOKEN = 32;
  // RFC 6874: "%" is written "%25", and unreserved characters follow it.
  private static final Pattern ZONE = Pattern.compile("%25[A-Za-z0-9._~-]{1,63}");

  /** The notation of a host. */
  public enum Kind {
    /** A name for DNS. */
    NAME,
    /** An IPv4 address. */
    IPV4,
    /** An IPv6 address. */
    IPV6
  }

  /** Returns true for an IPv4 or IPv6 address. */
  public boolean isAddress() {
    return kind != Kind.NAME;
  }

  /** Returns true for this machine: localhost and names below it, 127.0.0.0/8 and ::1. */
  public boolean isLoopback() {
    return switch (kind) {
      case NAME -> name.equals("localhost") || name.endsWith(".localhost");
      case IPV4 -> name.startsWith("127.");
      case IPV6 -> Arrays.equals(Ipv6.groups(address(name)), new int[] {0, 0, 0, 0, 0, 0, 0, 1});
    };
  }

  /**
   * Returns true if it may be a token in the wrong place: one long word of letters and digits with
   * two digits or more.
   */
  public boolean looksLikeToken() {
    boolean isWord = name.length() >= SHORTEST_TOKEN && Ascii.all(name, Ascii::isLetterOrDigit);
    long digits = name.chars().filter(c -> c >= '0' && c <= '9').count();
    return isWord && (digits >= 2 || name.length() >= LONG_TOKEN);
  }

  /** Returns true for 0.0.0.0 and ::, which a server can listen on but no client can connect to. */
  public boolean isWildcard() {
    return isAddress() && Ascii.all(address(name), c -> c == '0' || c == ':' || c == '.');
  }

  /**
   * Reads an IPv6 address without brackets.
   *
   * @param raw the text, which may end in a zone written {@code %25zone}
   * @return the address, null where it is none
   */
  public static @Nullable Host ipv6(String raw) {
    String address = address(raw);
    String zone = raw.substring(address.length());
    return Ipv6.groups(address) != null && (zone.isEmpty() || ZONE.matcher(zone).matches())
        ? new Host(address.toLowerCase(Locale.ROOT) + zone, Kind.IPV6)
        : null;
  }

  private static String address(String raw) {
    int zone = raw.indexOf('%');
    return zone < 0 ? raw : raw.substring(0, zone);
  }

  /**
   * Reads a host name or an IPv4 address.
   *
   * @param raw the text, not empty
   * @param report receives the code of each problem
   * @return the host, null where an error was reported
   */
  public static @Nullable Host parse(String raw, Consumer<ConfigCode> report) {
    String name = raw;
    if (name.length() > 1 && name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
      report.accept(ConfigCode.TRAILING_DOT);
    }
    Kind kind = endsInNumber(name) ? Kind.IPV4 : Kind.NAME;
    if (kind == Kind.IPV4 ? Ipv4.octets(name) == null : !isName(name)) {
      report.accept(problem(name));
      return null;
    }
    if (name.indexOf('_') >= 0) {
      report.accept(ConfigCode.HOST_UNDERSCORE);
    }
    // Last, since lower case makes ASCII of the Kelvin sign.
    return new Host(name.toLowerCase(Locale.ROOT), kind);
  }

  /** The problem of a text that is neither a name nor an address. */
  private static ConfigCode problem(String name) {
    if (name.equals("*")) {
      return ConfigCode.HOST_WILDCARD;
    }
    if (Ascii.isDigits(name)) {
      return ConfigCode.HOST_LOOKS_LIKE_PORT;
    }
    return Ascii.all(name, c -> c < 128) ? ConfigCode.HOST_INVALID : ConfigCode.HOST_NON_ASCII;
  }

  /** A name whose last label is a number is an address or nothing, as in the URL standard. */
  private static boolean endsInNumber(String name) {
    return name.charAt(name.length() - 1) <= '9'
        && Ascii.isDigits(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isName(String name) {
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (!isLabel(name, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (!(Ascii.isLetterOrDigit(c) || c == '-' || c == '_')) {
        return false;
      }
    }
    return name.length() <= MAX_NAME && isLabel(name, start, name.length());
  }

  private static boolean isLabel(String name, int start, int end) {
    int length = end - start;
    return length > 0
        && length <= MAX_LABEL
        && name.charAt(start) != '-'
        && name.charAt(end - 1) != '-';
  }

  @Override
  public String toString() {
    return name;
  }
}
