package ai.hokusai.it.cluster;

import ai.hokusai.health.DependencyGuard;
import ai.hokusai.health.classify.FaultClassifier;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thread for each key that uses it again and again, and the time and end of each call. */
final class ShardLoad implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Duration END = Duration.ofSeconds(10);

  private final ExecutorService threads;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private volatile boolean isOver;

  /**
   * One call.
   *
   * @param key its key
   * @param began when it began, on the monotonic clock
   * @param took the time until its end
   * @param code the code of its failure, null where it succeeded
   * @param isRejected whether the guard rejected it, so that nothing was sent
   */
  record Call(
      String key, long began, Duration took, @Nullable String code, boolean isRejected) {
    boolean failed() {
      return code != null;
    }
  }

  /** Ends a call that the guard rejects; the message is the code. */
  static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Rejected(DependencyGuard.Refusal refusal) {
      super(refusal.cause().code(), null, false, false);
    }
  }

  ShardLoad(List<String> keys, Consumer<String> use) {
    this.threads = Executors.newFixedThreadPool(keys.size());
    for (var key : keys) {
      threads.execute(() -> repeat(key, use));
    }
  }

  private void repeat(String key, Consumer<String> use) {
    while (!isOver) {
      long began = System.nanoTime();
      boolean isRejected = false;
      String code;
      try {
        code = codeOf(() -> use.accept(key));
      } catch (Rejected e) {
        isRejected = true;
        code = e.getMessage();
      }
      calls.add(
          new Call(key, began, Duration.ofNanos(System.nanoTime() - began), code, isRejected));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The code of what a call throws, null where it returns. */
  static @Nullable String codeOf(Runnable call) {
    try {
      call.run();
      return null;
    } catch (Rejected e) {
      throw e;
    } catch (RuntimeException e) {
      return FaultClassifier.describe(e).code();
    }
  }

  /** The calls so far that meet a condition. */
  List<Call> that(Predicate<Call> condition) {
    return calls.stream().filter(condition).toList();
  }

  /** The calls of a key that began at this time or later. */
  List<Call> since(long moment, String... keys) {
    var wanted = List.of(keys);
    return that(call -> call.began() >= moment && wanted.contains(call.key()));
  }

  /** The end of the first successful call of a key that began at this time or later; 0 while there is none. */
  long successSince(long moment, String key) {
    return since(moment, key).stream()
        .filter(call -> !call.failed())
        .mapToLong(call -> call.began() + call.took().toNanos())
        .findFirst()
        .orElse(0);
  }

  static Duration longest(Collection<Call> calls) {
    return calls.stream().map(Call::took).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** The time within which 99 of 100 calls end. */
  static Duration p99(Collection<Call> calls) {
    return calls.stream()
        .map(Call::took)
        .sorted()
        .skip(calls.size() * 99L / 100)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /** The codes of the calls that failed, with their numbers. */
  static Map<String, Long> codes(Collection<Call> calls) {
    var codes = new HashMap<String, Long>();
    calls.forEach(call -> {
      if (call.code() != null) {
        codes.merge(call.code(), 1L, Long::sum);
      }
    });
    return codes;
  }

  /** Ends the calls and waits for the last ones. */
  Map<String, List<Call>> end() {
    isOver = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("a call has no end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return calls.stream().collect(Collectors.groupingBy(Call::key));
  }

  @Override
  public void close() {
    isOver = true;
    threads.shutdownNow();
  }
}
