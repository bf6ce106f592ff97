package ai.hokusai.config;

import static java.util.Objects.requireNonNull;

/**
 * The address of one server. Immutable.
 *
 * @param host the host name in lower case or the address; an IPv6 address has no brackets and
 *     carries its zone as {@code %25zone}
 * @param port the port, 1 to 65535
 */
public record NodeAddress(String host, int port) {

  /** Rejects a port outside of its range. */
  public NodeAddress {
    requireNonNull(host, "host");
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
  }

  /** Host and port as in a URL, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
