package ai.hokusai.it.faults.rows;

import static org.junit.jupiter.api.Assumptions.abort;

import ai.hokusai.it.faults.harness.Pollers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault under running services, at the default schedule: the right code and no other at every output, in time, a
 * timely end, and no secret. The rows run in three parts, each with a Redis, a library and a jar of its own for each
 * row; the tests wait for theirs.
 */
@Tag("once")
final class GauntletIT {
  private static final Pollers POLLERS = new Pollers();
  private static final GauntletReport REPORT = new GauntletReport();
  private static final ExecutorService rowThreads = Executors.newCachedThreadPool();
  private static Map<FaultCase, Future<FaultOutcome>> runs;

  static List<FaultCase> rows() {
    return FaultTable.rows();
  }

  @BeforeAll
  static void runAll() {
    var possible =
        rows().stream().filter(row -> row.isPossible().getAsBoolean()).toList();
    runs = new HashMap<>();
    var before = new CountDownLatch(0);
    // More at once would measure the two processors of a small machine, not the product.
    for (List<FaultCase> part : parts(possible)) {
      var done = new CountDownLatch(part.size());
      var barrier = new RowBarrier(part.size());
      var begin = before;
      part.forEach(row -> runs.put(row, rowThreads.submit(() -> run(row, barrier, begin, done))));
      before = done;
    }
  }

  /** Every third row, so that rows of a kind are in all parts. */
  private static List<List<FaultCase>> parts(List<FaultCase> rows) {
    List<List<FaultCase>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rows.size(); i++) {
      parts.get(i % parts.size()).add(rows.get(i));
    }
    return parts;
  }

  private static FaultOutcome run(
      FaultCase row, RowBarrier barrier, CountDownLatch begin, CountDownLatch done)
      throws IOException, InterruptedException {
    begin.await();
    try (var run = FaultRun.launch(row, POLLERS, barrier)) {
      return run.measure();
    } finally {
      barrier.leave();
      done.countDown();
    }
  }

  @AfterAll
  static void report() throws IOException {
    rowThreads.shutdownNow();
    POLLERS.close();
    REPORT.write(POLLERS.lost());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void namesTheFaultAtEveryOutputInTimeAndSeesItsEnd(FaultCase row) throws Throwable {
    var run = runs.get(row);
    if (run == null) {
      var why = "not possible on this machine";
      REPORT.add(row, why);
      abort(why);
      return;
    }
    try {
      REPORT.add(row, run.get());
    } catch (ExecutionException e) {
      REPORT.add(row, "FAILED");
      throw e.getCause();
    }
  }
}
