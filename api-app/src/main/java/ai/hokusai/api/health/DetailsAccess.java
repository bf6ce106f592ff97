package ai.hokusai.api.health;

import ai.hokusai.config.source.Secret;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests see the details: those with the token, and those of a client on this machine where
 * that is configured. Counts and slows requests with a wrong token. Thread-safe.
 */
public final class DetailsAccess {
  /** No request sees details. */
  public static final DetailsAccess NOBODY = new DetailsAccess(null, false);

  private static final String SCHEME = "Bearer ";
  private static final Duration SLOWED = Duration.ofSeconds(1);
  private static final int AT_ONCE = 10;

  private final @Nullable Secret token;
  private final boolean isLoopbackTrusted;
  private final LongSupplier nanos;
  private final LongAdder refused = new LongAdder();
  private double allowance = AT_ONCE;
  private long allowanceAt;

  /**
   * Access by token or from this machine.
   *
   * @param token what a client has to send, null where no token opens the details
   * @param isLoopbackTrusted whether a client on this machine needs no token
   */
  public DetailsAccess(@Nullable Secret token, boolean isLoopbackTrusted) {
    this(token, isLoopbackTrusted, System::nanoTime);
  }

  DetailsAccess(@Nullable Secret token, boolean isLoopbackTrusted, LongSupplier nanos) {
    this.token = token;
    this.isLoopbackTrusted = isLoopbackTrusted;
    this.nanos = nanos;
    this.allowanceAt = nanos.getAsLong();
  }

  /** The decision on one request. */
  public enum Verdict {
    /** It sees the details. */
    GRANTED,
    /** It showed no token. */
    ANONYMOUS,
    /** It showed a wrong token. */
    REFUSED
  }

  /** Whether a request has more than one Authorization header, of which proxies may read different ones. */
  public static boolean isAmbiguous(Request request) {
    int found = 0;
    for (HttpField field : request.getHeaders()) {
      if (field.getHeader() == HttpHeader.AUTHORIZATION) {
        found++;
      }
    }
    return found > 1;
  }

  /** Decides and counts. Call once for a request. */
  Verdict judge(Request request) {
    String shown = bearer(request);
    if (isToken(shown) || (isLoopbackTrusted && LoopbackClient.sent(request))) {
      return Verdict.GRANTED;
    }
    if (shown == null) {
      return Verdict.ANONYMOUS;
    }
    refused.increment();
    return Verdict.REFUSED;
  }

  /** The same for metrics, which all requests see where there is no token. */
  public Verdict judgeForMetrics(Request request) {
    return token == null ? Verdict.GRANTED : judge(request);
  }

  /** How many requests showed a wrong token. */
  public long refused() {
    return refused.sum();
  }

  /** How long the answer to the next wrong token waits: a few are answered at once. */
  public synchronized Duration delay() {
    long now = nanos.getAsLong();
    double earned = (double) (now - allowanceAt) / TimeUnit.SECONDS.toNanos(1);
    allowance = Math.min(AT_ONCE, allowance + earned);
    allowanceAt = now;
    if (allowance < 1) {
      return SLOWED;
    }
    allowance--;
    return Duration.ZERO;
  }

  private boolean isToken(@Nullable String shown) {
    // Secrets compare in a time that does not depend on where the two differ.
    return shown != null && !shown.isEmpty() && Secret.of(shown).equals(token);
  }

  /** The token that a request shows, null where it shows none. */
  public static @Nullable String bearer(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
