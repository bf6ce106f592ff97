package ai.hokusai.health.connect;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the addresses of one host within a time limit, and reports the reason of a failure where
 * the JDK does not. Any thread may use it.
 */
// The JDK has no time-out for a look-up and cannot cancel one. So one daemon thread at a time looks
// names up for all callers; where it hangs, no other thread does.
final class NameLookup {
  private final String host;
  private final Resolver resolver;
  private volatile @Nullable UnknownHostException explained;
  private @Nullable FutureTask<InetAddress[]> current;

  NameLookup(String host, Resolver resolver) {
    this.host = host;
    this.resolver = resolver;
  }

  /** A look-up of another name by the same resolver. */
  NameLookup of(String other) {
    return new NameLookup(other, resolver);
  }

  /** The resolver: {@link InetAddress#getAllByName} except in tests. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  InetAddress[] addresses(Budget budget) throws IOException {
    return isAddress(host) ? resolver.addresses(host) : budget.spend("Name look-up", this::await);
  }

  /**
   * Returns true for an address, which needs no look-up: it has a colon, or only digits and dots.
   */
  static boolean isAddress(String host) {
    return host.indexOf(':') >= 0
        || host.chars().allMatch(each -> each == '.' || (each >= '0' && each <= '9'));
  }

  private InetAddress[] await(int millis) throws IOException {
    try {
      return inFlight().get(millis, MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("Name look-up timed out");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Name look-up interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IOException("Name look-up failed", e.getCause());
    }
  }

  private synchronized FutureTask<InetAddress[]> inFlight() {
    FutureTask<InetAddress[]> last = current;
    if (last != null && !last.isDone()) {
      return last;
    }
    var next = new FutureTask<>(this::ask);
    current = next;
    var thread = new Thread(next, "redis-health-lookup");
    thread.setDaemon(true);
    thread.start();
    return next;
  }

  private InetAddress[] ask() throws UnknownHostException {
    try {
      return resolver.addresses(host);
    } catch (UnknownHostException e) {
      UnknownHostException earlier = explained;
      // The JDK caches a failure and repeats it with only the host as its message. An outage of the
      // resolver would then look like a name that does not exist.
      if (earlier != null && host.equals(e.getMessage())) {
        throw earlier;
      }
      explained = e;
      throw e;
    }
  }
}
