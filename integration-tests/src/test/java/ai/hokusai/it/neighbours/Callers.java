package ai.hokusai.it.neighbours;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Clients that call without a pause, each in a thread of its own, and count what they get: 200, or what else. */
final class Callers implements AutoCloseable {
  private static final int THREADS = 4;

  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private volatile boolean isOver;

  private Callers() {}

  /** One call. */
  interface Call {
    HttpResponse<String> send() throws IOException;
  }

  /** Begins to call. */
  static Callers of(Call call) {
    var callers = new Callers();
    for (int i = 0; i < THREADS; i++) {
      var thread = new Thread(() -> callers.run(call), "caller-" + i);
      callers.threads.add(thread);
      thread.start();
    }
    return callers;
  }

  private void run(Call call) {
    while (!isOver) {
      count(answer(call));
    }
  }

  private static String answer(Call call) {
    try {
      HttpResponse<String> response = call.send();
      return response.statusCode() == 200 ? "200" : response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "lost: " + e;
    }
  }

  private synchronized void count(String answer) {
    answers.merge(answer, 1, Integer::sum);
  }

  /** Calls no more; returns how often each answer came. */
  Map<String, Integer> stop() {
    close();
    synchronized (this) {
      return new TreeMap<>(answers);
    }
  }

  @Override
  public void close() {
    isOver = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
