package ai.hokusai.health.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the addresses of a host, and says why there are none also when the JDK does not. Any thread
 * may use it; how long it takes has no bound.
 */
final class NameLookup {
  private final Resolver resolver;
  private volatile @Nullable UnknownHostException explained;

  NameLookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /** What really asks, {@link InetAddress#getAllByName} but in tests. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  InetAddress[] addresses(String host) throws UnknownHostException {
    try {
      return resolver.addresses(host);
    } catch (UnknownHostException e) {
      UnknownHostException earlier = explained;
      // For 10 s the JDK repeats a failure from its cache, with the bare host for a message. An
      // outage
      // of the resolver would then look like a name that does not exist.
      if (earlier != null && host.equals(e.getMessage())) {
        throw earlier;
      }
      explained = e;
      throw e;
    }
  }
}
