package ai.hokusai.health.diagnose;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.health.connect.BoundedSocket;
import ai.hokusai.health.connect.Budget;
import ai.hokusai.health.connect.TlsLayer;
import ai.hokusai.health.redis.Stage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, on a second socket without credentials, what an exception could not tell: whether it
 * speaks TLS. Once a minute for each fault that goes on, or three times in a row where no answer
 * proves anything. It waits for the server for half a second at most. One thread examines; any other
 * may ask for the finding or close.
 */
public final class Diagnosis implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMillis(500);
  // As much as a long chain of certificates; a line of text is cut off far earlier.
  private static final int MAX_BYTES = 65_536;

  private static final Set<Fault> BROKEN_LINK =
      EnumSet.of(Fault.CONNECTION_CLOSED, Fault.READ_TIMEOUT);
  private static final Set<Fault> BROKEN_HANDSHAKE =
      EnumSet.of(Fault.TLS_HANDSHAKE_TIMEOUT, Fault.TLS_HANDSHAKE_FAILED);
  // A broken pipe below TLS is an exception of TLS, which then looks like a failed handshake.
  private static final Set<Fault> BROKEN_AFTER_HANDSHAKE =
      EnumSet.of(Fault.CONNECTION_CLOSED, Fault.TLS_HANDSHAKE_FAILED);

  /** A test of the server on a socket that bounds itself. */
  @FunctionalInterface
  private interface FollowUp {
    /** The fault that the reply proves, null where it proves none. */
    @Nullable
    Fault fault(Socket socket) throws IOException;
  }

  private final Supplier<@Nullable TlsLayer> tls;
  private final InstantSource clock;
  private final Findings findings = new Findings();
  private @Nullable BoundedSocket socket;
  private boolean isClosed;

  /**
   * A diagnosis that has not asked yet.
   *
   * @param tls how the client speaks TLS now, null where it does not
   * @param clock where the minute between two questions is read
   */
  public Diagnosis(Supplier<@Nullable TlsLayer> tls, InstantSource clock) {
    this.tls = tls;
    this.clock = clock;
  }

  /**
   * Asks the server where a failure is ambiguous and the last followUp is a minute old.
   *
   * @param fault what the failure looked like
   * @param stage how far the new link had come
   * @param peer the address that it was connected to, so that no name has to be looked up
   */
  public void examine(Fault fault, Stage stage, InetSocketAddress peer) {
    FollowUp followUp = followUp(fault, stage);
    if (followUp != null && findings.isDue(fault, clock.instant())) {
      findings.settle(fault, answer(followUp, peer));
    }
  }

  private @Nullable FollowUp followUp(Fault fault, Stage stage) {
    return switch (stage) {
      case DNS, TCP -> null;
      case TLS -> BROKEN_HANDSHAKE.contains(fault) ? PlaintextPing::fault : null;
      case AUTH, PING, HELLO, WRITE -> afterHandshake(fault);
    };
  }

  private @Nullable FollowUp afterHandshake(Fault fault) {
    TlsLayer layer = tls.get();
    if (layer == null) {
      return BROKEN_LINK.contains(fault) ? ClientHello::fault : null;
    }
    return BROKEN_AFTER_HANDSHAKE.contains(fault)
        ? second -> PostHandshakeRead.fault(layer, second)
        : null;
  }

  private @Nullable Fault answer(FollowUp followUp, InetSocketAddress peer) {
    try (var second = new BoundedSocket(Budget.of(LIMIT), MAX_BYTES)) {
      begin(second);
      second.connectTo(peer);
      return followUp.fault(second);
    } catch (IOException | RuntimeException e) {
      // No answer proves nothing, whatever the reason; the failure that led here stands.
      return null;
    }
  }

  private synchronized void begin(BoundedSocket second) throws IOException {
    if (isClosed) {
      throw new IOException("the diagnosis was closed");
    }
    socket = second;
  }

  /**
   * The fault to report: what the server's answer proved as long as the same failure goes on.
   *
   * @param observed what the failure of a probe looked like
   * @return the finding, or the same fault where there is none
   */
  public Fault reported(Fault observed) {
    return findings.reported(observed);
  }

  /** Forgets what was found out, since Redis answered: what breaks next is another trouble. */
  public void reset() {
    findings.reset();
  }

  /** Forgets what was found out, since something else happened. */
  public void forget() {
    findings.forget();
  }

  /** Ends a followUp in flight and asks none again. */
  @Override
  public synchronized void close() {
    isClosed = true;
    BoundedSocket current = socket;
    if (current != null) {
      closeQuietly(current);
    }
  }

  private static void closeQuietly(BoundedSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
