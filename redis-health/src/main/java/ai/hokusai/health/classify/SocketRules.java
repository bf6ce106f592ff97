package ai.hokusai.health.classify;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Recognizes a failed look-up, connection or read, and an exhausted pool. */
final class SocketRules {
  // Where the addresses of a host fail differently, the first of these is the most specific: the
  // other address family is often just not available.
  private static final List<Fault> MOST_SPECIFIC_FIRST = List.of(
      Fault.DNS_NOT_FOUND,
      Fault.DNS_TIMEOUT,
      Fault.CONNECT_REFUSED,
      Fault.CONNECT_TIMEOUT,
      Fault.NETWORK_UNREACHABLE,
      Fault.UNEXPECTED_REPLY,
      Fault.READ_TIMEOUT,
      Fault.CONNECTION_CLOSED);
  // The texts of Jedis, then of Lettuce.
  private static final Set<String> END_OF_STREAM = Set.of(
      "Unexpected end of stream.",
      "It seems like server has closed the connection.",
      "Connection closed prematurely",
      "Connection closed",
      "Connection disconnected",
      "Currently not connected. Commands are rejected.");
  // NIO has no type for these.
  private static final Pattern BROKEN = Pattern.compile("Connection reset|Broken pipe");
  private static final String POOL_TIMEOUT = "Timeout waiting for idle object";

  private SocketRules() {}

  static @Nullable Fault match(List<Throwable> parts) {
    Set<Fault> faults =
        parts.stream().map(SocketRules::fault).filter(Objects::nonNull).collect(Collectors.toSet());
    return MOST_SPECIFIC_FIRST.stream().filter(faults::contains).findFirst().orElse(pool(parts));
  }

  private static @Nullable Fault fault(Throwable part) {
    if (part instanceof UnknownHostException) {
      // EAI_AGAIN: the resolver failed, which does not mean that the name does not exist.
      // Netty adds the time-out of its own resolver.
      boolean isPassing = FailureParts.text(part).contains("Temporary failure in name resolution")
          || FailureParts.of(part).stream().anyMatch(FailureParts::isTimeout);
      return isPassing ? Fault.DNS_TIMEOUT : Fault.DNS_NOT_FOUND;
    }
    if (part instanceof SocketTimeoutException) {
      return timeout(FailureParts.text(part));
    }
    if (part instanceof ProtocolException) {
      // The message of ReplyReader for a malformed or endless reply.
      return Fault.UNEXPECTED_REPLY;
    }
    if (part instanceof SocketException) {
      return socket(part);
    }
    if (FailureParts.isTimeout(part)) {
      return Fault.READ_TIMEOUT;
    }
    return isEnd(part) ? Fault.CONNECTION_CLOSED : null;
  }

  private static boolean isEnd(Throwable part) {
    String text = FailureParts.text(part);
    return part instanceof EOFException
        || part instanceof ClosedChannelException
        || (part instanceof IOException && BROKEN.matcher(text).find())
        || (FailureParts.isOfClient(part) && END_OF_STREAM.contains(text));
  }

  private static Fault timeout(String text) {
    // The message of NameLookup.
    if (text.startsWith("Name look-up")) {
      return Fault.DNS_TIMEOUT;
    }
    return text.startsWith("Connect") ? Fault.CONNECT_TIMEOUT : Fault.READ_TIMEOUT;
  }

  private static Fault socket(Throwable part) {
    String text = FailureParts.text(part);
    if (part instanceof NoRouteToHostException || text.contains("Network is unreachable")) {
      return Fault.NETWORK_UNREACHABLE;
    }
    if (part instanceof ConnectException) {
      return text.contains("timed out") ? Fault.CONNECT_TIMEOUT : Fault.CONNECT_REFUSED;
    }
    return Fault.CONNECTION_CLOSED;
  }

  private static @Nullable Fault pool(List<Throwable> parts) {
    boolean isOfClient = parts.stream().anyMatch(FailureParts::isOfClient);
    boolean isDry = parts.stream()
        .filter(NoSuchElementException.class::isInstance)
        .anyMatch(part -> isOfClient || FailureParts.text(part).startsWith(POOL_TIMEOUT));
    return isDry ? Fault.POOL_EXHAUSTED : null;
  }
}
