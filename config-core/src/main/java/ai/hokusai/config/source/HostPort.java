package ai.hokusai.config.source;

import ai.hokusai.config.diagnostic.ConfigCode;
import ai.hokusai.config.diagnostic.Part;
import ai.hokusai.config.grammar.Values;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host with an optional port. Immutable.
 *
 * @param host the host, null where it was faulty
 * @param port the port, null where there was none or a faulty one
 */
public record HostPort(@Nullable Host host, @Nullable Integer port) {

  /**
   * Reads a host to connect to.
   *
   * @param raw the text, which may be empty
   * @param bare whether it stands alone, where an IPv6 address needs no brackets
   * @param report receives the code of each problem and its place
   */
  public static HostPort parse(String raw, boolean bare, BiConsumer<ConfigCode, Part> report) {
    if (raw.indexOf(',') >= 0 || raw.indexOf(';') >= 0) {
      report.accept(ConfigCode.MULTIPLE_HOSTS, Part.HOST);
      return new HostPort(null, null);
    }
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
