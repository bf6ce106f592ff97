package ai.hokusai.api.health;

import ai.hokusai.api.health.BearerToken.Verdict;
import java.time.Duration;
import org.eclipse.jetty.server.Request;

/**
 * Decides which requests see the details: those with the token, and those of a client on this machine where
 * that is configured. Thread-safe.
 */
public final class DetailsAccess {
  private final BearerToken token;
  private final boolean isLoopbackTrusted;

  /**
   * Access by token or from this machine.
   *
   * @param token opens the details where it is set
   * @param isLoopbackTrusted whether a client on this machine needs no token
   */
  public DetailsAccess(BearerToken token, boolean isLoopbackTrusted) {
    this.token = token;
    this.isLoopbackTrusted = isLoopbackTrusted;
  }

  /** Decides and counts. Call once for a request. */
  Verdict judge(Request request) {
    return isLoopbackTrusted && LoopbackClient.sent(request)
        ? Verdict.GRANTED
        : token.judge(request);
  }

  /** The same for metrics, which all requests see where there is no token. */
  public Verdict judgeForMetrics(Request request) {
    return token.isSet() ? judge(request) : Verdict.GRANTED;
  }

  /** The delay of the answer to a request with this verdict. Call once for a request. */
  public Duration delay(Verdict verdict) {
    return token.delay(verdict);
  }
}
