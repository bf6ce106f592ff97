package ai.hokusai.api.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes the connection of a client that reads its response too slowly. */
final class ExchangeLimit extends Handler.Wrapper {
  private final long millis;

  ExchangeLimit(Duration limit) {
    this.millis = limit.toMillis();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
    Scheduler.Task close = request
        .getComponents()
        .getScheduler()
        .schedule(() -> client.close(new TimeoutException()), millis, TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> close.cancel());
    return super.handle(request, response, callback);
  }
}
