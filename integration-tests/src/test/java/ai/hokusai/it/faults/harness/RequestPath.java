package ai.hokusai.it.faults.harness;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import ai.hokusai.health.classify.FaultClassifier;
import ai.hokusai.health.traffic.Operation;
import ai.hokusai.it.faults.harness.Invariants.End;
import ai.hokusai.it.faults.harness.Invariants.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongUnaryOperator;

/** A service in this JVM that reads and writes all the time, each on one thread, while a third reads its health. */
public final class RequestPath implements AutoCloseable {
  /** The pause between two requests of a service that is to be busy. */
  public static final Duration SHORT_PAUSE = Duration.ofMillis(10);
  /** The pause of a service that runs beside many others. */
  public static final Duration LONG_PAUSE = Duration.ofMillis(250);

  private static final String KEY = "request-path";

  private final LibraryUnderTest service;
  private final Duration pause;
  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final Invariants reads = new Invariants(Operation.READ);
  private final Invariants writes = new Invariants(Operation.WRITE);
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> twice = new ArrayList<>();
  private int next;
  private volatile boolean isOver;

  private RequestPath(LibraryUnderTest service, Duration pause) {
    this.service = service;
    this.pause = pause;
  }

  /** Begins to use a service, which it closes. */
  public static RequestPath begin(LibraryUnderTest service, Duration pause) {
    var path = new RequestPath(service, pause);
    path.threads.execute(() -> path.repeat(path::look));
    path.threads.execute(() -> path.repeat(path::read));
    path.threads.execute(() -> path.repeat(path::write));
    return path;
  }

  private void repeat(Runnable work) {
    try {
      while (!isOver) {
        work.run();
        MILLISECONDS.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    List<String> seen = service.named();
    long now = System.nanoTime();
    reads.sees(now, seen);
    writes.sees(now, seen);
  }

  private void read() {
    reads.add(request(() -> {
      String ignored = service.read(client -> client.get(KEY + ":absent"));
    }));
  }

  private void write() {
    String field = String.valueOf(next);
    next++;
    writes.add(request(() -> {
      long count = service.write(client -> client.hincrBy(KEY, field, 1));
      acknowledged.add(field);
      if (count != 1) {
        twice.add("write %s was applied %d times".formatted(field, count));
      }
    }));
  }

  private static Request request(Runnable work) {
    long began = System.nanoTime();
    try {
      work.run();
      return new Request(began, System.nanoTime(), End.ANSWERED, null);
    } catch (LibraryUnderTest.Refused e) {
      return new Request(began, System.nanoTime(), End.REFUSED, e.code());
    } catch (RuntimeException e) {
      long ended = System.nanoTime();
      return new Request(began, ended, End.FAILED, FaultClassifier.describe(e).code());
    }
  }

  /**
   * Ends the requests and tells what did not hold.
   *
   * @param isKept whether Redis kept its data all the time
   * @param excuse how much longer everything may take that began at a moment, in nanoseconds
   */
  public List<String> broken(boolean isKept, LongUnaryOperator excuse) throws InterruptedException {
    end();
    var broken = new ArrayList<>(twice);
    broken.addAll(reads.broken(excuse));
    broken.addAll(writes.broken(excuse));
    if (isKept && !acknowledged.isEmpty()) {
      broken.addAll(lost());
    }
    return broken;
  }

  private List<String> lost() {
    Map<String, String> kept = await()
        .atMost(Bounds.PATIENCE)
        .ignoreExceptions()
        .until(() -> service.read(client -> client.hgetAll(KEY)), each -> true);
    var lost = new ArrayList<String>();
    acknowledged.stream()
        .filter(field -> !kept.containsKey(field))
        .forEach(field -> lost.add("write " + field + " was acknowledged and is lost"));
    kept.forEach((field, count) -> {
      if (!count.equals("1")) {
        lost.add("write %s was applied %s times".formatted(field, count));
      }
    });
    return lost;
  }

  private void end() throws InterruptedException {
    isOver = true;
    threads.shutdown();
    if (!threads.awaitTermination(Bounds.PATIENCE.toSeconds(), SECONDS)) {
      throw new AssertionError("a request has got no answer");
    }
  }

  @Override
  public String toString() {
    return "%d reads answered, %d refused, %d failed; %d writes answered, %d refused, %d failed"
        .formatted(
            reads.count(End.ANSWERED),
            reads.count(End.REFUSED),
            reads.count(End.FAILED),
            writes.count(End.ANSWERED),
            writes.count(End.REFUSED),
            writes.count(End.FAILED));
  }

  @Override
  public void close() {
    isOver = true;
    threads.shutdownNow();
    service.close();
  }
}
