package ai.hokusai.api;

import java.security.Security;

/**
 * How long this JVM believes what the name server said. Shortened before the first look-up, so that a
 * name that comes back or moves is found while it matters.
 */
final class NameCache {
  private static final String FOUND = "networkaddress.cache.ttl";
  private static final String NOT_FOUND = "networkaddress.cache.negative.ttl";
  // What the file java.security of every JDK says; another value is the operator's.
  private static final String SHIPPED_NOT_FOUND = "10";

  private NameCache() {}

  /** Leaves alone what the operator has set with {@code -Djava.security.properties}. */
  static void shorten() {
    if (Security.getProperty(FOUND) == null && System.getProperty("sun.net.inetaddr.ttl") == null) {
      // 30 s otherwise: as long, a failover would be followed to the old primary.
      Security.setProperty(FOUND, "5");
    }
    if (SHIPPED_NOT_FOUND.equals(Security.getProperty(NOT_FOUND))) {
      // Below the 2 s between two probes while Redis is down.
      Security.setProperty(NOT_FOUND, "1");
    }
  }
}
