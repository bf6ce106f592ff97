package ai.hokusai.api.deployed;

import ai.hokusai.config.setting.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request over a connection of its own. One thread makes it, another may give it up. */
final class Exchange implements Callable<Answer> {
  private static final int MAX_BODY = 64 * 1024;

  private final HttpURLConnection connection;

  private Exchange(HttpURLConnection connection) {
    this.connection = connection;
  }

  static Exchange prepare(ServiceUrl url, @Nullable Secret token, int millis) throws IOException {
    var connection = (HttpURLConnection) url.url().openConnection();
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setUseCaches(false);
    // The token goes to nobody but the one it was meant for.
    connection.setInstanceFollowRedirects(false);
    // A load balancer chooses an instance for each connection.
    connection.setRequestProperty("Connection", "close");
    connection.setRequestProperty("Accept", "application/health+json, application/json");
    connection.setRequestProperty("User-Agent", "api-app-check");
    if (token != null) {
      connection.setRequestProperty("Authorization", token.reveal(value -> "Bearer " + value));
    }
    return new Exchange(connection);
  }

  @Override
  public Answer call() {
    try {
      int statusCode = connection.getResponseCode();
      return AnswerReader.read(statusCode, body());
    } catch (IOException e) {
      return Answer.without(sight(e));
    } finally {
      connection.disconnect();
    }
  }

  private byte[] body() throws IOException {
    InputStream error = connection.getErrorStream();
    if (error == null && connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
      return new byte[0];
    }
    // More than that is not ours, and cut off it is no JSON.
    try (InputStream in = error == null ? connection.getInputStream() : error) {
      return in.readNBytes(MAX_BODY);
    }
  }

  /** A handshake that the network broke off says nothing about certificates. */
  static Sight sight(IOException failure) {
    boolean isTls = false;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UnknownHostException) {
        return Sight.UNKNOWN_HOST;
      }
      if (each instanceof SSLException) {
        isTls = true;
      } else if (each instanceof IOException) {
        return Sight.SILENT;
      }
    }
    return isTls ? Sight.UNTRUSTED : Sight.SILENT;
  }

  void giveUp() {
    connection.disconnect();
  }
}
