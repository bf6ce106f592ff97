package ai.hokusai.api.http;

import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Rejects transfer codings other than chunked (RFC 9112, section 6.1). Jetty accepts any list that ends in
 * chunked, and a proxy before it may find another end of the body.
 */
final class TransferCodingFilter extends Handler.Wrapper {
  private static final Problem UNSUPPORTED =
      Problem.of(501, "the only supported transfer coding is chunked");

  TransferCodingFilter(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return super.handle(request, response, callback);
    }
    List<String> codings = request.getHeaders().getValuesList(HttpHeader.TRANSFER_ENCODING);
    if (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked")) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    Problems.write(request, response, callback, UNSUPPORTED);
    return true;
  }
}
