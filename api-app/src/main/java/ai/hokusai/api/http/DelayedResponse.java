package ai.hokusai.api.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Sends a response after a delay, during which no thread waits. */
public final class DelayedResponse {

  private DelayedResponse() {}

  /** Writes one response. */
  @FunctionalInterface
  public interface Writer {

    /** Writes the response and completes the callback. */
    void write() throws Exception;
  }

  /** Writes a response, immediately or after a delay; a failure completes the callback. */
  static void send(Request request, Callback callback, Duration delay, Writer writer)
      throws Exception {
    if (delay.isZero()) {
      writer.write();
      return;
    }
    Components components = request.getComponents();
    components
        .getScheduler()
        .schedule(
            () -> components.getExecutor().execute(() -> write(writer, callback)),
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void write(Writer writer, Callback callback) {
    try {
      writer.write();
    } catch (Exception e) {
      callback.failed(e);
    }
  }
}
