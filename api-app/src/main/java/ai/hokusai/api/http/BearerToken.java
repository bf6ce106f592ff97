package ai.hokusai.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.config.setting.Secret;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Compares the bearer tokens of requests with the token of one setting, counts wrong ones and limits their rate:
 * ten at once, then one a second. Thread-safe.
 */
public final class BearerToken {
  /** The seconds until the next wrong token is compared, for {@code Retry-After}. */
  public static final String RETRY_AFTER = "1";

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final int AT_ONCE = 10;
  // At 100,000 guesses a second, a year is 2^42 guesses; 32 hexadecimal digits have 128 bits.
  private static final int TOO_LONG_TO_GUESS = 32;

  private final String variable;
  private final @Nullable Secret token;
  private final boolean isShort;
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
    this.isShort = token != null && token.reveal(String::length) < TOO_LONG_TO_GUESS;
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
    REFUSED,
    /** It sent a wrong token, or any token that is short enough to guess, after too many wrong ones. */
    LIMITED
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
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header == null ? Verdict.ANONYMOUS : judge(after(BEARER, header));
  }

  /** Decides as {@link #judge(Request)}, and accepts the token as the password of any user, as browsers send it. */
  Verdict judgeWithPassword(Request request) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (header == null) {
      return Verdict.ANONYMOUS;
    }
    String basic = after(BASIC, header);
    return judge(basic == null ? after(BEARER, header) : password(basic));
  }

  private Verdict judge(@Nullable String shown) {
    if (shown == null) {
      return Verdict.ANONYMOUS;
    }
    Verdict verdict = compare(shown);
    if (verdict == Verdict.REFUSED || verdict == Verdict.LIMITED) {
      refused.increment();
    }
    return verdict;
  }

  /** Compares under a lock, so that parallel requests get no further guesses. */
  private synchronized Verdict compare(String shown) {
    long now = nanos.getAsLong();
    double earned = (double) (now - allowanceAt) / TimeUnit.SECONDS.toNanos(1);
    allowance = Math.min(AT_ONCE, allowance + earned);
    allowanceAt = now;
    boolean isLimited = allowance < 1;
    // Secrets compare in a time that does not depend on where the two differ.
    if (!(isLimited && isShort) && !shown.isEmpty() && Secret.of(shown).equals(token)) {
      return Verdict.GRANTED;
    }
    if (isLimited) {
      return Verdict.LIMITED;
    }
    allowance--;
    return Verdict.REFUSED;
  }

  /** The number of requests with a token that was not accepted. */
  public long refused() {
    return refused.sum();
  }

  private static @Nullable String after(String scheme, String header) {
    return header.regionMatches(true, 0, scheme, 0, scheme.length())
        ? header.substring(scheme.length()).strip()
        : null;
  }

  /** The part after the first colon, as RFC 7617 has it; empty for anything else. */
  private static String password(String basic) {
    try {
      String pair = new String(Base64.getDecoder().decode(basic), UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
