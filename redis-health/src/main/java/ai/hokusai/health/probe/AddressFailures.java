package ai.hokusai.health.probe;

import ai.hokusai.health.classify.Cause;
import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.redis.RedisEvent;
import ai.hokusai.health.redis.RedisEvent.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one host to which new connections fail. An address that accepts no connection
 * counts only where none does, since every client tries the next one. Any thread may use it.
 */
final class AddressFailures {
  private final String connection;
  private final Map<InetAddress, Failure> failing = new LinkedHashMap<>();

  /**
   * No failures so far.
   *
   * @param connection the term for the connections in messages, such as {@code a new connection}
   */
  AddressFailures(String connection) {
    this.connection = connection;
  }

  private record Failure(Cause cause, boolean isConnected) {}

  /**
   * Records the outcome for one address.
   *
   * @param all every address that the host has now
   * @param cause the reason why the connection failed, null for a success
   * @return the event, where the host has several addresses and this one has changed
   */
  synchronized List<RedisEvent> record(
      Collection<InetAddress> all,
      InetAddress address,
      @Nullable Cause cause,
      boolean isConnected) {
    failing.keySet().retainAll(all);
    Failure before = failing.remove(address);
    if (cause != null) {
      failing.put(address, new Failure(cause, isConnected));
    }
    boolean isSame =
        before == null ? cause == null : cause != null && before.cause().equals(cause);
    return isSame || all.size() < 2 ? List.of() : List.of(event(address, cause));
  }

  private static RedisEvent event(InetAddress address, @Nullable Cause cause) {
    String shown = address.getHostAddress();
    return cause == null
        ? new RedisEvent(
            Kind.ADDRESS_RECOVERED,
            "new connections to " + shown + " succeed again",
            null,
            null,
            Map.of("address", shown))
        : new RedisEvent(
            Kind.ADDRESS_FAILING,
            "new connections to " + shown + " fail: " + cause.message(),
            cause.code(),
            cause.remedy(),
            Map.of("address", shown));
  }

  /** The reason why new connections to the host fail, null where they succeed. */
  synchronized @Nullable Cause verdict(int count) {
    List<Failure> all = new ArrayList<>(failing.values());
    List<Failure> connected = all.stream().filter(Failure::isConnected).toList();
    if (connected.isEmpty()) {
      return all.size() < count || all.isEmpty()
          ? null
          : newConnections(all.get(0).cause(), count, count);
    }
    return newConnections(connected.get(0).cause(), all.size(), count);
  }

  /** The cause that new connections fail, to some or all addresses of a host. */
  Cause newConnections(Cause cause, int failing, int count) {
    String which = failing < count ? " to %d of %d addresses".formatted(failing, count) : "";
    // A probe of a Redis fails with a fault and no other cause.
    Fault fault = Objects.requireNonNull(Fault.of(cause));
    return fault.with(connection + which + " fails: " + cause.message(), cause.remedy());
  }
}
