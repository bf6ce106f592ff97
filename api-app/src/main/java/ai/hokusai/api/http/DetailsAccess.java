package ai.hokusai.api.http;

import ai.hokusai.api.http.BearerToken.Verdict;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Decides which requests get details: those with the token and, if configured, those of a client on this
 * machine. Thread-safe.
 */
public final class DetailsAccess {
  private final BearerToken token;
  private final boolean isLoopbackTrusted;

  /**
   * Access by token or from this machine.
   *
   * @param token the token that grants access
   * @param isLoopbackTrusted whether a client on this machine needs no token
   */
  public DetailsAccess(BearerToken token, boolean isLoopbackTrusted) {
    this.token = token;
    this.isLoopbackTrusted = isLoopbackTrusted;
  }

  /** Decides and counts. Call once for a request. */
  public Verdict judge(Request request) {
    return isLoopbackTrusted && LoopbackClient.sent(request)
        ? Verdict.GRANTED
        : token.judge(request);
  }

  /** Decides on a request for metrics, which need a token only if one is set. */
  public Verdict judgeForMetrics(Request request) {
    return token.isSet() ? judge(request) : Verdict.GRANTED;
  }

  /** Writes the response to a request with this verdict: immediately, or later for wrong tokens. Call once. */
  public void respond(
      Verdict verdict, Request request, Callback callback, DelayedResponse.Writer writer)
      throws Exception {
    DelayedResponse.send(request, callback, token.delay(verdict), writer);
  }
}
