package ai.hokusai.api.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Takes in the body of a request before anybody works for it: a slow client occupies a connection and what it
 * has sent so far, and no thread.
 */
final class BodyReader extends Handler.Wrapper {
  private final Duration limit;
  private final Semaphore room;

  /**
   * Prepares to read.
   *
   * @param limit the longest wait for one body
   * @param room the bytes of all bodies that are held at one time
   */
  BodyReader(Duration limit, int room) {
    this.limit = limit;
    this.room = new Semaphore(room);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getLength() > ServerLimits.BODY_BYTES + Body.MOST_DROPPED) {
      Problems.write(request, response, callback, Body.TOO_LARGE);
      return true;
    }
    if (request.getLength() <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return super.handle(request, response, callback);
    }
    new Body(getHandler(), request, response, callback, room).readWithin(limit);
    return true;
  }
}
