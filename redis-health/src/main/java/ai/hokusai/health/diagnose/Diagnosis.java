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
 * Finds out whether a server has TLS where an exception does not show it, on a second socket
 * without credentials. It connects once a minute for each fault that lasts, or three times in a row
 * where no answer proves anything, and waits at most half a second. One thread runs it; any other
 * may read the finding or close.
 */
public final class Diagnosis implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMillis(500);
  // The size of a long certificate chain; text is cut off much earlier.
  private static final int MAX_BYTES = 65_536;

  private static final Set<Fault> BROKEN_LINK =
      EnumSet.of(Fault.CONNECTION_CLOSED, Fault.READ_TIMEOUT);
  private static final Set<Fault> BROKEN_HANDSHAKE =
      EnumSet.of(Fault.TLS_HANDSHAKE_TIMEOUT, Fault.TLS_HANDSHAKE_FAILED);
  // A broken pipe below TLS is an exception of TLS, which then looks like a failed handshake.
  private static final Set<Fault> BROKEN_AFTER_HANDSHAKE =
      EnumSet.of(Fault.CONNECTION_CLOSED, Fault.TLS_HANDSHAKE_FAILED);

  /** A test of the server on a bounded socket. */
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
   * A diagnosis without a finding.
   *
   * @param tls the TLS layer of the client, null for plaintext
   * @param clock the clock for the minute between two tests
   */
  public Diagnosis(Supplier<@Nullable TlsLayer> tls, InstantSource clock) {
    this.tls = tls;
    this.clock = clock;
  }

  /**
   * Tests the server where a failure is ambiguous and the last test is a minute old.
   *
   * @param fault the observed fault
   * @param stage the stage in which the new connection failed
   * @param peer the address of the connection, so that no name has to be looked up
   */
  public void examine(Fault fault, Stage stage, InetSocketAddress peer) {
    FollowUp followUp = followUp(fault, stage);
    if (followUp != null && findings.isDue(fault, clock.instant())) {
      findings.settle(fault, answer(followUp, peer));
    }
  }

  private @Nullable FollowUp followUp(Fault fault, Stage stage) {
    return switch (stage) {
      case SENTINELS, MASTER, DNS, TCP, IDENTITY -> null;
      case TLS -> BROKEN_HANDSHAKE.contains(fault) ? PlaintextPing::fault : null;
      case AUTH, PING, HELLO, SLOTS, SHARDS, WRITE -> afterHandshake(fault);
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
      // A missing answer proves nothing; the failure that led here stands.
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
   * The fault to report: the finding as long as the same failure lasts.
   *
   * @param observed the observed fault
   * @return the finding, or the observed fault without one
   */
  public Fault reported(Fault observed) {
    return findings.reported(observed);
  }

  /** Drops the findings, since Redis answered and the next failure has another cause. */
  public void reset() {
    findings.reset();
  }

  /** Drops the findings, since the result has changed. */
  public void clear() {
    findings.clear();
  }

  /** Ends a running test; no other begins. */
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
      // The socket is discarded either way.
    }
  }
}
