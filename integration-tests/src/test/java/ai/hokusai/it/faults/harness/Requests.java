package ai.hokusai.it.faults.harness;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Requests that come in all the time on a few threads, and how long each took. */
public final class Requests implements AutoCloseable {
  private final ExecutorService threads;
  private final Collection<Request> done = new ConcurrentLinkedQueue<>();
  private volatile boolean isClosed;

  /**
   * One request.
   *
   * @param began when it came, on the monotonic clock
   * @param took how long until its answer
   * @param isAnswered whether that was what Redis said
   */
  public record Request(long began, Duration took, boolean isAnswered) {}

  private Requests(ExecutorService threads) {
    this.threads = threads;
  }

  /** Lets each of the threads make one request after the other. */
  public static Requests begin(int count, Runnable request) {
    var requests = new Requests(Executors.newFixedThreadPool(count));
    for (int i = 0; i < count; i++) {
      requests.threads.execute(() -> requests.makeAll(request));
    }
    return requests;
  }

  private void makeAll(Runnable request) {
    while (!isClosed) {
      long began = System.nanoTime();
      var isAnswered = isAnswered(request);
      done.add(new Request(began, Duration.ofNanos(System.nanoTime() - began), isAnswered));
      breathe();
    }
  }

  private static boolean isAnswered(Runnable request) {
    try {
      request.run();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** A client that comes back at once would only measure how busy the processors are. */
  private static void breathe() {
    LockSupport.parkNanos(5_000_000);
  }

  public List<Request> that(Predicate<Request> condition) {
    return done.stream().filter(condition).toList();
  }

  public static Duration longest(Collection<Request> requests) {
    return requests.stream().map(Request::took).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  public static Duration median(Collection<Request> requests) {
    return requests.stream()
        .map(Request::took)
        .sorted()
        .skip(requests.size() / 2)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    isClosed = true;
    threads.shutdown();
  }
}
