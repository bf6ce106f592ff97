package ai.hokusai.api.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.hokusai.api.http.BearerToken;
import ai.hokusai.api.http.BearerToken.Verdict;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The answer to {@code /health?login} without the token: a challenge, upon which a browser shows its dialog. Other
 * requests get none, since a health check must not fail for a wrong token.
 */
final class Login {
  private static final HttpField CHALLENGE = new PreEncodedHttpField(
      HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"health details\", charset=\"UTF-8\"");
  private static final HttpField TEXT =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final String PASSWORD =
      "log in with any user name, and the token in HEALTH_DETAILS_TOKEN as the password\n";
  private static final String LATER = "too many wrong tokens; retry in a second\n";

  private Login() {}

  /** Returns true for the path at which a browser logs in. */
  static boolean isAt(String path) {
    return path.equals("/health");
  }

  /** Returns true if a request is one to log in. */
  static boolean isRequested(String path, Request request) {
    return isAt(path) && "login".equals(request.getHttpURI().getQuery());
  }

  /** The status code for a request without details. */
  static int status(Verdict verdict) {
    return verdict == Verdict.LIMITED
        ? HttpStatus.TOO_MANY_REQUESTS_429
        : HttpStatus.UNAUTHORIZED_401;
  }

  /** Writes the challenge, or the wait after too many wrong tokens. */
  static void respond(Verdict verdict, Response response, Callback callback) {
    boolean isLimited = verdict == Verdict.LIMITED;
    response.setStatus(status(verdict));
    response.getHeaders().put(NO_STORE);
    response.getHeaders().put(TEXT);
    if (isLimited) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, BearerToken.RETRY_AFTER);
    } else {
      response.getHeaders().put(CHALLENGE);
    }
    byte[] body = (isLimited ? LATER : PASSWORD).getBytes(UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
