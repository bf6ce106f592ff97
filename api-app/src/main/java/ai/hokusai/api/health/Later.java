package ai.hokusai.api.health;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Answers a request after a delay, during which no thread waits. */
public final class Later {

  private Later() {}

  /** One answer. */
  @FunctionalInterface
  public interface Answer {

    /** Writes it and completes the callback. */
    void write() throws Exception;
  }

  /** Writes an answer at once or after a delay; a failure completes the callback. */
  public static void answer(Request request, Callback callback, Duration delay, Answer answer)
      throws Exception {
    if (delay.isZero()) {
      answer.write();
      return;
    }
    Components components = request.getComponents();
    components
        .getScheduler()
        .schedule(
            () -> components.getExecutor().execute(() -> write(answer, callback)),
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void write(Answer answer, Callback callback) {
    try {
      answer.write();
    } catch (Exception e) {
      callback.failed(e);
    }
  }
}
