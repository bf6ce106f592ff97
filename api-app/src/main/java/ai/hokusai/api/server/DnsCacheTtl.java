package ai.hokusai.api.server;

import java.security.Security;

/**
 * Shortens the time for which this JVM caches DNS results, before the first lookup. Otherwise it would
 * reconnect to an old address after a failover.
 */
final class DnsCacheTtl {
  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";
  // The default in java.security of every JDK; an operator has set any other value.
  private static final String SHIPPED_NOT_FOUND = "10";

  private DnsCacheTtl() {}

  /** Sets the limits, except those that the operator has set with {@code -Djava.security.properties}. */
  static void apply() {
    if (Security.getProperty(FOUND) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
      // The default is 30 s, during which connections after a failover would go to the old primary.
      Security.setProperty(FOUND, "5");
    }
    if (SHIPPED_NOT_FOUND.equals(Security.getProperty(NOT_FOUND))) {
      // Below the 2 s between two probes while Redis is down.
      Security.setProperty(NOT_FOUND, "1");
    }
  }
}
