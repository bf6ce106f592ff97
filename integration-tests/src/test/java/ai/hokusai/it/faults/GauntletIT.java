package ai.hokusai.it.faults;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault under running services, at the default schedule: the right code and no other at every door, in time, a
 * timely end, and no secret. All rows run at once, each with a Redis, a library and a jar of its own; the tests wait
 * for theirs.
 */
final class GauntletIT {
  private static final Lookers LOOKERS = new Lookers();
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
    var pace = new Pace(possible.size());
    runs = possible.stream()
        .collect(
            Collectors.toMap(Function.identity(), row -> rowThreads.submit(() -> run(row, pace))));
  }

  private static FaultOutcome run(FaultCase row, Pace pace) throws IOException {
    try (var run = FaultRun.launch(row, LOOKERS, pace)) {
      return run.measure();
    } finally {
      pace.leave();
    }
  }

  @AfterAll
  static void report() throws IOException {
    rowThreads.shutdownNow();
    LOOKERS.close();
    REPORT.write(LOOKERS.lost());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void namesTheFaultAtEveryDoorInTimeAndSeesItsEnd(FaultCase row) throws Throwable {
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
