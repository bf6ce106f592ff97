package ai.hokusai.api.http;

import ai.hokusai.config.setting.Secret;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Compares the bearer tokens of requests with the token of one setting. Counts wrong tokens and delays the
 * responses to them. Thread-safe.
 */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";
  private static final Duration SLOWED = Duration.ofSeconds(1);
  private static final int AT_ONCE = 10;

  private final String variable;
  private final @Nullable Secret token;
  private final LongSupplier nanos;
  private final LongAdder refused = new LongAdder();
  private double allowance = AT_ONCE;
  private long allowanceAt;

  /**
   * The token of a setting.
   *
   * @param variable the name of the setting
   * @param token its value, null where it is not set: every token is wrong then
   */
  public BearerToken(String variable, @Nullable Secret token) {
    this(variable, token, System::nanoTime);
  }

  BearerToken(String variable, @Nullable Secret token, LongSupplier nanos) {
    this.variable = variable;
    this.token = token;
    this.nanos = nanos;
    this.allowanceAt = nanos.getAsLong();
  }

  /** The decision on one request. */
  public enum Verdict {
    /** It is allowed. */
    GRANTED,
    /** It sent no token. */
    ANONYMOUS,
    /** It sent a wrong token. */
    REFUSED
  }

  /** Returns true if a request has several Authorization headers; a proxy may read another than this server. */
  public static boolean isAmbiguous(Request request) {
    int found = 0;
    for (HttpField field : request.getHeaders()) {
      if (field.getHeader() == HttpHeader.AUTHORIZATION) {
        found++;
      }
    }
    return found > 1;
  }

  /** The name of the setting that holds the token. */
  public String variable() {
    return variable;
  }

  boolean isSet() {
    return token != null;
  }

  /** Decides and counts. Call once for a request. */
  public Verdict judge(Request request) {
    String shown = bearer(request);
    if (shown == null) {
      return Verdict.ANONYMOUS;
    }
    // Secrets compare in a time that does not depend on where the two differ.
    if (!shown.isEmpty() && Secret.of(shown).equals(token)) {
      return Verdict.GRANTED;
    }
    refused.increment();
    return Verdict.REFUSED;
  }

  /** The number of requests with a wrong token. */
  public long refused() {
    return refused.sum();
  }

  /** The delay of the response: zero, or a second for wrong tokens beyond the first ten. Call once for a request. */
  public Duration delay(Verdict verdict) {
    return verdict == Verdict.REFUSED ? delay() : Duration.ZERO;
  }

  private synchronized Duration delay() {
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

  private static @Nullable String bearer(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}
