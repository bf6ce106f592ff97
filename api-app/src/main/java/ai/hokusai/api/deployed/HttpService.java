package ai.hokusai.api.deployed;

import ai.hokusai.config.setting.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A service behind a URL. Each request has a thread of its own, since neither a name server that is silent
 * nor an answer that drips ends with the time-outs of a socket.
 */
public final class HttpService implements DeployedService {
  private static final int MOST_MILLIS = 5_000;

  private final ServiceUrl url;
  private final @Nullable Secret token;

  /**
   * Connects to nothing yet.
   *
   * @param url where its health is
   * @param token what opens the details, null to ask without
   */
  public HttpService(ServiceUrl url, @Nullable Secret token) {
    this.url = url;
    this.token = token;
  }

  @Override
  public Answer ask(Duration longest) throws InterruptedException {
    int millis = (int) Math.max(1, Math.min(MOST_MILLIS, longest.toMillis()));
    try {
      return ask(Exchange.prepare(url, token, millis), millis);
    } catch (IOException e) {
      return Answer.without(Exchange.sight(e));
    }
  }

  private static Answer ask(Exchange exchange, int millis) throws InterruptedException {
    var task = new FutureTask<>(exchange);
    var thread = new Thread(task, "ask-service");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.giveUp();
      return Answer.without(Sight.SILENT);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
