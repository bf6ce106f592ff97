package ai.hokusai.it.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.hokusai.health.classify.Fault;
import ai.hokusai.it.faults.harness.LibraryUnderTest;
import ai.hokusai.it.faults.harness.Observation;
import ai.hokusai.it.faults.harness.Setup;
import ai.hokusai.it.faults.harness.TestBed;
import ai.hokusai.it.redis.ServerProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The faults that a server's own replies show, against each version of a server that there is: the one of the other
 * tests, and those of {@code -Dredis.servers}. How long anything takes is the matter of {@link GauntletIT}.
 */
@Tag("once")
final class ServerVersionsIT {
  private static final Logger LOG = LoggerFactory.getLogger(ServerVersionsIT.class);
  private static final List<ServerProgram> PROGRAMS = ServerProgram.all();
  private static final List<FaultCase> ROWS =
      Stream.of(AccessRows.rows(), ServerRows.rows()).flatMap(List::stream).toList();
  private static final VersionsReport REPORT = new VersionsReport(PROGRAMS);
  // Redis 6 reads 2 MB of a file before it answers anything, too long for a load that is slow
  // enough, and is never in protected mode where it is told its addresses.
  private static final Set<Fault> NOT_WITH_REDIS_6 =
      EnumSet.of(Fault.LOADING, Fault.PROTECTED_MODE);
  // Each waits for probes most of the time.
  private static final ExecutorService rowThreads = Executors.newFixedThreadPool(8);
  private static final Map<Turn, Future<Codes>> runs = new HashMap<>();

  /** A row against one server. */
  private record Turn(ServerProgram program, FaultCase row) {}

  /**
   * The codes that services have named.
   *
   * @param kept by the one that was healthy before
   * @param started by the one that started under the fault
   */
  private record Codes(String kept, String started) {

    @Override
    public String toString() {
      return kept.equals(started) ? kept : kept + ", at the start " + started;
    }
  }

  static Stream<Arguments> throttle() {
    return PROGRAMS.stream()
        .flatMap(program -> ROWS.stream().map(row -> Arguments.of(program, row)));
  }

  static List<ServerProgram> programs() {
    return PROGRAMS;
  }

  @BeforeAll
  static void runAll() {
    throttle().map(Arguments::get).forEach(each -> {
      var turn = new Turn((ServerProgram) each[0], (FaultCase) each[1]);
      if (isPossible(turn)) {
        runs.put(turn, rowThreads.submit(run(turn)));
      }
    });
  }

  private static boolean isPossible(Turn turn) {
    return turn.row().isPossible().getAsBoolean()
        && !(turn.program().isBefore7() && NOT_WITH_REDIS_6.contains(turn.row().fault()));
  }

  private static Callable<Codes> run(Turn turn) {
    return () -> {
      var setup = turn.row().setup();
      try (var testBed = TestBed.open(setup.spec(), turn.program())) {
        setup.preparation().on(testBed);
        try (var kept = setup.startHere(testBed)) {
          kept.await(Observation::isUp);
          turn.row().provocation().on(testBed);
          var codes = codes(turn, kept, testBed);
          // Before its connections are closed, for which TLS waits for an answer.
          turn.row().cure().on(testBed);
          return codes;
        }
      }
    };
  }

  private static Codes codes(Turn turn, LibraryUnderTest kept, TestBed testBed) {
    long start = System.nanoTime();
    var codes = new Codes(codeUnderLoad(kept), codeAtStart(turn.row().setup(), testBed));
    var took = Duration.ofNanos(System.nanoTime() - start);
    LOG.info("{}, {}: {} after {}", turn.program(), turn.row(), codes, took);
    return codes;
  }

  private static String codeUnderLoad(LibraryUnderTest service) {
    return String.valueOf(service.awaitUnderLoad(Observation::isDown).code());
  }

  private static String codeAtStart(Setup setup, TestBed testBed) {
    try (var started = setup.startHere(testBed)) {
      return String.valueOf(started.await(Observation::isDown).code());
    }
  }

  @AfterAll
  static void report() throws IOException {
    rowThreads.shutdownNow();
    REPORT.write();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("throttle")
  void namesTheFaultOfEachRow(ServerProgram program, FaultCase row) throws Throwable {
    var run = runs.get(new Turn(program, row));
    if (run == null) {
      abort("not possible on this machine or with this server");
      return;
    }
    try {
      var codes = run.get();
      REPORT.add(row.toString(), program, codes.toString());
      assertThat(codes).isEqualTo(expected(program, row));
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /** Redis 6 answers PING without the data of its primary, so that the probe finds its role. */
  private static Codes expected(ServerProgram program, FaultCase row) {
    if (program.isBefore7() && row.fault() == Fault.MASTERDOWN) {
      var code = Fault.READONLY_REPLICA.code();
      return new Codes(code, code);
    }
    return new Codes(row.fault().code(), row.onNewConnection().code());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void namesTheFaultOfEachRefusedWrite(ServerProgram program) throws IOException {
    try (var refused = RefusedWrites.on(program)) {
      var codes = refused.all();
      codes.forEach((what, code) -> REPORT.add(what, program, code));
      assertThat(codes).isEqualTo(RefusedWrites.EXPECTED);
    }
  }
}
