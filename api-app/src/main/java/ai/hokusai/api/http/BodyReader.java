package ai.hokusai.api.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads the whole body of a request before a thread handles it: a slow client uses a connection and the memory
 * of the bytes it sent, but no thread.
 */
final class BodyReader extends Handler.Wrapper {
  private final Duration limit;
  private final Semaphore memory;

  /**
   * Creates a reader.
   *
   * @param limit the time limit for one body
   * @param memory the maximum size of all bodies in memory
   */
  BodyReader(Duration limit, int memory) {
    this.limit = limit;
    this.memory = new Semaphore(memory);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getLength() > ServerLimits.BODY_BYTES + Body.MAX_DROPPED) {
      Problems.write(request, response, callback, Body.TOO_LARGE);
      return true;
    }
    if (request.getLength() <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return super.handle(request, response, callback);
    }
    new Body(getHandler(), request, response, callback, memory).readWithin(limit);
    return true;
  }
}
