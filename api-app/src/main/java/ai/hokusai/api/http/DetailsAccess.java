package ai.hokusai.api.http;

import ai.hokusai.api.http.BearerToken.Verdict;
import org.eclipse.jetty.server.Request;

/**
 * Decides which requests get details: those with the token, also as the password of a browser, and, if configured,
 * those of a client on this machine. Thread-safe.
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
        : token.judgeWithPassword(request);
  }

  /** Decides on a request for metrics, which need a token only if one is set. */
  public Verdict judgeForMetrics(Request request) {
    return token.isSet() ? judge(request) : Verdict.GRANTED;
  }

  /** Returns true if a browser can log in: a token is set. */
  public boolean hasLogin() {
    return token.isSet();
  }

  /** The instruction for a client without details, one line. */
  public String hint() {
    return token.isSet()
        ? "hidden; send HEALTH_DETAILS_TOKEN as Authorization: Bearer, or log in at /health?login"
        : "hidden; set HEALTH_DETAILS_TOKEN to 16 or more characters (openssl rand -hex 32)"
            + (isLoopbackTrusted ? ", or open /health on the machine itself" : "");
  }
}
