package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.diagnostic.RedactedValue;
import ai.hokusai.config.grammar.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host with an optional port. Immutable.
 *
 * @param host the host, null where it was faulty
 * @param port the port, null where there was none or a faulty one
 */
public record HostPort(@Nullable Host host, @Nullable Integer port) {
  /** The number of hosts of a list that are shown; errors in later ones mark the list as a whole. */
  private static final int MAX_SHOWN = 8;

  private static final Pattern COMMA = Pattern.compile(",");

  /** Receives the problems of a list. */
  public interface Report {
    /**
     * Takes one problem.
     *
     * @param occurrence which host or port of the list, counted from 0
     */
    void accept(ConfigCode code, Part part, int occurrence);
  }

  /**
   * Reads one host to connect to, or several that are separated by commas.
   *
   * @param raw the text, which may be empty
   * @param bare whether it stands alone, where an IPv6 address needs no brackets
   * @return at least one; empty where an error of the list as a whole was reported
   */
  public static List<HostPort> list(String raw, boolean bare, Report report) {
    if (Unresolved.of(raw, false) == ConfigCode.SECRET_REFERENCE_NOT_RESOLVED) {
      report.accept(ConfigCode.SECRET_REFERENCE_NOT_RESOLVED, Part.HOST, 0);
      return List.of();
    }
    if (raw.indexOf(';') >= 0) {
      report.accept(ConfigCode.MULTIPLE_HOSTS, Part.HOST, 0);
      return List.of();
    }
    List<HostPort> hosts = new ArrayList<>();
    int ports = 0;
    for (String each : elements(raw)) {
      int host = Math.min(hosts.size(), MAX_SHOWN);
      int port = Math.min(ports, MAX_SHOWN);
      hosts.add(parse(
          each, bare, (code, part) -> report.accept(code, part, part == Part.PORT ? port : host)));
      ports += hasPort(each) ? 1 : 0;
    }
    return List.copyOf(hosts);
  }

  private static List<String> elements(String raw) {
    return COMMA.splitAsStream(raw + " ").map(String::strip).toList();
  }

  /** Adds one host with its port, or each host of a list, to a redacted value. */
  public static void shape(String raw, RedactedValue.Builder shape) {
    List<String> elements = elements(raw);
    for (int i = 0; i < Math.min(elements.size(), MAX_SHOWN); i++) {
      shape.literal(i == 0 ? "" : ",");
      String each = elements.get(i);
      if (each.isEmpty() && elements.size() > 1) {
        shape.segment(Part.HOST, "[empty]");
      } else {
        shapeOne(each, shape);
      }
    }
    shape.literal(elements.size() > MAX_SHOWN ? ",..." : "");
  }

  private static void shapeOne(String raw, RedactedValue.Builder shape) {
    int colon = portColon(raw);
    if (colon != 0 && !raw.isEmpty()) {
      shape.segment(Part.HOST, "[host]");
    }
    if (colon >= 0) {
      shape.literal(":");
    }
    if (hasPort(raw)) {
      shape.segment(Part.PORT, "[port]");
    }
  }

  private static int portColon(String raw) {
    return isUnbracketedIpv6(raw) ? -1 : raw.indexOf(':', Math.max(0, raw.indexOf(']')));
  }

  private static boolean hasPort(String raw) {
    int colon = portColon(raw);
    return colon >= 0 && colon < raw.length() - 1;
  }

  /**
   * Reads a host to connect to.
   *
   * @param raw the text, which may be empty
   * @param bare whether it stands alone, where an IPv6 address needs no brackets
   * @param report receives the code of each problem and its place
   */
  public static HostPort parse(String raw, boolean bare, BiConsumer<ConfigCode, Part> report) {
    if (Unresolved.of(raw, false) == ConfigCode.SECRET_REFERENCE_NOT_RESOLVED) {
      report.accept(ConfigCode.SECRET_REFERENCE_NOT_RESOLVED, Part.HOST);
      return new HostPort(null, null);
    }
    if (raw.startsWith("[")) {
      return bracketed(raw, report);
    }
    if (isUnbracketedIpv6(raw)) {
      return unbracketed(raw, bare, report);
    }
    int colon = raw.indexOf(':');
    String host = colon < 0 ? raw : raw.substring(0, colon);
    return new HostPort(host(host, report), port(raw, colon, report));
  }

  /** Returns true for an IPv6 address without brackets, with or without a port behind it. */
  public static boolean isUnbracketedIpv6(String raw) {
    return raw.indexOf(':') != raw.lastIndexOf(':')
        && (Host.ipv6(raw) != null || mayEndInPort(raw));
  }

  /**
   * Returns true if the text before the last colon is an address, so that the rest may be a port.
   */
  private static boolean mayEndInPort(String raw) {
    return Host.ipv6(raw.substring(0, raw.lastIndexOf(':'))) != null;
  }

  private static HostPort unbracketed(
      String raw, boolean bare, BiConsumer<ConfigCode, Part> report) {
    Host address = bare && !mayEndInPort(raw) ? Host.ipv6(raw) : null;
    if (address == null) {
      report.accept(ConfigCode.IPV6_UNBRACKETED, Part.HOST);
      return new HostPort(null, null);
    }
    return new HostPort(connectable(address, report), null);
  }

  private static HostPort bracketed(String raw, BiConsumer<ConfigCode, Part> report) {
    int end = raw.indexOf(']');
    boolean ends = end == raw.length() - 1 || raw.startsWith("]:", end);
    Host host = end > 0 && ends ? Host.ipv6(raw.substring(1, end)) : null;
    if (host == null) {
      report.accept(ConfigCode.HOST_INVALID, Part.HOST);
      return new HostPort(null, null);
    }
    return new HostPort(connectable(host, report), port(raw, end + 1, report));
  }

  private static @Nullable Host host(String raw, BiConsumer<ConfigCode, Part> report) {
    if (raw.isEmpty()) {
      report.accept(ConfigCode.HOST_MISSING, Part.HOST);
      return null;
    }
    ConfigCode unresolved = Unresolved.ofHost(raw);
    if (unresolved != null) {
      report.accept(unresolved, Part.HOST);
      return null;
    }
    Host host = Host.parse(raw, code -> report.accept(code, Part.HOST));
    return host == null ? null : connectable(host, report);
  }

  private static @Nullable Host connectable(Host host, BiConsumer<ConfigCode, Part> report) {
    if (host.isWildcard()) {
      report.accept(ConfigCode.HOST_WILDCARD, Part.HOST);
      return null;
    }
    return host;
  }

  private static @Nullable Integer port(
      String raw, int colon, BiConsumer<ConfigCode, Part> report) {
    boolean stated = colon >= 0 && colon + 1 < raw.length();
    return stated ? port(raw.substring(colon + 1), code -> report.accept(code, Part.PORT)) : null;
  }

  /**
   * Returns true for an address that Kubernetes or Docker links inject under the name of a port.
   */
  static boolean isServiceLink(String raw) {
    return raw.regionMatches(true, 0, "tcp://", 0, 6);
  }

  /**
   * Reads a port.
   *
   * @return a number from 1 to 65535, null where an error was reported
   */
  static @Nullable Integer port(String raw, Consumer<ConfigCode> report) {
    int value = Values.number(raw).orElse(0);
    if (value >= 1 && value <= 65535) {
      return value;
    }
    ConfigCode unresolved = Unresolved.of(raw, false);
    ConfigCode fault =
        isServiceLink(raw) ? ConfigCode.PORT_K8S_SERVICE_LINK : ConfigCode.PORT_INVALID;
    report.accept(unresolved == null ? fault : unresolved);
    return null;
  }
}
