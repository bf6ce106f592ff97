package ai.hokusai.api.deployment;

import ai.hokusai.config.setting.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Polls the health of a service over HTTP, each time over a new connection. Each poll runs on its own thread,
 * since the time-outs of a socket end neither a stalled DNS lookup nor a response that arrives byte by byte.
 */
final class HttpService {
  private static final int MAX_MILLIS = 5_000;
  private static final int MAX_BODY = 64 * 1024;

  private final ServiceUrl url;
  private final @Nullable Secret token;

  /**
   * Creates a client. Opens no connection.
   *
   * @param url the address of the health endpoint
   * @param token the bearer token for the details, null to send none
   */
  HttpService(ServiceUrl url, @Nullable Secret token) {
    this.url = url;
    this.token = token;
  }

  /** Sends one request and waits at most {@code limit} for the response. */
  Poll poll(Duration limit) throws InterruptedException {
    int millis = (int) Math.max(1, Math.min(MAX_MILLIS, limit.toMillis()));
    try {
      return poll(connection(millis), millis);
    } catch (IOException e) {
      return Poll.without(result(e));
    }
  }

  private HttpURLConnection connection(int millis) throws IOException {
    var connection = (HttpURLConnection) url.url().openConnection();
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setUseCaches(false);
    // A redirect would send the token to another host.
    connection.setInstanceFollowRedirects(false);
    // A load balancer chooses an instance for each connection.
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("Accept", "application/health+json, application/json");
    connection.setRequestProperty("User-Agent", "api-app-check");
    if (token != null) {
      connection.setRequestProperty("Authorization", token.reveal(value -> "Bearer " + value));
    }
    return connection;
  }

  private static Poll poll(HttpURLConnection connection, int millis) throws InterruptedException {
    var task = new FutureTask<>(() -> exchange(connection));
    var thread = new Thread(task, "poll-service");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      connection.disconnect();
      return Poll.without(PollResult.UNREACHABLE);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Poll exchange(HttpURLConnection connection) {
    try {
      int statusCode = connection.getResponseCode();
      return ResponseReader.read(statusCode, body(connection));
    } catch (IOException e) {
      return Poll.without(result(e));
    } finally {
      connection.disconnect();
    }
  }

  private static byte[] body(HttpURLConnection connection) throws IOException {
    InputStream error = connection.getErrorStream();
    if (error == null && connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
      return new byte[0];
    }
    // A longer body is not from this service; a part of it is not valid JSON.
    try (InputStream in = error == null ? connection.getInputStream() : error) {
      return in.readNBytes(MAX_BODY);
    }
  }

  /** Classifies a failure. A connection that is lost during the handshake proves nothing about certificates. */
  static PollResult result(IOException failure) {
    boolean isTls = false;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnknownHostException) {
        return PollResult.UNKNOWN_HOST;
      }
      if (each instanceof SSLException) {
        isTls = true;
      } else if (each instanceof IOException) {
        return PollResult.UNREACHABLE;
      }
    }
    return isTls ? PollResult.UNTRUSTED : PollResult.UNREACHABLE;
  }
}
