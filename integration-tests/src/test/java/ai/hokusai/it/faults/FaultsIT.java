package ai.hokusai.it.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault under a running service, at the default schedule: the right code and no other, in time, and a timely end.
 * All rows run at once, each with a Redis and a service of its own; the tests wait for theirs.
 */
final class FaultsIT {
  private static final int LOOKERS = 4;

  private static final Turns TURNS = new Turns();
  private static final FaultReport REPORT = new FaultReport();
  private static final ScheduledExecutorService lookers = Executors.newScheduledThreadPool(LOOKERS);
  private static final ExecutorService rowThreads = Executors.newCachedThreadPool();
  private static Map<FaultCase, Future<FaultOutcome>> runs;

  static List<FaultCase> rows() {
    return FaultTable.rows();
  }

  @BeforeAll
  static void runAll() {
    var possible =
        rows().stream().filter(row -> row.isPossible().getAsBoolean()).toList();
    // No fault before the last service is up: starting them takes the processors.
    var starting = new CountDownLatch(possible.size());
    runs = possible.stream()
        .collect(Collectors.toMap(
            Function.identity(), row -> rowThreads.submit(() -> run(row, starting))));
  }

  private static FaultOutcome run(FaultCase row, CountDownLatch starting) throws Exception {
    try (var run = launch(row, starting)) {
      assertThat(starting.await(Bounds.PATIENCE.toSeconds(), SECONDS)).isTrue();
      return run.measure();
    }
  }

  private static FaultRun launch(FaultCase row, CountDownLatch starting) throws IOException {
    try {
      return FaultRun.launch(row, lookers, TURNS);
    } finally {
      starting.countDown();
    }
  }

  @AfterAll
  static void report() throws IOException {
    rowThreads.shutdownNow();
    lookers.shutdownNow();
    REPORT.write();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void namesTheFaultInTimeAndSeesItsEnd(FaultCase row) throws Throwable {
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
